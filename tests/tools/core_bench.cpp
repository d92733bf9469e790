// SPDX-License-Identifier: AGPL-3.0-or-later
// core_bench ROUNDS FILE...: the native time from bytes to OCR PNG, for the ratio to wasm in `make bench`.
#include "export/export.hpp"
#include "export/facts.hpp"
#include "format/formats.hpp"
#include "raster/raster.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>

namespace {

using namespace rmirror;

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

/// Of this process, whatever else the machine does.
double processor_ms()
{
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace

/// Prints one number for each file: the shortest of the rounds in milliseconds, -1 for a failure.
int main(int count, char** arguments)
{
    int const rounds = std::atoi(arguments[1]);
    for (int i = 2; i < count; ++i) {
        auto const file = bytes_of(arguments[i]);
        bool ok = work_on(file);
        double shortest = std::numeric_limits<double>::infinity();
        for (int round = 0; ok && round < rounds; ++round) {
            auto const start = processor_ms();
            ok = work_on(file);
            shortest = std::min(shortest, processor_ms() - start);
        }
        std::cout << (ok ? shortest : -1.0) << '\n';
    }
    return 0;
}
