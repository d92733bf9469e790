// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pens/pens.hpp"

#include "pens/widths.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

// The tablet computes each point's width from pressure, speed and tilt while writing and stores it (decision
// 16). Widths and densities were measured on pages with pictures drawn by reMarkable's own software (decision
// 43); the densities of brush, pencil and ballpoint give as much ink as its thumbnails show.

float between_0_and_1(float value)
{
    return std::clamp(value, 0.0F, 1.0F);
}

// A brush runs dry at low pressure or high speed. UNSURE: the effect of speed is known from one stroke, at 9
// to 20 (2026-11).
float brush_density(Point const& point)
{
    constexpr float kWetFrom = 0.6F;
    float const pressure = point.pressure - std::clamp(0.008F * point.speed, 0.0F, 0.2F);
    float const missing = std::max(0.0F, kWetFrom - pressure);
    return between_0_and_1(1 - 4.5F * missing * missing);
}

float pencil_density(Point const& point)
{
    return std::clamp(1.05F * point.pressure - 0.12F, 0.05F, 0.9F);
}

float ballpoint_density(Point const& point)
{
    return between_0_and_1(std::max(0.75F + 0.45F * point.pressure, 0.7F + 0.7F * point.pressure));
}

// UNSURE: no thumbnail shows a pressure below 0.7 (2026-11, 90 strokes).
float mechanical_pencil_density(Point const& point)
{
    return std::clamp(0.18F + 0.77F * point.pressure, 0.5F, 1.0F);
}

/// How far the pressure is below that at which the pen has its full width.
float missing_pressure(Point const& point)
{
    constexpr float kFullFrom = 0.8F;
    return std::isfinite(point.pressure) ? std::clamp(kFullFrom - point.pressure, 0.0F, kFullFrom) : 0;
}

float pencil_width(Point const& point)
{
    float const missing = missing_pressure(point);
    return point.width * (0.75F - missing * missing * (0.57F + 0.26F * missing));
}

float marker_width(Point const& point)
{
    return (0.8F * point.width - 0.2F) * (1 - 0.18F * missing_pressure(point));
}

float brush_width(Point const& point)
{
    return 0.765F * point.width - 0.1F;
}

float mechanical_pencil_width(Point const& point)
{
    return 0.75F * point.width;
}

constexpr std::uint32_t kPaintbrush[] = {0, 12};
constexpr std::uint32_t kPencil[] = {1, 14};
constexpr std::uint32_t kBallpoint[] = {2, 15};
constexpr std::uint32_t kMarker[] = {3, 16};
constexpr std::uint32_t kFineliner[] = {4, 17};
constexpr std::uint32_t kHighlighter[] = {5, 18};
constexpr std::uint32_t kEraser[] = {6};
constexpr std::uint32_t kMechanicalPencil[] = {7, 13};
constexpr std::uint32_t kEraseArea[] = {8};
constexpr std::uint32_t kCalligraphy[] = {21};
constexpr std::uint32_t kShader[] = {23};

float pencil_density_by_size(float pressure)
{
    return 0.22F + 1.55F * std::max(0.0F, pressure - 0.55F);
}

float marker_density_by_size(float pressure)
{
    return std::min(0.35F + pressure, 0.96F);
}

float mechanical_pencil_density_by_size(float /*pressure*/)
{
    return 0.95F;
}

// Measured on a page that the tablet of 2017 drew with every pen at firm pressure.
constexpr WidthsBySize kPaintbrushWidths{{{2, 4.2F, 6.1F}, 0.6F, {8.8F, 17.8F, 27.2F}, 0.95F},
                                         {{5, 12.4F, 21}, 0.3F, {10.8F, 25.8F, 41.8F}, 0.92F, -0.5F}};
constexpr WidthsBySize kPencilWidths{{{1.8F, 3.2F, 5.5F}}, {{7, 9.2F, 16.5F}}, pencil_density_by_size};

