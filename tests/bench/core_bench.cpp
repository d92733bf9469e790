// SPDX-License-Identifier: AGPL-3.0-or-later
// The native twin of `rmirror bench`: the same work on the same pages, so that wasm has something to be
// compared with.
#include "export/export.hpp"
#include "export/facts.hpp"
#include "format/formats.hpp"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

using namespace rmirror;
using Clock = std::chrono::steady_clock;

std::vector<std::uint8_t> bytes_of(char const* path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Parses, fingerprints (the facts carry it), draws and encodes, as the command line does.
Result<std::size_t> draw(std::vector<std::uint8_t> const& file)
{
    auto pages = TRY(parse_pages(file));
    if (pages.empty())
        return Error{ErrorCode::not_a_page, "no page"};
    auto const facts = page_facts(pages.front());
    auto picture = TRY(draw_ocr(pages.front(), RenderRequest{Purpose::ocr, {}, {}}));
    return facts.size() + to_png(picture).size();
}

}  // namespace

/// Prints the pages drawn and the milliseconds they took, after one round to warm up.
int main(int count, char** paths)
{
    std::vector<std::vector<std::uint8_t>> files;
    for (int i = 1; i < count; ++i)
        files.push_back(bytes_of(paths[i]));

    std::size_t drawn = 0;
    std::chrono::duration<double, std::milli> elapsed{};
    for (int round = 0; round < 2; ++round) {
        drawn = 0;
        auto const started = Clock::now();
        for (auto const& file : files)
            drawn += draw(file).ok() ? 1 : 0;
        elapsed = Clock::now() - started;
    }
    std::printf("{\"pages\": %zu, \"sum_ms\": %.3f}\n", drawn, elapsed.count());
    return drawn > 0 ? 0 : 1;
}
