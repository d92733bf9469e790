// SPDX-License-Identifier: AGPL-3.0-or-later
// A bug on purpose, deep inside a well-formed page: a fuzzer that does not find it proves nothing.
#include "format/formats.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const pages = rmirror::parse_pages({data, size});
    if (!pages.ok() || pages.value().empty())
        return 0;
    // No fixture has such a pen or colour, and random bytes do not reach one: the block must stay whole
    // around the number. A range, because finding one value of 32 bits would be luck.
    auto const is_planted = [](std::uint32_t id) { return id >= 1'000 && id < 0xFFFF'0000; };
    for (auto const& layer : pages.value().front().layers)
        for (auto const& stroke : layer.strokes)
            if ((is_planted(stroke.tool) || is_planted(stroke.color.id)) && stroke.points.size() > 1)
                std::abort();
    return 0;
}
