// SPDX-License-Identifier: AGPL-3.0-or-later
// core_bench ROUNDS FILE...: the native time from bytes to OCR PNG, for the ratio to wasm in `make bench`.
#include "export/export.hpp"
#include "export/facts.hpp"
#include "format/formats.hpp"
#include "raster/raster.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace rmirror;
using Clock = std::chrono::steady_clock;

std::vector<std::uint8_t> bytes_of(char const* path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Parse, facts with fingerprint, picture, PNG. False for a file that is no page.
bool work_on(std::vector<std::uint8_t> const& file)
{
    auto const pages = parse_pages(file);
    if (!pages.ok())
        return false;
    RenderRequest request;
    request.purpose = Purpose::ocr;
    for (auto const& page : pages.value()) {
        auto const facts = page_facts(page);
        auto const pictures = draw_ocr(page, request);
        if (facts.empty() || !pictures.ok())
            return false;
        for (auto const& ocr : pictures.value())
            if (to_png(ocr.picture).empty())
                return false;
    }
    return true;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

/// Prints one number for each file: the median of the rounds in milliseconds, -1 for a failure.
int main(int count, char** arguments)
{
    int const rounds = std::atoi(arguments[1]);
    for (int i = 2; i < count; ++i) {
        auto const file = bytes_of(arguments[i]);
        std::vector<double> times;
        bool ok = work_on(file);
        for (int round = 0; ok && round < rounds; ++round) {
            auto const start = Clock::now();
            ok = work_on(file);
            times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        }
        std::cout << (ok ? median(times) : -1.0) << '\n';
    }
    return 0;
}
