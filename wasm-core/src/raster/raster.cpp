// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/raster.hpp"

#include "display/bounds.hpp"
#include "display/order.hpp"
#include "display/outline.hpp"
#include "display/sheet.hpp"
#include "display/view.hpp"
#include "display/work.hpp"
#include "pens/pens.hpp"
#include "raster/below_ink.hpp"
#include "raster/blend.hpp"
#include "raster/coverage.hpp"
#include "raster/flatten.hpp"
#include "raster/grain.hpp"
#include "raster/texture.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

constexpr Rgba kMissing{160, 160, 160, 255};  // the frame of an image without its picture

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

/// A view that can be drawn in bounded time: millions of page-wide strokes are drawn smaller.
Result<View> affordable_view(Page const& page, RenderRequest request, std::vector<Offset> const& offsets)
{
    auto const area = visible_area(page, request.orientation);
    auto view = TRY(view_of(page, area, request));
    Work work;
    std::vector<InkPoint> points;
    for (auto const& layer : page.layers) {
        if (!layer.visible)
            continue;
        for (auto const& image : layer.images)
            work.add(image);
        for (auto const& stroke : layer.strokes) {
            outline_into(points, stroke, offset_of(offsets, stroke));
            work.add(points);
        }
    }
    double const scale = work.affordable(view.scale);
    if (scale == view.scale)
        return view;
    request.width_px = std::max(1, static_cast<int>(view.width * (scale / view.scale)));
    return view_of(page, area, request);
}

}  // namespace

Result<Picture> draw_display(Page const& page, RenderRequest const& request)
{
    auto const offsets = anchor_offsets(page);
    auto const view = TRY(affordable_view(page, request, offsets));
    auto const& window = view.window;
    auto const width = static_cast<std::size_t>(window.width);
    Picture picture{window.width, window.height, {}};
    picture.rgba.assign(width * static_cast<std::size_t>(window.height) * 4, 255);
    CoverageMask mask(window);
    std::vector<InkPoint> points;
    auto blend = [&](Rgba color, Blend mode, bool grain) {
        mask.drain([&](int y, int x, std::span<std::uint8_t> coverage) {
            if (grain)
                roughen(coverage, y, x, view);
            auto pixel =
                static_cast<std::size_t>(y - window.top) * width + static_cast<std::size_t>(x - window.left);
            blend_color(&picture.rgba[pixel * 4], coverage, color, mode);
        });
    };
    if (shows_source(page, request))
        draw_image(picture, view, page.source->image, page.pixels[page.source->image.pixels]);
    draw_below_ink(page, request, view, mask, [&](Rgba color) { blend(color, Blend::normal, false); });
    for (auto const& layer : page.layers) {
        if (!layer.visible)
            continue;
        for (auto const& highlight : layer.highlights) {
            cover_highlight(mask, highlight, view);
            blend(highlight_color(highlight.color), Blend::multiply, false);
        }
        auto draw_picture = [&](Image const& image) {
            if (image.pixels != 0)
                return draw_image(picture, view, image, page.pixels[image.pixels]);
            cover_frame(mask, view, image);
            blend(kMissing, Blend::normal, false);
        };
        auto draw_strokes = [&](std::span<Stroke const> strokes) {
            for (auto const* stroke : in_drawing_order(strokes)) {
                auto const& pen = pen_of(stroke->tool);
                outline_into(points, *stroke, offset_of(offsets, *stroke));
                flatten(points, view);
                cover_stroke(mask, points, pen.cap);
                blend(ink_color(*stroke), pen.blend, pen.grain);
            }
        };
        walk_images(layer, draw_picture, draw_strokes);
    }
    return picture;
}

}  // namespace rmirror
