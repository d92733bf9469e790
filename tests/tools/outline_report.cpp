// SPDX-License-Identifier: AGPL-3.0-or-later
// outline_report FILE: the strokes of a page as the core draws them, for others to draw in `make bench`.
#include "display/prepared_page.hpp"
#include "format/formats.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace rmirror;

void print(std::span<InkPoint const> outline)
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
    std::vector<InkPoint> room;
    for (auto const& page : pages.value()) {
        PreparedPage const prepared(page);
        for (auto const& layer : prepared.layers())
            if (layer.layer->visible)
                for (auto const& stroke : layer.strokes)
                    print(prepared.outline(stroke, room));
    }
    return 0;
}
