// SPDX-License-Identifier: AGPL-3.0-or-later
// outline_report FILE: the strokes of a page as the core draws them, for others to draw in `make bench`.
#include "display/order.hpp"
#include "display/outline.hpp"
#include "format/formats.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace rmirror;

void print(std::vector<InkPoint> const& outline)
{
    for (auto const& point : outline)
        std::cout << point.x << ' ' << point.y << ' ' << point.radius << ' ';
    std::cout << '\n';
}

}  // namespace

/// Prints one line for each visible stroke: x, y and radius of every point, page units.
int main(int count, char** arguments)
{
    if (count != 2)
        return 2;
    std::ifstream file(arguments[1], std::ios::binary);
    std::vector<std::uint8_t> const bytes{std::istreambuf_iterator<char>(file), {}};
    auto const pages = parse_pages(bytes);
    if (!pages.ok())
        return 1;
    for (auto const& page : pages.value()) {
        auto const offsets = anchor_offsets(page);
        for (auto const& layer : page.layers)
            if (layer.visible)
                for (auto const* stroke : in_drawing_order(layer.strokes))
                    print(outline_of(*stroke, offset_of(offsets, *stroke)));
    }
    return 0;
}
