// SPDX-License-Identifier: AGPL-3.0-or-later
#include "png/png.hpp"
#include "raster/grey_picture.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstring>

namespace rmirror {
namespace {

using Buffer = std::vector<std::uint8_t>;

std::uint32_t u32_at(Buffer const& bytes, std::size_t at)
{
    return std::uint32_t{bytes.at(at)} << 24U | std::uint32_t{bytes.at(at + 1)} << 16U |
           std::uint32_t{bytes.at(at + 2)} << 8U | bytes.at(at + 3);
}

struct Png {
    Buffer header;
    Buffer rows;  // unpacked, each with its filter byte
};

/// Reads the file as the specification says, checksums included.
Png read_png(Buffer const& file, std::size_t row_bytes)
{
    Png png;
    Buffer packed;
    EXPECT_EQ(std::memcmp(file.data(), "\x89PNG\r\n\x1a\n", 8), 0);
    std::size_t at = 8;
    std::string type;
    while (at < file.size()) {
        auto length = u32_at(file, at);
        type.assign(file.begin() + static_cast<long>(at) + 4, file.begin() + static_cast<long>(at) + 8);
        EXPECT_EQ(crc32(0, &file[at + 4], length + 4), u32_at(file, at + 8 + length)) << type;
        Buffer content(file.begin() + static_cast<long>(at) + 8,
                       file.begin() + static_cast<long>(at + 8 + length));
        if (type == "IHDR")
            png.header = content;
        if (type == "IDAT")
            packed.insert(packed.end(), content.begin(), content.end());
        at += 12 + length;
    }
    EXPECT_EQ(type, "IEND");
    png.rows.resize(row_bytes * u32_at(png.header, 4));
    auto size = static_cast<uLongf>(png.rows.size());
    EXPECT_EQ(uncompress(png.rows.data(), &size, packed.data(), static_cast<uLong>(packed.size())), Z_OK);
    EXPECT_EQ(size, png.rows.size());
    return png;
}

TEST(Png, keeps_every_pixel_of_a_colour_picture)
{
    Picture picture{7, 5, {}};
    for (std::uint32_t i = 0; i < 7 * 5; ++i)
        for (std::uint32_t channel : {i * 7, i * 31, i / 9, 255U})
            picture.rgba.push_back(static_cast<std::uint8_t>(channel));
    auto png = read_png(to_png(picture), 1 + 7 * 3);
    EXPECT_EQ(u32_at(png.header, 0), 7U);
    EXPECT_EQ(u32_at(png.header, 4), 5U);
    EXPECT_EQ(Buffer(png.header.begin() + 8, png.header.end()), (Buffer{8, 2, 0, 0, 0}));
    for (std::size_t y = 0; y < 5; ++y) {
        EXPECT_EQ(png.rows[y * 22], 0);
        for (std::size_t x = 0; x < 7; ++x)
            for (std::size_t channel = 0; channel < 3; ++channel)
                EXPECT_EQ(png.rows[y * 22 + 1 + x * 3 + channel], picture.rgba[(y * 7 + x) * 4 + channel]);
    }
}

TEST(Png, keeps_colours_between_rows_without_ink)
{
    constexpr std::size_t kRows = 9, kColumns = 301;
    for (unsigned inked = 0; inked < 1U << kRows; ++inked) {
        Picture picture{kColumns, kRows, Buffer(kRows * kColumns * 4, 255)};
        Buffer expected(kRows * (1 + kColumns * 3), 255);
        for (std::size_t y = 0; y < kRows; ++y) {
            expected[y * (1 + kColumns * 3)] = 0;
            if ((inked >> y & 1U) == 0)
                continue;
            auto const x = y % 2 == 0 ? kColumns - 1 : 0;
            picture.rgba[(y * kColumns + x) * 4 + y % 3] = 7;
            expected[y * (1 + kColumns * 3) + 1 + x * 3 + y % 3] = 7;
        }
        EXPECT_TRUE(read_png(to_png(picture), 1 + kColumns * 3).rows == expected) << "rows " << inked;
    }
}

TEST(Png, keeps_sixteen_levels_of_a_grey_picture)
{
    GreyPicture picture(257, 3);  // odd: the last byte of a row is half used
    for (int i = 0; i < 257 * 3; ++i)
        *picture.run_at(i / 257, i % 257) = static_cast<std::uint8_t>(i % 256);
    auto png = read_png(to_png(picture), 1 + 129);
    EXPECT_EQ(Buffer(png.header.begin() + 8, png.header.end()), (Buffer{4, 0, 0, 0, 0}));
    for (std::size_t y = 0; y < 3; ++y)
        for (std::size_t x = 0; x < 257; ++x) {
            auto pair = png.rows[y * 130 + 1 + x / 2];
            int level = x % 2 == 0 ? pair >> 4 : pair & 15;
            EXPECT_LE(std::abs(level * 17 - static_cast<int>((y * 257 + x) % 256)), 8);
        }
}

TEST(Png, holds_a_single_pixel)
{
    auto png = read_png(to_png(GreyPicture(1, 1)), 2);
    EXPECT_EQ(png.rows[1] >> 4, 15);
}

TEST(Png, is_white_wherever_a_grey_picture_has_no_ink)
{
    constexpr int kWidth = 1001, kHeight = 333;
    std::uint32_t state = 5;
    auto random = [&](int below) {
        state = state * 1664525 + 1013904223;
        return static_cast<int>(state >> 8U) % below;
    };
    for (int marks = 0; marks < 200; marks += 1 + marks / 4) {
        GreyPicture picture(kWidth, kHeight);
        Buffer expected(kWidth * kHeight, 15);
        for (int mark = 0; mark < marks; ++mark) {
            int const y = random(kHeight), x = random(kWidth), level = random(16);
            *picture.run_at(y, x) = static_cast<std::uint8_t>(level * 17);
            expected[static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(level);
        }
        auto const png = read_png(to_png(picture), 1 + 501);
        Buffer levels;
        for (std::size_t y = 0; y < kHeight; ++y)
            for (std::size_t x = 0; x < kWidth; ++x)
                levels.push_back(png.rows[y * 502 + 1 + x / 2] >> (x % 2 == 0 ? 4 : 0) & 15);
        EXPECT_TRUE(levels == expected) << marks << " marks";
    }
}

}  // namespace
}  // namespace rmirror
