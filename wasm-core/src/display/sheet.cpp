// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/sheet.hpp"

#include "display/extent.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rmirror {
namespace {

double paper_side(double side, double when_absurd)
{
    return std::isfinite(side) && side >= 1 ? std::min(side, double{kFarthest}) : when_absurd;
}

}  // namespace

Rect paper_rect(Page const& page, Orientation orientation)
{
    double width = paper_side(page.paper.width, 1404);
    double height = paper_side(page.paper.height, 1872);
    if (page.frame == Frame::top_left)
        return {0, 0, width, height};
    // In v6 the frame rotates with the tablet; the stored paper size is always that of portrait.
    if (orientation == Orientation::landscape)
        std::swap(width, height);
    return {-width / 2, 0, width, height};
}

Rect sheet_of(Page const& page, Orientation orientation)
{
    auto const paper = paper_rect(page, orientation);
    if (!page.source)
        return paper;
    if (page.frame == Frame::top_center)
        return page.source->rect;
    Extent source;
    source.add(page.source->rect);
    return grown(paper, source);
}

bool shows_source(Page const& page, RenderRequest const& request)
{
    return page.source && page.source->image.pixels != 0 && page.source_visible &&
           request.background == Visibility::on;
}

Background background_for(Page const& page, RenderRequest const& request)
{
    if (request.background == Visibility::off)
        return {};
    auto const paper = paper_rect(page, request.orientation);
    if (!request.template_file)
        return background_of(page, paper, request.orientation, request.page_template);
    auto background = background_of(page, paper, request.orientation, *request.template_file);
    return background.ok() ? std::move(background.value()) : Background{};
}

std::vector<double> sheet_offsets(Background const& background, Rect const& area)
{
    std::vector<double> offsets;
    double const height = background.sheet.height;
    if (height <= 0)
        return offsets;
    double const above = background.sheet.y - area.y;
    for (double below = -std::ceil(std::max(0.0, above) / height) * height; above + below < area.height;
         below += height)
        offsets.push_back(below);
    return offsets;
}

}  // namespace rmirror
