// SPDX-License-Identifier: AGPL-3.0-or-later
#include "typeset/fonts.hpp"

#include "typeset/metrics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

// Its asserts would terminate the program on a damaged font, and no check that matters depends on them. Of
// math.h, outlines use only the square root.
#define STBTT_assert(condition) ((void)0)
#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_truetype.h>
#pragma GCC diagnostic pop

namespace rmirror {
namespace {

constexpr char32_t kBox = 0x2610, kTickedBox = 0x2611;

Contour rectangle(float left, float top, float right, float bottom)
{
    return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

/// The inner contour has the opposite direction, so it is a hole.
std::vector<Contour> frame(float left, float top, float right, float bottom)
{
    constexpr float kLine = 0.06F;
    auto outer = rectangle(left, top, right, bottom);
    auto inner = rectangle(right - kLine, top + kLine, left + kLine, bottom - kLine);
    return {outer, inner};
}

/// Outline for a character missing from the font: our own drawing for the boxes of a to-do list, an empty
/// frame for everything else.
std::vector<Contour> stand_in_for(char32_t character)
{
    auto const right = static_cast<float>(advance_of(character, false)) - 0.08F;
    if (character != kBox && character != kTickedBox)
        return frame(0.08F, -0.7F, right, 0);
    auto contours = frame(0.08F, -0.7F, 0.78F, 0);
    if (character == kTickedBox)
        contours.push_back({{0.2F, -0.36F},
                            {0.27F, -0.43F},
                            {0.39F, -0.3F},
                            {0.6F, -0.57F},
                            {0.67F, -0.5F},
                            {0.4F, -0.16F}});
    return contours;
}

bool is_blank_character(char32_t character)
{
    bool const is_space =
        character == 0xA0 || (character >= 0x2000 && character <= 0x200F) || character == 0x3000;
    return character <= U' ' || is_space || character == 0x2028 || character == 0x2029 || character == 0xFEFF;
}

class TrueTypeFont : public Font {
public:
    static std::unique_ptr<TrueTypeFont> open(std::vector<std::uint8_t> bytes)
    {
        auto font = std::make_unique<TrueTypeFont>();
        font->bytes_ = std::move(bytes);
        constexpr std::size_t kSmallest = 64;  // bytes: a header and its table directory
        auto const* data = font->bytes_.data();
        int const start = font->bytes_.size() < kSmallest ? -1 : stbtt_GetFontOffsetForIndex(data, 0);
        if (start < 0 || stbtt_InitFont(&font->info_, data, start) == 0 || font->info_.cff.size != 0)
            return nullptr;
        font->scale_ = stbtt_ScaleForMappingEmToPixels(&font->info_, 1);
        return font;
    }

    bool has(char32_t character) const override
    {
        return is_blank_character(character) ||
               stbtt_FindGlyphIndex(&info_, static_cast<int>(character)) != 0;
    }

    double advance(char32_t character) const override
    {
        if (is_blank_character(character) && character != U' ' && character != 0xA0)
            return advance_of(character, false);
        int const glyph = stbtt_FindGlyphIndex(&info_, static_cast<int>(character));
        if (glyph == 0)
            return advance_of(character, false);
        int width = 0;
        stbtt_GetGlyphHMetrics(&info_, glyph, &width, nullptr);
        return width * double{scale_};
    }

    std::vector<Contour> const& outline(char32_t character) const override
    {
        static std::vector<Contour> const nothing;
        if (is_blank_character(character))
            return nothing;
        int const glyph = stbtt_FindGlyphIndex(&info_, static_cast<int>(character));
        if (glyph == 0) {
            stand_in_ = stand_in_for(character);
            return stand_in_;
        }
        auto [known, is_new] = outlines_.try_emplace(glyph);
        if (is_new)
            known->second = contours_of(glyph);
        return known->second;
    }

private:
    [[nodiscard]] GlyphPoint point(double x, double y) const
    {
        return {static_cast<float>(x * scale_), static_cast<float>(-y * scale_)};
    }

    [[nodiscard]] std::vector<Contour> contours_of(int glyph) const
    {
        constexpr int kPieces = 10;  // per curve: finer than a pixel up to 300 pixels per letter
        std::vector<Contour> contours;
        // Uses the TrueType function directly: the parser of PostScript outlines would be most of the code
        // that a browser downloads for text.
        stbtt_vertex* vertices = nullptr;
        int const count = stbtt__GetGlyphShapeTT(&info_, glyph, &vertices);
        for (int i = 0; i < count; ++i) {
            auto const& to = vertices[i];
            if (to.type == STBTT_vmove || contours.empty())
                contours.emplace_back();
            else if (to.type == STBTT_vcurve)
                for (int piece = 1; piece < kPieces; ++piece) {
                    auto const& from = vertices[i - 1];
                    double const t = double{1} * piece / kPieces;
                    double const s = 1 - t;
                    contours.back().push_back(point(s * s * from.x + 2 * s * t * to.cx + t * t * to.x,
                                                    s * s * from.y + 2 * s * t * to.cy + t * t * to.y));
                }
            contours.back().push_back(point(to.x, to.y));
        }
        stbtt_FreeShape(&info_, vertices);
        return contours;
    }

    std::vector<std::uint8_t> bytes_;
    stbtt_fontinfo info_{};
    float scale_ = 0;
    mutable std::map<int, std::vector<Contour>> outlines_;  // cache, keyed by glyph
    mutable std::vector<Contour> stand_in_;
};

std::array<std::unique_ptr<TrueTypeFont>, kFontStyleCount>& fonts()
{
    static std::array<std::unique_ptr<TrueTypeFont>, kFontStyleCount> by_style;
    return by_style;
}

std::uint64_t generation = 0;

}  // namespace

std::string_view name_of(FontStyle style)
{
    constexpr std::string_view kNames[kFontStyleCount] = {"regular", "bold",  "italic",    "bold-italic",
                                                          "medium",  "serif", "serif-bold"};
    return kNames[static_cast<std::size_t>(style)];
}

Result<Done> set_font(FontStyle style, std::vector<std::uint8_t> bytes)
{
    auto font = TrueTypeFont::open(std::move(bytes));
    if (!font)
        return Error{ErrorCode::corrupt, "the font is not a TrueType font"};
    fonts()[static_cast<std::size_t>(style)] = std::move(font);
    ++generation;
    return Done{};
}

void forget_fonts()
{
    for (auto& font : fonts())
        font.reset();
    ++generation;
}

std::uint64_t font_generation()
{
    return generation;
}

bool has_fonts()
{
    return std::any_of(fonts().begin(), fonts().end(), [](auto const& font) { return font != nullptr; });
}

Font const* font_for(FontStyle style, char32_t character)
{
    auto const* exact = fonts()[static_cast<std::size_t>(style)].get();
    auto const* regular = fonts()[static_cast<std::size_t>(FontStyle::regular)].get();
    if (exact == nullptr)
        return regular;
    return regular == nullptr || exact->has(character) || !regular->has(character) ? exact : regular;
}

}  // namespace rmirror
