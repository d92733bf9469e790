// SPDX-License-Identifier: AGPL-3.0-or-later
// PNG, third edition of its specification. Row filter "none", because it gives the smallest files for ink.
#include "png/png.hpp"

#include "base/words8.hpp"
#include "png/deflate.hpp"

#include <array>
#include <cstring>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

namespace rmirror {
namespace {

constexpr std::uint8_t kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
constexpr std::uint8_t kGrey = 0, kRgb = 2;

/// Tables for computing the CRC of eight bytes at a time.
class CrcTables {
public:
    CrcTables()
    {
        for (std::uint32_t i = 0; i < 256; ++i) {
            auto crc = i;
            for (int bit = 0; bit < 8; ++bit)
                crc = (crc & 1U) != 0 ? 0xedb88320U ^ (crc >> 1U) : crc >> 1U;
            tables_[0][i] = crc;
        }
        for (std::size_t further = 1; further < tables_.size(); ++further)
            for (std::size_t i = 0; i < 256; ++i)
                tables_[further][i] = after(tables_[further - 1][i], 0);
    }

    [[nodiscard]] std::uint32_t after(std::uint32_t crc, std::uint8_t byte) const
    {
        return tables_[0][(crc ^ byte) & 0xffU] ^ (crc >> 8U);
    }

