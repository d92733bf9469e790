// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pens/widths.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

/// Brush sizes in the file. Sizes in between occur after lines were scaled.
constexpr double kThin = 1.875, kMedium = 2, kThick = 2.125;

float mix(float from, float to, float share)
{
    return from + share * (to - from);
}

float at_size(Widths const& widths, double size)
{
    if (std::isnan(size))
        return widths.medium;
    size = std::clamp(size, kThin, kThick);
    if (size < kMedium)
        return mix(widths.thin, widths.medium, static_cast<float>((size - kThin) / (kMedium - kThin)));
    return mix(widths.medium, widths.thick, static_cast<float>((size - kMedium) / (kThick - kMedium)));
}

float at_pressure(PressedWidths const& widths, float pressure, double size)
{
    float const soft = at_size(widths.soft, size);
    if (widths.firm_from <= widths.soft_to)
        return soft;
    float const share = (pressure - widths.soft_to) / (widths.firm_from - widths.soft_to);
    return mix(soft, at_size(widths.firm, size), std::max(widths.min_share, share));
}

float pressure_of(Point const& point)
{
    return std::isfinite(point.pressure) ? std::clamp(point.pressure, 0.0F, 1.0F) : 1;
}

/// For points without a stored width: from the size of their line.
float width_by_size(Pen const& pen, Stroke const& stroke, std::size_t i)
{
    constexpr float kUprightTo = 0.6F, kTiltedFrom = 0.95F;
    float const pressure = pressure_of(stroke.points[i]);
    float const upright = at_pressure(pen.by_size.upright, pressure, stroke.thickness);
    if (i >= stroke.tilts.size() || !(stroke.tilts[i] > kUprightTo))
        return upright;
    float const tilt = std::min(1.0F, (stroke.tilts[i] - kUprightTo) / (kTiltedFrom - kUprightTo));
    return mix(upright, at_pressure(pen.by_size.tilted, pressure, stroke.thickness), tilt);
}

/// Whether the point has no stored width. Points of the oldest files have none, and their reader sets it to
/// the line's size.
bool lacks_width(Stroke const& stroke, Point const& point)
{
    constexpr std::uint32_t kLastOfFirstGeneration = 8;
    auto const size = static_cast<float>(stroke.thickness);
    return !std::isfinite(point.width) || point.width <= 0 ||
           (stroke.tool <= kLastOfFirstGeneration && point.width == size &&
            stroke.points.front().width == size && stroke.points.back().width == size);
}

float raw_density(Pen const& pen, Point const& point)
{
    return pen.density == nullptr || !std::isfinite(point.pressure) ? 1 : pen.density(point);
}

bool is_black(Color const& color)
{
    return color.argb ? (*color.argb & 0xffffffU) == 0 : color.id == 0;
}

/// The lightest tone of ink in a uniform tone.
float even_tone(Pen const& pen, Stroke const& stroke)
{
    return is_black(stroke.color) ? pen.lightest_tone : kLightestTone;
}

/// Specks have their full colour, so light colours aren't lost.
float lightest_tone(Pen const& pen, Stroke const& stroke)
{
    return pen.grain ? pen.lightest_tone : even_tone(pen, stroke);
}

/// The width of ink that is drawn narrower instead of paler than `tone`.
float narrowed(float width, Pen const& pen, Point const& point, float tone)
{
    return width * std::min(1.0F, raw_density(pen, point) / tone);
}

float bounded(float width)
{
    return std::clamp(width, kThinnestStroke, kWidestStroke);
}

}  // namespace

float stroke_width(Pen const& pen, Stroke const& stroke, std::size_t i)
{
    auto const& point = stroke.points[i];
    float const tone = lightest_tone(pen, stroke);
    if (lacks_width(stroke, point)) {
        float const width = width_by_size(pen, stroke, i);
        return bounded(pen.grain ? width : narrowed(width, pen, point, tone));
    }
    return bounded(
        narrowed(pen.drawn_width == nullptr ? point.width : pen.drawn_width(point), pen, point, tone));
}

float ocr_width(Pen const& pen, Stroke const& stroke, std::size_t i)
{
    auto const& point = stroke.points[i];
    float const width =
        lacks_width(stroke, point) ? width_by_size(pen, stroke, i) : point.width * pen.ocr_width_factor;
    return bounded(narrowed(width, pen, point, even_tone(pen, stroke)));
}

float stroke_density(Pen const& pen, Stroke const& stroke, std::size_t i)
{
    auto const& point = stroke.points[i];
    if (pen.grain && lacks_width(stroke, point))
        return pen.by_size.density == nullptr ? 1 : pen.by_size.density(pressure_of(point));
    return std::min(1.0F, std::max(raw_density(pen, point), lightest_tone(pen, stroke)) + pen.denser);
}

float even_density(Pen const& pen, Stroke const& stroke, std::size_t i)
{
    return std::max(stroke_density(pen, stroke, i), even_tone(pen, stroke));
}

float stroke_reach(Pen const& pen, Stroke const& stroke, std::size_t i, float width)
{
    auto const& point = stroke.points[i];
    if (pen.reach_factor == 0 || lacks_width(stroke, point))
        return width / 2;
    return std::min(pen.reach_factor * point.width, kWidestStroke);
}

bool same_for_ocr(Pen const& pen)
{
    return pen.drawn_width == nullptr && pen.reach_factor == 0 && !pen.grain;
}

}  // namespace rmirror
