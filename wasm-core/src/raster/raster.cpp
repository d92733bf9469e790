// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/raster.hpp"

#include "pens/pens.hpp"
#include "raster/below_ink.hpp"
#include "raster/blend.hpp"
#include "raster/coverage.hpp"
#include "raster/flatten.hpp"
#include "raster/outline.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

void cover_stroke(CoverageMask& mask, std::vector<InkPoint> const& points, Cap cap)
{
    if (points.empty())
        return;
    if (points.size() == 1)
        return mask.add_segment(points[0], points[0]);
    for (std::size_t i = 1; i < points.size(); ++i)
        mask.add_segment(points[i - 1], points[i]);
    if (cap == Cap::square) {
        mask.add_square_end(points[1], points[0]);
        mask.add_square_end(points[points.size() - 2], points.back());
    }
}

void cover_highlight(CoverageMask& mask, Highlight const& highlight, View const& view)
{
    for (auto const& rect : highlight.rects) {
        if (!std::isfinite(rect.x + rect.width) || !std::isfinite(rect.y + rect.height))
            continue;
        auto a = to_pixels(view, clamp_to_plane(rect.x), clamp_to_plane(rect.y));
        auto b = to_pixels(view, clamp_to_plane(rect.x + rect.width), clamp_to_plane(rect.y + rect.height));
        mask.add_rect(std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y));
    }
}

/// Pixels that the coverage stage will look at, roughly.
double work_of(std::vector<InkPoint> const& outline, double scale)
{
    double work = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        auto const& from = outline[i == 0 ? 0 : i - 1];
        auto const& to = outline[i];
        double across = 2 * (std::max(from.radius, to.radius) * scale + 1);
        double length = (std::fabs(to.x - from.x) + std::fabs(to.y - from.y)) * scale;
        work += (length + across) * across;
    }
    return work;
}

double work_of(Page const& page, double scale)
{
    double work = 0;
    for (auto const& layer : page.layers)
        if (layer.visible)
            for (auto const& stroke : layer.strokes)
                work += work_of(outline_of(stroke, {}), scale);
    return work;
}

/// A view that can be drawn in bounded time: millions of page-wide strokes are drawn smaller.
Result<View> affordable_view(Page const& page, RenderRequest request)
{
    constexpr double kMostWork = 4e9;  // pixels: some seconds. A full page of handwriting needs 1e7.
    auto view = TRY(view_of(page, request));
    while (view.width > 1 && work_of(page, view.scale) > kMostWork) {
        request.width_px = std::max(1, view.width / 2);
        view = TRY(view_of(page, request));
    }
    return view;
}

/// Walks what is drawn, bottom first. `on_highlight(highlight)` and `on_stroke(stroke)` leave their
/// shape in the mask and blend it.
template <typename OnHighlight, typename OnStroke>
void walk(Page const& page, OnHighlight on_highlight, OnStroke on_stroke)
{
    for (auto const& layer : page.layers) {
        if (!layer.visible)
            continue;
        for (auto const& highlight : layer.highlights)
            on_highlight(highlight);
        for (auto const& stroke : layer.strokes)
            if (is_highlighter(stroke.tool))
                on_stroke(stroke);
        for (auto const& stroke : layer.strokes)
            if (!is_highlighter(stroke.tool))
                on_stroke(stroke);
    }
}

/// Black for ink of any colour but white, which covers; light grey for what only marks.
std::uint8_t ocr_grey(Stroke const& stroke)
{
    constexpr unsigned kNearlyWhite = 3 * 240;
    constexpr std::uint8_t kMarked = 224;
    if (pen_of(stroke.tool).blend == Blend::multiply)
        return kMarked;
    auto color = stroke_color(stroke);
    return unsigned{color.red} + color.green + color.blue >= kNearlyWhite ? 255 : 0;
}

}  // namespace

Result<Picture> draw_display(Page const& page, RenderRequest const& request)
{
    auto view = TRY(affordable_view(page, request));
    auto offsets = anchor_offsets(page);
    Picture picture{view.width, view.height, {}};
    picture.rgba.assign(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height) * 4,
                        255);
    CoverageMask mask(view.width, view.height);
    auto blend = [&](Rgba color, Blend mode) {
        mask.drain([&](int y, int x, std::span<std::uint8_t const> coverage) {
            auto pixel = static_cast<std::size_t>(y) * static_cast<std::size_t>(view.width) +
                         static_cast<std::size_t>(x);
            blend_color(&picture.rgba[pixel * 4], coverage, color, mode);
        });
    };
    draw_below_ink(page, request, view, mask, [&](Rgba color) { blend(color, Blend::normal); });
    walk(
        page,
        [&](Highlight const& highlight) {
            cover_highlight(mask, highlight, view);
            blend(highlight_color(highlight.color), Blend::multiply);
        },
        [&](Stroke const& stroke) {
            auto const& pen = pen_of(stroke.tool);
            cover_stroke(mask, flatten(outline_of(stroke, offset_of(offsets, stroke)), view), pen.cap);
            blend(stroke_color(stroke), pen.blend);
        });
    return picture;
}

Result<GreyPicture> draw_ocr(Page const& page, RenderRequest const& request)
{
    auto view = TRY(affordable_view(page, request));
    auto offsets = anchor_offsets(page);
    GreyPicture picture{view.width, view.height, {}};
    picture.grey.assign(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height), 255);
    CoverageMask mask(view.width, view.height);
    walk(
        page, [](Highlight const&) {},  // Its text is known already.
        [&](Stroke const& stroke) {
            auto const& pen = pen_of(stroke.tool);
            cover_stroke(mask, flatten(outline_of(stroke, offset_of(offsets, stroke)), view), pen.cap);
            mask.drain([&](int y, int x, std::span<std::uint8_t const> coverage) {
                auto pixel = static_cast<std::size_t>(y) * static_cast<std::size_t>(view.width) +
                             static_cast<std::size_t>(x);
                blend_grey(&picture.grey[pixel], coverage, ocr_grey(stroke), pen.blend);
            });
        });
    return picture;
}

}  // namespace rmirror
