// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/raster.hpp"

#include "display/bounds.hpp"
#include "display/outline.hpp"
#include "display/sheet.hpp"
#include "display/view.hpp"
#include "pens/pens.hpp"
#include "raster/blend.hpp"
#include "raster/coverage/coverage.hpp"
#include "raster/flatten.hpp"
#include "raster/grain.hpp"
#include "raster/texture.hpp"
#include "raster/underlay.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

namespace rmirror {
namespace {

constexpr Rgba kMissing{160, 160, 160, 255};  // frame of an image whose picture is missing

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

/// A view that can be drawn in bounded time: pages with millions of page-wide strokes are drawn smaller.
Result<View> affordable_view(PreparedPage const& page, RenderRequest request)
{
    auto const area = visible_area(page, request.orientation);
    auto view = TRY(view_of(page.page(), area, request));
    auto work = page.image_work();
    work.add(page.stroke_work());
    double const scale = work.affordable(view.scale);
    if (scale == view.scale)
        return view;
    request.width_px = std::max(1, static_cast<int>(view.width * (scale / view.scale)));
    return view_of(page.page(), area, request);
}

/// Overlapping strokes get different specks. A stroke keeps its specks wherever its anchor moves it, since
/// the seed comes from its stored first point.
std::uint32_t seed_of(Stroke const& stroke)
{
    std::uint32_t place[2];
    std::memcpy(&place[0], &stroke.points.front().x, sizeof place[0]);
    std::memcpy(&place[1], &stroke.points.front().y, sizeof place[1]);
    return place[0] * 0xc2b2ae35U ^ place[1];
}

/// A picture being drawn, and the mask of the next shape to blend.
class Canvas {
public:
    Canvas(PreparedPage const& page, View const& view)
        : page_(page),
          view_(view),
          reach_(reach_of(view)),
          picture_{view.window.width, view.window.height, {}},
          mask_(view.window),
          grain_(view),
          has_grain_(page.stroke_work().at(1) <= kMaxGrain)
    {
        picture_.rgba.assign(width() * static_cast<std::size_t>(view.window.height) * 4, 255);
    }

    void draw_below(RenderRequest const& request)
    {
        auto const& page = page_.page();
        if (shows_source(page, request))
            draw_image(picture_, view_, page.source->image, page.pixels[page.source->image.pixels]);
        draw_underlay(page_, request, view_, mask_, [this](Rgba color) { blend(color, Blend::normal); });
    }

    void draw(PreparedLayer const& layer)
    {
        for (auto const& highlight : layer.layer->highlights) {
            cover_highlight(mask_, highlight, view_);
            blend(highlight_color(highlight.color), highlight_blend(highlight.color));
        }
        layer.walk([this](Image const& image) { draw(image); },
                   [this](std::span<PreparedStroke const> strokes) {
                       for (auto const& stroke : strokes)
                           draw(stroke);
                   });
    }

    Picture take() { return std::move(picture_); }

private:
    /// Maximum work for grain at one pixel per unit, as counted by work.hpp: ten times the fullest page we
    /// know, and below a second.
    static constexpr double kMaxGrain = 4e8;

    [[nodiscard]] std::size_t width() const { return static_cast<std::size_t>(view_.window.width); }

    void draw(Image const& image)
    {
        if (image.pixels != 0)
            return draw_image(picture_, view_, image, page_.page().pixels[image.pixels]);
        cover_frame(mask_, view_, image);
        blend(kMissing, Blend::normal);
    }

    void draw(PreparedStroke const& stroke)
    {
        if (!may_leave_ink(reach_, stroke.extent))
            return;
        auto const outline = page_.outline(stroke, room_);
        if (!stroke.pen->grain || !has_grain_ || !grain_.cover(mask_, outline, seed_of(*stroke.stroke))) {
            points_.assign(outline.begin(), outline.end());
            flatten(points_, view_);
            cover_stroke(mask_, points_, stroke.pen->cap);
        }
        blend(ink_color(*stroke.stroke), ink_blend(*stroke.stroke));
    }

    void blend(Rgba color, Blend mode)
    {
        auto const& window = view_.window;
        ColorInk const ink(color, mode);
        mask_.drain([&](int y, int x, std::span<std::uint8_t> coverage) {
            auto const pixel = static_cast<std::size_t>(y - window.top) * width() +
                               static_cast<std::size_t>(x - window.left);
            ink.blend(&picture_.rgba[pixel * 4], coverage);
        });
    }

    PreparedPage const& page_;
    View const& view_;
    Extent reach_;
    Picture picture_;
    CoverageMask mask_;
    Grain grain_;
    bool has_grain_;
    std::vector<InkPoint> points_, room_;  // scratch space for one stroke
};

}  // namespace

Result<Picture> draw_display(PreparedPage const& page, RenderRequest const& request)
{
    auto const view = TRY(affordable_view(page, request));
    Canvas canvas(page, view);
    canvas.draw_below(request);
    for (auto const& layer : page.layers())
        if (layer.layer->visible)
            canvas.draw(layer);
    return canvas.take();
}

}  // namespace rmirror