    [[nodiscard]] std::uint32_t after_eight(std::uint32_t crc, std::uint8_t const* bytes) const
    {
        std::uint64_t eight = 0;
        std::memcpy(&eight, bytes, sizeof eight);
        eight ^= crc;
        std::uint32_t sum = 0;
        for (std::size_t i = 0; i < 8; ++i)
            sum ^= tables_[7 - i][eight >> (8 * i) & 0xffU];
        return sum;
    }

private:
    std::array<std::array<std::uint32_t, 256>, 8> tables_{};
};

std::uint32_t crc_of(std::span<std::uint8_t const> bytes)
{
    static CrcTables const tables;
    std::uint32_t crc = 0xffffffffU;
    for (; bytes.size() >= 8; bytes = bytes.subspan(8))
        crc = tables.after_eight(crc, bytes.data());
    for (auto byte : bytes)
        crc = tables.after(crc, byte);
    return ~crc;
}

void append_u32(std::vector<std::uint8_t>& out, std::uint32_t value)
{
    for (unsigned shift : {24U, 16U, 8U, 0U})
        out.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// Writes the head of a chunk and returns its start, for end_chunk(). Content is appended in between.
std::size_t begin_chunk(std::vector<std::uint8_t>& out, std::string_view type)
{
    auto const start = out.size();
    append_u32(out, 0);
    for (char letter : type)
        out.push_back(static_cast<std::uint8_t>(letter));
    return start;
}

void end_chunk(std::vector<std::uint8_t>& out, std::size_t start)
{
    auto const length = static_cast<std::uint32_t>(out.size() - start - 8);
    for (unsigned i = 0; i < 4; ++i)
        out[start + i] = static_cast<std::uint8_t>(length >> (24U - 8U * i));
    append_u32(out, crc_of(std::span(out).subspan(start + 4)));
}

struct Header {
    int width, height;  // pixels
    std::uint8_t depth, color_type;
};

std::vector<std::uint8_t> begun(Header const& header)
{
    std::vector<std::uint8_t> png(std::begin(kSignature), std::end(kSignature));
    auto const start = begin_chunk(png, "IHDR");
    append_u32(png, static_cast<std::uint32_t>(header.width));
    append_u32(png, static_cast<std::uint32_t>(header.height));
    for (std::uint8_t byte :
         {header.depth, header.color_type, std::uint8_t{0}, std::uint8_t{0}, std::uint8_t{0}})
        png.push_back(byte);
    end_chunk(png, start);
    return png;
}

/// Writes rows from top to bottom; keeps the previous row for comparison.
class PngWriter {
public:
    /// `row_bytes` is the size of a packed row; `room` is how far beyond it a caller may write.
    PngWriter(Header const& header, int pixel_bytes, std::size_t row_bytes, std::size_t room)
        : png_(begun(header)),
          pixels_(begin_chunk(png_, "IDAT")),
          deflater_(png_, pixel_bytes, row_bytes + 1),
          row_bytes_(row_bytes + 1),
          stride_(row_bytes_ + room),
          rows_(2 * stride_)
    {}

    /// Buffer for the next row's packed pixels. Contains the row before the previous one.
    std::uint8_t* next() { return &rows_[turn_ + 1]; }

    void write()
    {
        end_white();
        auto const rows = std::span(rows_);
        deflater_.write_row(rows.subspan(turn_, row_bytes_),
                            rows.subspan(stride_ - turn_, is_first_ ? 0 : row_bytes_));
        is_first_ = false;
        turn_ = stride_ - turn_;
    }

    void write_white(int rows) { white_rows_ += static_cast<std::size_t>(rows); }

    void whiten_next() { whiten(turn_); }

    std::vector<std::uint8_t> finished()
    {
        end_white();
        deflater_.finish();
        end_chunk(png_, pixels_);
        end_chunk(png_, begin_chunk(png_, "IEND"));
        return std::move(png_);
    }

private:
    static constexpr std::uint8_t kWhite = 255;

    void whiten(std::size_t row) { std::memset(&rows_[row + 1], kWhite, stride_ - 1); }

    void end_white()
    {
        if (white_rows_ == 0)
            return;
        deflater_.write_even_rows(0, kWhite, white_rows_);
        whiten(stride_ - turn_);
        white_rows_ = 0;
        is_first_ = false;
    }

    std::vector<std::uint8_t> png_;
    std::size_t pixels_;  // start of the IDAT chunk
    Deflater deflater_;
    std::size_t row_bytes_, stride_;
    std::vector<std::uint8_t> rows_;  // two rows, each preceded by its filter byte: none
    std::size_t turn_ = 0;            // start of the next row
    std::size_t white_rows_ = 0;
    bool is_first_ = true;
};

/// Packs two pixels per byte, each rounded to the nearest of 16 levels.
class Packer {
public:
    void pack_tile_row(std::uint8_t const* pixels, std::uint8_t* packed) const
    {
        static_assert(GreyPicture::kTileWidth == 32);
        auto const left = pairs_at(pixels);
        store_bytes(packed, left, pairs_at(pixels + 16));
    }

private:
    /// The left pixel is in the lower byte of a word.
    [[nodiscard]] Words8 pairs_at(std::uint8_t const* pixels) const
    {
        Words8 pairs;
        std::memcpy(&pairs, pixels, sizeof pairs);
        auto const left = (pairs & lower_) * fifteen_ + half_;
        auto const right = (pairs >> 8U) * fifteen_ + half_;
        return (left >> 8U) << 4U | right >> 8U;
    }

    Words8 lower_ = hoisted_words(0xff), fifteen_ = hoisted_words(15), half_ = hoisted_words(135);
};

/// Branchless: checking the whole row is faster than testing each pixel for an early exit.
bool is_white(std::uint8_t const* pixels, int count)
{
    auto all = ~std::uint32_t{0};
    for (int i = 0; i < count; ++i, pixels += 4) {
        std::uint32_t pixel = 0;
        std::memcpy(&pixel, pixels, sizeof pixel);
        all &= pixel;
    }
    return all == ~std::uint32_t{0};
}

/// Writes a row of tiles. Tiles without ink are skipped, as the buffer is white there.
void write_band(PngWriter& png, GreyPicture const& picture, int band)
{
    constexpr std::size_t kPackedTile = GreyPicture::kTileWidth / 2;
    std::vector<std::uint32_t> inked;
    for (int column = 0; column < picture.columns(); ++column)
        if (picture.tile(band, column) != nullptr)
            inked.push_back(static_cast<std::uint32_t>(column));
    int const height = picture.band_height(band);
    Packer const packer;
    if (inked.empty())
        return png.write_white(height);
    for (int y = 0; y < height; ++y) {
        if (y < 2)
            png.whiten_next();  // clears what the band above left in the buffer
        for (auto const column : inked)
            packer.pack_tile_row(picture.tile(band, static_cast<int>(column)) + y * GreyPicture::kTileWidth,
                                 png.next() + column * kPackedTile);
        png.write();
    }
}

}  // namespace

std::vector<std::uint8_t> to_png(Picture const& picture)
{
    PngWriter png({picture.width, picture.height, 8, kRgb}, 3, static_cast<std::size_t>(picture.width) * 3,
                  0);
    auto const* pixel = picture.rgba.data();
    for (int y = 0; y < picture.height; ++y) {
        if (is_white(pixel, picture.width)) {
            png.write_white(1);
            pixel += std::ptrdiff_t{4} * picture.width;
            continue;
        }
        auto* row = png.next();
        for (int x = 0; x < picture.width; ++x, pixel += 4)
            for (int channel = 0; channel < 3; ++channel)
                *row++ = pixel[channel];
        png.write();
    }
    return png.finished();
}

std::vector<std::uint8_t> to_png(GreyPicture const& picture)
{
    PngWriter png({picture.width(), picture.height(), 4, kGrey}, 1,
                  (static_cast<std::size_t>(picture.width()) + 1) / 2, GreyPicture::kTileWidth / 2);
    for (int band = 0; band < picture.bands(); ++band)
        write_band(png, picture, band);
    return png.finished();
}

}  // namespace rmirror