constexpr Pen kPens[] = {
    {.name = "paintbrush",
     .ids = kPaintbrush,
     .by_size = kPaintbrushWidths,
     .drawn_width = brush_width,
     .ocr_width_factor = 0.75F,
     .density = brush_density,
     .denser = 0.03F,
     .grain = true},
    {.name = "pencil",
     .ids = kPencil,
     .by_size = kPencilWidths,
     .drawn_width = pencil_width,
     .ocr_width_factor = 0.78F,
     .density = pencil_density,
     .denser = 0.07F,
     .lightest_tone = 0.4F,
     .grain = true},
    {.name = "ballpoint",
     .ids = kBallpoint,
     .by_size = WidthsBySize::always({2, 3, 4.5F}),
     .density = ballpoint_density},
    {.name = "marker",
     .ids = kMarker,
     .by_size = {{{8, 18, 21}}, {{8, 18, 21}}, marker_density_by_size},
     .drawn_width = marker_width,
     .ocr_width_factor = 0.76F,
     .reach_factor = 0.5F,
     .grain = true},
    {.name = "fineliner", .ids = kFineliner, .by_size = WidthsBySize::always({2, 4, 6})},
    {.name = "highlighter",
     .ids = kHighlighter,
     .by_size = WidthsBySize::always({30, 30, 30}),
     .blend = Blend::darken,
     .cap = Cap::flat,
     .kind = PenKind::highlighter},
    {.name = "eraser", .ids = kEraser, .opacity = 0, .kind = PenKind::eraser},
    {.name = "mechanical pencil",
     .ids = kMechanicalPencil,
     .by_size = {{{2.9F, 4.2F, 6.6F}}, {{2.9F, 4.2F, 6.6F}}, mechanical_pencil_density_by_size},
     .drawn_width = mechanical_pencil_width,
     .ocr_width_factor = 0.755F,
     .reach_factor = 0.444F,
     .density = mechanical_pencil_density,
     .denser = 0.07F,
     .grain = true},
    {.name = "erase area", .ids = kEraseArea, .opacity = 0, .kind = PenKind::eraser},
    {.name = "calligraphy pen", .ids = kCalligraphy, .ocr_width_factor = 0.975F, .reach_factor = 0.383F},
    // UNSURE: no thumbnail shows a shader; its explicit colours have an opacity of a quarter (2026-11).
    {.name = "shader",
     .ids = kShader,
     .by_size = WidthsBySize::always({8, 12, 18}),
     .opacity = 0.25F,
     .blend = Blend::multiply},
};

// Newer firmware may add pens that no reader knows yet; their ink must not vanish.
constexpr Pen kUnknownPen{.name = "unknown pen", .ids = {}};

Pen const* find_pen(std::uint32_t tool)
{
    for (auto const& pen : kPens)
        if (std::find(pen.ids.begin(), pen.ids.end(), tool) != pen.ids.end())
            return &pen;
    return nullptr;
}

/// A colour of the tablet's palette, as drawn by a pen and by a highlighter.
struct PaletteColor {
    std::uint32_t id;
    Rgba ink;
    Rgba marker;  // translucent: it accumulates where a highlighter crosses itself; opaque: it darkens
};

// As drawn by the desktop app of 2026; decision 41 lists where the tablet's thumbnails and PDFs differ.
// Highlighters in black and grey accumulate, according to pictures of the first generation and of the Paper
// Pro. UNSURE: the markers other than grey, yellow, green and pink are estimated by eye (2026-11). Number 9
// means "see the explicit value"; its row is for files without one.
constexpr PaletteColor kPalette[] = {
    {0, {0, 0, 0}, {63, 63, 63, 64}},        // black
    {1, {144, 144, 144}, {63, 63, 63, 64}},  // grey
    {2, {255, 255, 255}, {255, 255, 255}},   // white
    {3, {251, 230, 25}, {254, 253, 96}},     // yellow
    {4, {0, 200, 0}, {169, 250, 92}},        // green
    {5, {255, 105, 160}, {255, 85, 207}},    // pink
    {6, {48, 74, 224}, {160, 200, 255}},     // blue
    {7, {194, 49, 50}, {255, 165, 160}},     // red
    {8, {144, 144, 144}, {0, 0, 0, 64}},     // grey where highlighters overlap
    {9, {0, 0, 0}, {254, 253, 96}},          // explicit value
    {10, {145, 218, 113}, {190, 240, 150}},  // green of the Paper Pro
    {11, {116, 210, 232}, {160, 230, 250}},  // cyan
    {12, {192, 127, 210}, {225, 180, 245}},  // magenta
    {13, {250, 231, 25}, {255, 245, 125}},   // yellow of the Paper Pro
};

