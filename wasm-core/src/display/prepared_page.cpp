// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/prepared_page.hpp"

#include "display/order.hpp"
#include "pens/widths.hpp"
#include "typeset/fonts.hpp"

#include <algorithm>

namespace rmirror {
namespace {

std::size_t count_points(Page const& page)
{
    std::size_t points = 0;
    for (auto const& layer : page.layers)
        for (auto const& stroke : layer.strokes)
            points += stroke.points.size();
    return points;
}

/// Bounding box of a line. An empty line has no width, so it can't extend beside the paper.
Rect extent_of(TextLine const& line)
{
    double const top = line.baseline - line.size / 2;
    if (line.runs.empty())
        return {0, top, 0, line.size};
    double const left = line.mark == ListMark::none ? line.x : line.marker_x;
    return {left, top, line.x + visible_width_of(line) - left, line.size};
}

}  // namespace

PreparedPage::PreparedPage(Page const& page, std::size_t max_stored_points)
    : page_(page), max_stored_points_(max_stored_points)
{
    if (page.text)
        lines_ = lay_out(*page.text);
    offsets_ = anchor_offsets(page, lines_);
    outlines_.reserve(std::min(count_points(page), max_stored_points));
    layers_.reserve(page.layers.size());
    for (auto const& layer : page.layers)
        add(layer);
    // Text is only drawn if a font is set, and may extend beyond the paper: a text column as wide as on a
    // larger tablet begins left of a smaller one's paper.
    if (has_fonts())
        for (auto const& line : lines_)
            unwritten_.add(extent_of(line));
    visible_.add(drawn_);
    visible_.add(unwritten_);
    room_ = {};
}

void PreparedPage::add(Layer const& layer)
{
    auto& prepared = layers_.emplace_back(PreparedLayer{&layer, {}, {}});
    prepared.strokes.reserve(layer.strokes.size());
    prepared.below_images.reserve(layer.images.size());
    walk_images(
        layer, [&](Image const&) { prepared.below_images.push_back(prepared.strokes.size()); },
        [&](std::span<Stroke const> strokes) {
            for (auto const& stroke : strokes)
                add(stroke, prepared);
        });
    if (!layer.visible)
        return;
    for (auto const& image : layer.images) {
        image_work_.add(image);
        for (auto const& vertex : image.vertices) {
            drawn_.add(vertex.x, vertex.y, 0);
            points_.add(vertex.x, vertex.y, 0);
            unwritten_.add(vertex.x, vertex.y, 0);
        }
    }
    for (auto const& highlight : layer.highlights)
        for (auto const& rect : highlight.rects)
            unwritten_.add(rect);
}

void PreparedPage::add(Stroke const& stroke, PreparedLayer& layer)
{
    bool const is_kept = stroke.points.size() <= max_stored_points_ - outlines_.size();
    auto const first = outlines_.size();
    auto const offset = offset_of(offsets_, stroke);
    if (is_kept)
        append_outline(outlines_, stroke, offset);
    else
        outline_into(room_, stroke, offset);
    auto const outline = is_kept ? std::span<InkPoint const>(outlines_).subspan(first) : room_;
    if (outline.empty())
        return;
    auto& prepared = layer.strokes.emplace_back(
        PreparedStroke{.stroke = &stroke, .pen = &pen_of(stroke.tool), .extent = extent_of(outline)});
    if (is_kept) {
        prepared.first_point = static_cast<std::uint32_t>(first);
        prepared.points = static_cast<std::uint32_t>(outline.size());
    }
    if (!layer.layer->visible)
        return;
    stroke_work_.add(outline);
    for (auto const& point : outline)
        drawn_.add_disc(point);
    points_.add(prepared.extent.left, prepared.extent.top, 0);
    points_.add(prepared.extent.right, prepared.extent.bottom, 0);
}

std::span<InkPoint const> PreparedPage::outline(PreparedStroke const& prepared,
                                                std::vector<InkPoint>& room) const
{
    if (prepared.first_point != PreparedStroke::kNotKept)
        return std::span(outlines_).subspan(prepared.first_point, prepared.points);
    outline_into(room, *prepared.stroke, offset_of(offsets_, *prepared.stroke));
    return room;
}

std::span<InkPoint const> PreparedPage::ocr_outline(PreparedStroke const& prepared,
                                                    std::vector<InkPoint>& room) const
{
    if (same_for_ocr(*prepared.pen))
        return outline(prepared, room);
    reading_outline_into(room, *prepared.stroke, offset_of(offsets_, *prepared.stroke));
    return room;
}

}  // namespace rmirror
