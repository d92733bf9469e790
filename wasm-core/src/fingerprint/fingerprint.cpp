// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fingerprint/fingerprint.hpp"

#include "fingerprint/digest.hpp"
#include "pens/pens.hpp"

namespace rmirror {

namespace {

// Steps per unit. Width, speed, direction and pressure use the steps of the packed points of v6, so that a
// page converted from float points keeps its fingerprint.
constexpr double kPositionSteps = 256;
constexpr double kWidthSteps = 4;
constexpr double kSpeedSteps = 4;
constexpr double kDirectionSteps = 255 / 6.283185307179586;
constexpr double kPressureSteps = 255;
constexpr double kThicknessSteps = 1024;

/// The x coordinate of the page's top centre in its frame; positions are relative to it, independent of the
/// frame.
struct Origin {
    double x = 0;
};

void put_color(Digest& digest, Color const& color)
{
    digest.put(color.id);
    digest.put(color.argb.has_value() ? 1U : 0U);
    digest.put(color.argb.value_or(0));
}

void put_rect(Digest& digest, Rect const& rect, Origin origin)
{
    digest.put_steps(rect.x - origin.x, kPositionSteps);
    digest.put_steps(rect.y, kPositionSteps);
    digest.put_steps(rect.width, kPositionSteps);
    digest.put_steps(rect.height, kPositionSteps);
}

/// The threshold isn't hashed: it controls when the tablet re-anchors, not where the stroke is shown.
void put_anchor(Digest& digest, Anchor const& anchor)
{
    digest.put(static_cast<std::uint32_t>(anchor.kind));
    digest.put(anchor.character);
    digest.put(anchor.type);
    digest.put_steps(anchor.origin_x, kPositionSteps);
}

void put_stroke(Digest& digest, Stroke const& stroke, Page const& page, Origin origin)
{
    digest.put(stroke.tool);
    put_color(digest, stroke.color);
    digest.put_steps(stroke.thickness, kThicknessSteps);
    put_anchor(digest, page.anchors[stroke.anchor]);
    digest.put(stroke.points.size());
    for (auto const& point : stroke.points) {
        digest.put_steps(point.x - origin.x, kPositionSteps);
        digest.put_steps(point.y, kPositionSteps);
        digest.put_steps(point.width, kWidthSteps);
        digest.put_steps(point.pressure, kPressureSteps);
        digest.put_steps(point.speed, kSpeedSteps);
        digest.put_steps(point.direction, kDirectionSteps);
    }
}

void put_highlight(Digest& digest, Highlight const& highlight, Origin origin)
{
    put_color(digest, highlight.color);
    digest.put(highlight.text);
    digest.put(highlight.rects.size());
    for (auto const& rect : highlight.rects)
        put_rect(digest, rect, origin);
}

void put_image(Digest& digest, Image const& image, Origin origin)
{
    digest.put(image.uuid);
    digest.put(image.vertices.size());
    for (auto const& vertex : image.vertices) {
        digest.put_steps(vertex.x - origin.x, kPositionSteps);
        digest.put_steps(vertex.y, kPositionSteps);
        digest.put_steps(vertex.u, kThicknessSteps);
        digest.put_steps(vertex.v, kThicknessSteps);
    }
    digest.put(image.indices.size());
    for (auto index : image.indices)
        digest.put(index);
}

bool shows(Stroke const& stroke)
{
    return !stroke.points.empty() && !is_eraser(stroke.tool);
}

std::size_t count_shown(Layer const& layer)
{
    std::size_t count = 0;
    for (auto const& stroke : layer.strokes)
        count += shows(stroke) ? 1 : 0;
    return count;
}

void put_layer(Digest& digest, Layer const& layer, Page const& page, Origin origin)
{
    auto const strokes = count_shown(layer);
    if (!layer.visible || (strokes == 0 && layer.highlights.empty() && layer.images.empty()))
        return;
    digest.put(strokes);
    for (auto const& stroke : layer.strokes)
        if (shows(stroke))
            put_stroke(digest, stroke, page, origin);
    digest.put(layer.highlights.size());
    for (auto const& highlight : layer.highlights)
        put_highlight(digest, highlight, origin);
    digest.put(layer.images.size());
    for (auto const& image : layer.images)
        put_image(digest, image, origin);
}

void put_text(Digest& digest, TextBlock const& text, Origin origin)
{
    digest.put_steps(text.x - origin.x, kPositionSteps);
    digest.put_steps(text.y, kPositionSteps);
    digest.put_steps(text.width, kPositionSteps);
    digest.put(text.leading_line_style.has_value() ? 1U : 0U);
    digest.put(text.leading_line_style.value_or(0));
    digest.put(text.paragraphs.size());
    for (auto const& paragraph : text.paragraphs) {
        digest.put(paragraph.style);
        digest.put(paragraph.base_style);
        digest.put(paragraph.properties);
        digest.put(paragraph.runs.size());
        for (auto const& run : paragraph.runs) {
            digest.put((run.bold ? 1U : 0U) | (run.italic ? 2U : 0U));
            digest.put(run.text);
        }
    }
}

/// An empty text block shows nothing; the tablet leaves one on many pages.
bool has_text(Page const& page)
{
    return page.text && !page.text->paragraphs.empty();
}

}  // namespace

std::string ink_hash(Page const& page)
{
    Origin const origin{page.frame == Frame::top_left ? page.paper.width / 2 : 0};
    Digest digest;
    digest.put_steps(page.paper.width, kPositionSteps);
    digest.put_steps(page.paper.height, kPositionSteps);
    digest.put((page.background_visible ? 1U : 0U) | (page.source_visible ? 2U : 0U));
    put_rect(digest, page.extended_rect.value_or(Rect{}), Origin{});
    digest.put(has_text(page) ? 1U : 0U);
    if (has_text(page))
        put_text(digest, *page.text, origin);
    for (auto const& layer : page.layers)
        put_layer(digest, layer, page, origin);
    return "i1:" + digest.hex();
}

}  // namespace rmirror