constexpr PaletteColor kUnknownColor{0, {0, 0, 0}, {254, 253, 96}};

PaletteColor const* find_color(std::uint32_t id)
{
    for (auto const& color : kPalette)
        if (color.id == id)
            return &color;
    return nullptr;
}

PaletteColor const& palette_color(std::uint32_t id)
{
    auto const* color = find_color(id);
    return color != nullptr ? *color : kUnknownColor;
}

Rgba from_argb(std::uint32_t argb)
{
    auto byte = [argb](unsigned shift) { return static_cast<std::uint8_t>((argb >> shift) & 0xffU); };
    return {byte(16), byte(8), byte(0), byte(24)};
}

std::uint8_t alpha_of(float opacity)
{
    return static_cast<std::uint8_t>(opacity * 255.0F + 0.5F);
}

float mean_density(Stroke const& stroke)
{
    auto const& pen = pen_of(stroke.tool);
    if (pen.density == nullptr || stroke.points.empty())
        return 1;
    double sum = 0;
    for (std::size_t i = 0; i < stroke.points.size(); ++i)
        sum += double{even_density(pen, stroke, i)};
    return static_cast<float>(sum / static_cast<double>(stroke.points.size()));
}

}  // namespace

Pen const& pen_of(std::uint32_t tool)
{
    auto const* pen = find_pen(tool);
    return pen != nullptr ? *pen : kUnknownPen;
}

bool is_known_tool(std::uint32_t tool)
{
    return find_pen(tool) != nullptr;
}

bool is_known_color(std::uint32_t id)
{
    return find_color(id) != nullptr;
}

bool is_eraser(std::uint32_t tool)
{
    return pen_of(tool).kind == PenKind::eraser;
}

Rgba ink_color(Stroke const& stroke)
{
    auto const& pen = pen_of(stroke.tool);
    // An explicit value has its own alpha: about a quarter for the shader, opaque for other pens.
    if (stroke.color.argb)
        return from_argb(*stroke.color.argb);
    auto const& color = palette_color(stroke.color.id);
    if (pen.kind == PenKind::highlighter)
        return color.marker;
    Rgba drawn = color.ink;
    drawn.alpha = alpha_of(pen.opacity);
    return drawn;
}

Rgba stroke_color(Stroke const& stroke)
{
    auto color = ink_color(stroke);
    color.alpha = alpha_of(static_cast<float>(color.alpha) / 255.0F * mean_density(stroke));
    return color;
}

Blend ink_blend(Stroke const& stroke)
{
    auto const& pen = pen_of(stroke.tool);
    return pen.kind == PenKind::highlighter ? highlight_blend(stroke.color) : pen.blend;
}

Rgba highlight_color(Color const& color)
{
    return color.argb ? from_argb(*color.argb) : palette_color(color.id).marker;
}

Blend highlight_blend(Color const& color)
{
    return color.argb || palette_color(color.id).marker.alpha == 255 ? Blend::darken : Blend::normal;
}

std::string to_css(Rgba color)
{
    constexpr char kDigits[] = "0123456789abcdef";
    std::string css = "#";
    for (std::uint8_t byte : {color.red, color.green, color.blue, color.alpha}) {
        css += kDigits[byte >> 4U];
        css += kDigits[byte & 15U];
    }
    return css;
}

}  // namespace rmirror
