// SPDX-License-Identifier: AGPL-3.0-or-later
// Which pictures are taken, and what is said of those that are not.
#include "blobs/png.hpp"

#include "blobs/pictures.hpp"

#include <gtest/gtest.h>

namespace rmirror::test {
namespace {

std::string said_of(std::string const& file)
{
    auto const size = check_png(file);
    return size.ok() ? "" : size.error().sentence;
}

std::string fault(std::string const& what)
{
    return "The image can't be used: " + what + ".";
}

std::string put_together(std::string const& more_chunks)
{
    auto const whole = png();
    auto const after_header = png_signature().size() + 25;
    return whole.substr(0, after_header) + more_chunks + whole.substr(after_header);
}

TEST(Png, is_taken_in_every_color_type_and_depth)
{
    for (std::uint8_t const depth : {1, 2, 4, 8, 16}) {
        EXPECT_EQ(said_of(png({.depth = depth})), "");
        bool const is_whole_bytes = depth >= 8;
        EXPECT_EQ(said_of(png({.depth = depth, .color_type = 2})).empty(), is_whole_bytes);
        EXPECT_EQ(said_of(png({.depth = depth, .color_type = 4})).empty(), is_whole_bytes);
        EXPECT_EQ(said_of(png({.depth = depth, .color_type = 6})).empty(), is_whole_bytes);
    }
    auto const size = check_png(png({.width = 2576, .height = 1300, .depth = 4}));
    ASSERT_TRUE(size.ok()) << size.error().sentence;
    EXPECT_EQ(size.value().width, 2576U);
    EXPECT_EQ(size.value().height, 1300U);
}

TEST(Png, may_hold_text_and_more_than_one_piece_of_pixels)
{
    EXPECT_EQ(said_of(put_together(png_chunk("tEXt", "Title"))), "");
    auto const pixels = packed(std::string(41 * 30, '\0'));
    auto const whole = png();
    auto const header = whole.substr(0, png_signature().size() + 25);
    std::string pieces;
    for (char const byte : pixels)
        pieces += png_chunk("IDAT", std::string(1, byte));
    EXPECT_EQ(said_of(header + pieces + png_chunk("IEND", "")), "");
    EXPECT_EQ(said_of(header + png_chunk("IDAT", pixels.substr(0, 5)) + png_chunk("tEXt", "") +
                      png_chunk("IDAT", pixels.substr(5)) + png_chunk("IEND", "")),
              fault("its pixel data isn't contiguous"));
}

TEST(Png, is_refused_when_it_lies_about_its_pixels)
{
    EXPECT_EQ(said_of(png({.pixels = std::string(41 * 30 + 1, '\0')})),
              fault("it has more pixels than its header says"));
    EXPECT_EQ(said_of(png({.pixels = std::string(41 * 30 - 1, '\0')})),
              fault("it has fewer pixels than its header says"));
    std::string bad_filter(41 * 30, '\0');
    bad_filter[41 * 7] = 5;
    EXPECT_EQ(said_of(png({.pixels = bad_filter})), fault("a row of pixels is damaged"));
    bad_filter[41 * 7] = 4;
    bad_filter[41 * 7 + 1] = 5;
    EXPECT_EQ(said_of(png({.pixels = bad_filter})), "");
}

TEST(Png, is_refused_when_it_is_a_bomb)
{
    // 64 MB of zeros in 64 KB, behind a header of 40 by 30.
    std::string const zeros(64U << 20U, '\0');
    EXPECT_EQ(said_of(png({.pixels = zeros})), fault("it has more pixels than its header says"));
    EXPECT_EQ(said_of(png({.width = 8000, .height = 8000, .depth = 16, .color_type = 6, .pixels = "x"})),
              fault("its pixels need too much memory"));
    EXPECT_EQ(said_of(png({.width = 8001, .pixels = "x"})), fault("it has an edge of more than 8000 pixels"));
    EXPECT_EQ(said_of(png({.width = 0xffffffff, .height = 0xffffffff, .pixels = "x"})),
              fault("it has an edge of more than 8000 pixels"));
    EXPECT_EQ(said_of(png({.width = 0, .pixels = "x"})), fault("it has no pixels"));
}

TEST(Png, finds_damage_at_every_byte)
{
    auto const whole = png({.width = 9, .height = 5});
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        EXPECT_NE(said_of(damaged), "") << at;
        EXPECT_NE(said_of(whole.substr(0, at)), "") << at;
    }
}

TEST(Png, is_refused_when_the_checksum_of_its_pixels_is_wrong)
{
    auto const header = png().substr(0, png_signature().size() + 25);
    auto const with = [&](std::string const& pixels) {
        return said_of(header + png_chunk("IDAT", pixels) + png_chunk("IEND", ""));
    };
    auto const pixels = packed(std::string(41 * 30, '\0'));
    EXPECT_EQ(with(pixels), "");
    for (std::size_t from_end = 1; from_end <= 4; ++from_end) {
        auto wrong = pixels;
        wrong[wrong.size() - from_end] ^= 1;
        EXPECT_EQ(with(wrong), fault("the pixel data can't be decompressed")) << from_end;
    }
    EXPECT_EQ(with(pixels + "x"), fault("there is extra data after the pixels"));
}

TEST(Png, is_refused_when_its_parts_are_out_of_place)
{
    EXPECT_EQ(said_of("GIF89a"), fault("it isn't a PNG file"));
    EXPECT_EQ(said_of(png() + "x"), fault("there is extra data at the end of the file"));
    EXPECT_EQ(said_of(png({.interlace = 1})), fault("it is interlaced"));
    EXPECT_EQ(said_of(png({.color_type = 3})), fault("its palette is missing"));
    EXPECT_EQ(said_of(put_together(png_chunk("PLTE", "abc"))), fault("its palette is damaged"));
    EXPECT_EQ(said_of(put_together(png_chunk("EVIL", ""))), fault("it has a part of an unknown kind"));
    EXPECT_EQ(said_of(png_signature() + png_chunk("IEND", "")), fault("it doesn't begin with a header"));
    EXPECT_EQ(said_of(put_together(png_chunk("IHDR", std::string(13, '\1')))),
              fault("it doesn't begin with a header"));
}

}  // namespace
}  // namespace rmirror::test
