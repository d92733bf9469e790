// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/grey_picture.hpp"

#include <gtest/gtest.h>

namespace rmirror::test {
namespace {

TEST(GreyPicture, is_white_until_it_is_drawn_on)
{
    GreyPicture picture(70, 40);
    EXPECT_TRUE(picture.is_white());
    EXPECT_EQ(picture.at(39, 69), 255);
    *picture.run_at(39, 69) = 255;
    EXPECT_TRUE(picture.is_white()) << "white ink is no ink";
    *picture.run_at(39, 69) = 7;
    EXPECT_FALSE(picture.is_white());
    EXPECT_EQ(picture.at(39, 69), 7);
    EXPECT_EQ(picture.at(39, 68), 255);
}

TEST(GreyPicture, has_tiles_only_where_there_is_ink)
{
    GreyPicture picture(70, 40);
    ASSERT_EQ(picture.columns(), 3);
    ASSERT_EQ(picture.bands(), 3);
    *picture.run_at(16, 33) = 9;
    for (int band = 0; band < 3; ++band)
        for (int column = 0; column < 3; ++column)
            EXPECT_EQ(picture.tile(band, column) != nullptr, band == 1 && column == 1);
    EXPECT_EQ(picture.tile(1, 1)[1], 9) << "the second pixel of the tile's first row";
    EXPECT_EQ(picture.tile(1, 1)[GreyPicture::kTileWidth], 255);
    EXPECT_EQ(picture.band_height(0), 16);
    EXPECT_EQ(picture.band_height(2), 8);
}

TEST(GreyPicture, keeps_every_pixel_that_is_drawn)
{
    GreyPicture picture(130, 77);
    auto const level = [](int y, int x) { return static_cast<std::uint8_t>(y * 31 + x * 7); };
    for (int y = 76; y >= 0; --y)
        for (int x = 0; x < 130; ++x)
            *picture.run_at(y, x) = level(y, x);
    for (int y = 0; y < 77; ++y)
        for (int x = 0; x < 130; ++x)
            ASSERT_EQ(picture.at(y, x), level(y, x)) << x << ", " << y;
}

}  // namespace
}  // namespace rmirror::test
