// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/underlay.hpp"

#include "background/background.hpp"
#include "base/utf8.hpp"
#include "display/sheet.hpp"
#include "raster/fill.hpp"
#include "typeset/fonts.hpp"
#include "typeset/marks.hpp"
#include "typeset/metrics.hpp"
#include "typeset/typeset.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rmirror {
namespace {

constexpr Rgba kBlack{0, 0, 0, 255};

/// Covers the rectangle between two corners, in page units.
void cover_rect(CoverageMask& mask, View const& view, double x0, double y0, double x1, double y1)
{
    auto a = to_pixels(view, x0, y0);
    auto b = to_pixels(view, x1, y1);
    mask.add_rect(std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y));
}

/// Aligned to whole page units, as on the tablet, where dots lie on whole pixels.
void cover_dots(CoverageMask& mask, View const& view, Mark const& row)
{
    double const length = std::max(std::fabs(row.x1 - row.x0), std::fabs(row.y1 - row.y0));
    double const right = (row.x1 - row.x0) / length;
    double const down = (row.y1 - row.y0) / length;
    for (int i = 0; i * row.dot_pitch < length; ++i) {
        double const x = std::floor(row.x0 + right * (i * row.dot_pitch));
        double const y = std::floor(row.y0 + down * (i * row.dot_pitch));
        cover_rect(mask, view, x, y, x + row.width, y + row.width);
    }
}

void cover_mark(CoverageMask& mask, View const& view, Mark const& mark)
{
    double const half = mark.width / 2;
    if (mark.dot_pitch > 0)
        return cover_dots(mask, view, mark);
    if (mark.y0 == mark.y1)
        return cover_rect(mask, view, mark.x0, mark.y0 - half, mark.x1, mark.y1 + half);
    if (mark.x0 == mark.x1)
        return cover_rect(mask, view, mark.x0 - half, mark.y0, mark.x1 + half, mark.y1);
    auto const from = to_pixels(view, mark.x0, mark.y0);
    auto const to = to_pixels(view, mark.x1, mark.y1);
    auto const radius = static_cast<float>(half * view.scale);
    mask.add_segment({static_cast<float>(from.x), static_cast<float>(from.y), radius},
                     {static_cast<float>(to.x), static_cast<float>(to.y), radius});
}

/// Horizontal and vertical segments are extended by half the width where they join others, so that corners
/// are filled.
void cover_stroke(CoverageMask& mask, View const& view, std::vector<Spot> const& line, double width)
{
    auto const radius = static_cast<float>(width / 2 * view.scale);
    bool const closed = is_closed(line);
    for (std::size_t i = 1; i < line.size(); ++i) {
        auto [x0, y0] = line[i - 1];
        auto [x1, y1] = line[i];
        if (x0 != x1 && y0 != y1) {
            auto const from = to_pixels(view, x0, y0);
            auto const to = to_pixels(view, x1, y1);
            mask.add_segment({static_cast<float>(from.x), static_cast<float>(from.y), radius},
                             {static_cast<float>(to.x), static_cast<float>(to.y), radius});
            continue;
        }
        double const before = i > 1 || closed ? width / 2 : 0;
        double const after = i + 1 < line.size() || closed ? width / 2 : 0;
        if (y0 == y1) {
            bool const rightwards = x0 <= x1;
            x0 -= rightwards ? before : -before;
            x1 += rightwards ? after : -after;
        } else {
            bool const downwards = y0 < y1;
            y0 -= downwards ? before : -before;
            y1 += downwards ? after : -after;
        }
        cover_mark(mask, view, {x0, y0, x1, y1, width, 0});
    }
}

void cover_figure(CoverageMask& mask, View const& view, Figure const& figure, double below)
{
    std::vector<std::vector<Place>> contours;
    for (auto outline : figure.outlines) {
        for (auto& spot : outline)
            spot.y += below;
        if (figure.width > 0) {
            cover_stroke(mask, view, outline, figure.width);
            continue;
        }
        auto& contour = contours.emplace_back();
        for (auto const& [x, y] : outline)
            contour.push_back(to_pixels(view, x, y));
    }
    if (!contours.empty())
        Filler(view.window).fill(contours, mask);
}

void draw_background(Background const& background, View const& view, CoverageMask& mask,
                     std::function<void(Rgba)> const& blend)
{
    constexpr double kMinPitchPixels =
        2.5;  // pixels: marks at a finer pitch would blur into grey and aren't drawn
    auto const& area = view.area;
    if (background.dark) {
        cover_rect(mask, view, area.x, area.y, area.x + area.width, area.y + area.height);
        blend(kBlack);
    }
    auto const is_too_fine = [&view](double pitch) { return pitch * view.scale < kMinPitchPixels; };
    if (!background.marks.empty()) {
        if (is_too_fine(background.min_pitch))
            return;
        for (double below : sheet_offsets(background, area))
            for (auto mark : background.marks) {
                mark.y0 += below;
                mark.y1 += below;
                cover_mark(mask, view, mark);
            }
        blend({background.shade, background.shade, background.shade, 255});
    }
    for (auto const& figure : background.figures) {
        if (figure.pitch > 0 && is_too_fine(figure.pitch))
            continue;
        for (double below : sheet_offsets(background, area))
            cover_figure(mask, view, figure, below);
        blend({figure.red, figure.green, figure.blue, 255});
    }
}

/// Draws a line of text glyph by glyph.
class TextPen {
public:
    TextPen(View const& view, CoverageMask& mask)
        : view_(view), mask_(mask), filler_({0, 0, view.width, view.height})
    {}

    void draw(std::string const& text, FontStyle style, double& x, double baseline, double size)
    {
        auto const* bytes = reinterpret_cast<std::uint8_t const*>(text.data());
        for (char32_t character : decode_utf8(Bytes(bytes, text.size()))) {
            if (auto const* font = font_for(style, character))
                fill(font->outline(character), x, baseline, size);
            x += advance_in_font(character, style) * size;
        }
    }

    /// `size` is the number of page units per unit of the outline.
    void fill(std::vector<Contour> const& outline, double x, double baseline, double size)
    {
        std::vector<std::vector<Place>> contours;
        for (auto const& contour : outline) {
            contours.emplace_back();
            for (auto const& point : contour)
                contours.back().push_back(to_pixels(view_, x + point.x * size, baseline + point.y * size));
        }
        filler_.fill(contours, mask_);
    }

private:
    View const& view_;
    CoverageMask& mask_;
    Filler filler_;
};

void draw_text(std::vector<TextLine> const& lines, View const& view, CoverageMask& mask,
               std::function<void(Rgba)> const& blend)
{
    if (!has_fonts())
        return;
    TextPen pen(view, mask);
    for (auto const& line : lines) {
        double const above = line.baseline - 2 * line.size - view.area.y;
        if (above > view.area.height || above + 3 * line.size < 0)
            continue;
        double marker_x = line.marker_x;
        if (line.mark == ListMark::number)
            pen.draw(line.marker, FontStyle::regular, marker_x, line.baseline, line.size);
        pen.fill(marks_of(line), 0, 0, 1);
        double x = line.x;
        for (auto const& run : line.runs)
            pen.draw(run.text, font_style(line.kind, run.bold, run.italic), x, line.baseline, line.size);
    }
    blend(kBlack);
}

}  // namespace

void draw_underlay(PreparedPage const& page, RenderRequest const& request, View const& view,
                   CoverageMask& mask, std::function<void(Rgba)> const& blend)
{
    draw_background(background_for(page.page(), request), view, mask, blend);
    draw_text(page.lines(), view, mask, blend);
}

}  // namespace rmirror
