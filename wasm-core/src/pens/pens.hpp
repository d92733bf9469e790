// SPDX-License-Identifier: AGPL-3.0-or-later
// What each pen of the tablet leaves on paper, and what its colours look like.
#pragma once

#include "scene/scene.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rmirror {

enum class Blend : std::uint8_t {
    normal,
    darken,    // the darker of both, channel by channel: over itself it changes nothing
    multiply,  // ink below stays as dark as it was
};

enum class Cap : std::uint8_t {
    round,
    flat,  // cut off square at the first and the last point
};

/// What a pen is for: it decides when, and whether, its strokes are drawn.
enum class PenKind : std::uint8_t {
    ink,
    highlighter,  // marks what lies below
    eraser,       // never drawn: what it erased is gone from the file already
};

/// Ink with less density is drawn narrower instead of paler: fainter tones are lost in print and in small
/// pictures, those of light colours first.
constexpr float kLightestTone = 0.78F;

/// Diameters in page units by the size of a line: 1.875, 2 and 2.125 in the file.
struct Widths {
    float thin = 0, medium = 0, thick = 0;
};

/// The same by how the pen is pressed, 0 to 1: as wide as `soft` at one pressure, as wide as `firm` at
/// another, in proportion between and beyond.
struct PressedWidths {
    Widths soft;
    float soft_to = 1;
    Widths firm = {};
    float firm_from = 1;
    float least_share = 0;  // of the way from soft to firm where it is pressed less
};

/// Of pens of the first generation, whose files say a line's size alone.
struct WidthsBySize {
    PressedWidths upright, tilted;
    float (*density)(float pressure) = nullptr;  // of a pen that leaves specks; nullptr: all of the paper

    /// Whatever the pressure and the tilt.
    static constexpr WidthsBySize always(Widths const& widths) { return {{widths}, {widths}}; }
};

/// A pen of the tablet. Widths are diameters in page units; opacity and density are 0 to 1.
struct Pen {
    std::string_view name;
    std::span<std::uint32_t const> ids;  // The tablet renumbered its pens in v5; both live on.
    WidthsBySize by_size = WidthsBySize::always({8.0F / 3, 4, 6});
    float (*drawn_width)(Point const&) = nullptr;  // by what the file says of a point; nullptr: as wide
    float reading_factor = 1;                      // the same in pictures for reading, see widths.hpp
    float reach_factor = 0;  // beyond the last point, by what the file says; 0: half the width
    float (*density)(Point const&) = nullptr;  // how much of the paper the point inks; nullptr: all of it
    float denser = 0;                          // added to the density of what is not drawn narrower
    float lightest_tone = kLightestTone;       // of black ink
    float opacity = 1;
    Blend blend = Blend::normal;
    Cap cap = Cap::round;
    PenKind kind = PenKind::ink;
    bool grain = false;  // each unit of the page is inked wholly or not at all
};

/// The pen with this number in the file; a number nobody knows draws as a plain pen.
Pen const& pen_of(std::uint32_t tool);

bool is_known_tool(std::uint32_t tool);
bool is_known_color(std::uint32_t id);
bool is_eraser(std::uint32_t tool);
bool is_highlighter(std::uint32_t tool);

/// Straight (not premultiplied) colour, 8 bits each.
struct Rgba {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;

    bool operator==(Rgba const&) const = default;
};

/// The stroke's ink where its density is 1: pen, palette and explicit colour together. Alpha includes the
/// pen's opacity.
Rgba ink_color(Stroke const& stroke);

/// The stroke in one even colour, for drawings that know no density: alpha includes its mean.
Rgba stroke_color(Stroke const& stroke);

/// How the stroke's ink lies on what was drawn before it.
Blend ink_blend(Stroke const& stroke);

/// As text marked in that colour is drawn: like a highlighter's stroke.
Rgba highlight_color(Color const& color);
Blend highlight_blend(Color const& color);

/// "#rrggbbaa".
std::string to_css(Rgba color);

}  // namespace rmirror
