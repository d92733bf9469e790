// SPDX-License-Identifier: AGPL-3.0-or-later
// PNG by its specification, third edition: no row filters, because none is smallest for ink.
#include "export/deflate.hpp"
#include "export/export.hpp"

#include <array>
#include <cstring>
#include <iterator>
#include <span>
#include <string_view>

namespace rmirror {
namespace {

constexpr std::uint8_t kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
constexpr std::uint8_t kGrey = 0, kRgb = 2;

constexpr auto kCrcTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        auto crc = i;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? 0xedb88320U ^ (crc >> 1U) : crc >> 1U;
        table[i] = crc;
    }
    return table;
}();

std::uint32_t crc_of(std::span<std::uint8_t const> bytes)
{
    std::uint32_t crc = 0xffffffffU;
    for (auto byte : bytes)
        crc = kCrcTable[(crc ^ byte) & 0xffU] ^ (crc >> 8U);
    return ~crc;
}

void append_u32(std::vector<std::uint8_t>& out, std::uint32_t value)
{
    for (unsigned shift : {24U, 16U, 8U, 0U})
        out.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// Writes a chunk whose content `fill` appends.
template <typename Fill>
void append_chunk(std::vector<std::uint8_t>& out, std::string_view type, Fill fill)
{
    auto start = out.size();
    append_u32(out, 0);
    out.insert(out.end(), type.begin(), type.end());
    fill();
    auto length = static_cast<std::uint32_t>(out.size() - start - 8);
    for (unsigned i = 0; i < 4; ++i)
        out[start + i] = static_cast<std::uint8_t>(length >> (24U - 8U * i));
    append_u32(out, crc_of(std::span(out).subspan(start + 4)));
}

/// `fill_row(y, row)` writes the packed pixels of one row.
template <typename FillRow>
std::vector<std::uint8_t> encode(int width, int height, std::uint8_t depth, std::uint8_t color_type,
                                 std::size_t row_bytes, int pixel_bytes, FillRow fill_row)
{
    std::vector<std::uint8_t> png(std::begin(kSignature), std::end(kSignature));
    append_chunk(png, "IHDR", [&] {
        append_u32(png, static_cast<std::uint32_t>(width));
        append_u32(png, static_cast<std::uint32_t>(height));
        for (std::uint8_t byte : {depth, color_type, std::uint8_t{0}, std::uint8_t{0}, std::uint8_t{0}})
            png.push_back(byte);
    });
    append_chunk(png, "IDAT", [&] {
        Deflater deflater(png, pixel_bytes, row_bytes + 1);
        std::vector<std::uint8_t> row(row_bytes + 1);  // begins with its filter: none
        for (int y = 0; y < height; ++y) {
            fill_row(y, row.data() + 1);
            deflater.write(row);
        }
        deflater.finish();
    });
    append_chunk(png, "IEND", [] {});
    return png;
}

/// The nearest of 16 levels.
std::uint8_t level_of(unsigned grey)
{
    return static_cast<std::uint8_t>((grey * 15 + 135) >> 8U);
}

using EightBytes = std::uint8_t __attribute__((vector_size(8)));
using EightWords = std::uint16_t __attribute__((vector_size(16)));

/// The twin of level_of.
EightWords levels_of(EightWords greys)
{
    return (greys * 15 + 135) >> 8U;
}

bool are_white(EightWords pairs)
{
    std::uint64_t halves[2];
    std::memcpy(halves, &pairs, sizeof halves);
    return (halves[0] & halves[1]) == ~std::uint64_t{0};
}

/// Two pixels a byte, sixteen pixels at a time: in a word the left one is lower. Most of a page is white.
void pack_row(std::uint8_t const* pixels, std::size_t width, std::uint8_t* row)
{
    std::size_t x = 0;
    for (; x + 16 <= width; x += 16, row += 8) {
        EightWords pairs;
        std::memcpy(&pairs, pixels + x, sizeof pairs);
        if (are_white(pairs)) {
            std::memset(row, 0xff, 8);
            continue;
        }
        auto const packed =
            __builtin_convertvector(levels_of(pairs & 0xff) << 4U | levels_of(pairs >> 8U), EightBytes);
        std::memcpy(row, &packed, sizeof packed);
    }
    for (; x < width; x += 2) {
        unsigned const right = x + 1 < width ? level_of(pixels[x + 1]) : 0U;
        *row++ = static_cast<std::uint8_t>(unsigned{level_of(pixels[x])} << 4U | right);
    }
}

}  // namespace

std::vector<std::uint8_t> to_png(Picture const& picture)
{
    auto width = static_cast<std::size_t>(picture.width);
    return encode(picture.width, picture.height, 8, kRgb, width * 3, 3, [&](int y, std::uint8_t* row) {
        auto const* pixel = picture.rgba.data() + static_cast<std::size_t>(y) * width * 4;
        for (std::size_t x = 0; x < width; ++x, pixel += 4)
            for (int channel = 0; channel < 3; ++channel)
                *row++ = pixel[channel];
    });
}

std::vector<std::uint8_t> to_png(GreyPicture const& picture)
{
    auto width = static_cast<std::size_t>(picture.width);
    return encode(picture.width, picture.height, 4, kGrey, (width + 1) / 2, 1, [&](int y, std::uint8_t* row) {
        pack_row(picture.grey.data() + static_cast<std::size_t>(y) * width, width, row);
    });
}

}  // namespace rmirror
