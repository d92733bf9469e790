// SPDX-License-Identifier: AGPL-3.0-or-later
// A bug on purpose, deep inside a well-formed page: a fuzzer that does not find it proves nothing.
#include "format/formats.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const pages = rmirror::parse_pages({data, size});
    if (!pages.ok() || pages.value().empty())
        return 0;
    // No fixture has this colour, and no random bytes reach it: the block must stay whole around the
    // number.
    constexpr std::uint32_t kPlanted = 91;
    for (auto const& layer : pages.value().front().layers)
        for (auto const& stroke : layer.strokes)
            if (stroke.color.id == kPlanted && stroke.points.size() > 1)
                std::abort();
    return 0;
}
