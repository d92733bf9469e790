// SPDX-License-Identifier: AGPL-3.0-or-later
// The ink of each of the tablet's pens, and the palette of its colours.
#pragma once

#include "scene/scene.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rmirror {

enum class Blend : std::uint8_t {
    normal,
    darken,    // the darker of both per channel, so overlapping itself changes nothing
    multiply,  // ink below stays as dark as it was
};

enum class Cap : std::uint8_t {
    round,
    flat,  // square ends at the first and last point
};

/// Determines when and whether a pen's strokes are drawn.
enum class PenKind : std::uint8_t {
    ink,
    highlighter,  // marks what is below it
    eraser,       // never drawn: what it erased is no longer in the file
};

/// Ink with a lower density is drawn narrower instead of paler, because fainter tones are lost in print and
/// in small pictures, those of light colours first.
constexpr float kLightestTone = 0.78F;

/// Diameters in page units for the line sizes 1.875, 2 and 2.125 in the file.
struct Widths {
    float thin = 0, medium = 0, thick = 0;
};

/// Diameters depending on the pen's pressure, 0 to 1: `soft` at pressure soft_to, `firm` at pressure
/// firm_from, linear between and beyond.
struct PressedWidths {
    Widths soft;
    float soft_to = 1;
    Widths firm = {};
    float firm_from = 1;
    float min_share = 0;  // minimum of the interpolation factor from soft to firm
};

/// For pens of the first generation, whose files only contain a size per line.
struct WidthsBySize {
    PressedWidths upright, tilted;
    float (*density)(float pressure) = nullptr;  // for grainy pens; nullptr: full density

    /// The same widths for every pressure and tilt.
    static constexpr WidthsBySize always(Widths const& widths) { return {{widths}, {widths}}; }
};

/// A pen of the tablet. Widths are diameters in page units; opacity and density are 0 to 1.
struct Pen {
    std::string_view name;
    std::span<std::uint32_t const> ids;  // the tablet renumbered its pens in v5; both numbers are in use
    WidthsBySize by_size = WidthsBySize::always({8.0F / 3, 4, 6});
    float (*drawn_width)(Point const&) = nullptr;  // from a stored point; nullptr: its stored width
    float ocr_width_factor = 1;  // factor on the stored width in transcription pictures, see widths.hpp
    float reach_factor = 0;      // the same for the reach beyond the last point; 0: half the drawn width
    float (*density)(Point const&) = nullptr;  // ink coverage at a point; nullptr: full
    float denser = 0;                          // added to the density of ink that isn't drawn narrower
    float lightest_tone = kLightestTone;       // for black ink
    float opacity = 1;
    Blend blend = Blend::normal;
    Cap cap = Cap::round;
    PenKind kind = PenKind::ink;
    bool grain = false;  // each unit of the page is inked completely or not at all
};

/// The pen with this number in the file; unknown numbers are drawn as a plain pen.
Pen const& pen_of(std::uint32_t tool);

bool is_known_tool(std::uint32_t tool);
bool is_known_color(std::uint32_t id);
bool is_eraser(std::uint32_t tool);

/// Colour with straight (not premultiplied) alpha, 8 bits per channel.
struct Rgba {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;

    bool operator==(Rgba const&) const = default;
};

/// The stroke's ink at density 1, from pen, palette and explicit colour. Alpha includes the pen's opacity.
Rgba ink_color(Stroke const& stroke);

/// The stroke in one uniform colour, for formats without density: alpha includes the mean density.
Rgba stroke_color(Stroke const& stroke);

/// How the stroke blends with what was drawn before it.
Blend ink_blend(Stroke const& stroke);

/// The colour and blending of highlighted text, the same as a highlighter stroke's.
Rgba highlight_color(Color const& color);
Blend highlight_blend(Color const& color);

/// "#rrggbbaa".
std::string to_css(Rgba color);

}  // namespace rmirror
