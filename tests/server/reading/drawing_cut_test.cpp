// SPDX-License-Identifier: AGPL-3.0-or-later
// What a model calls a drawing, and what is one.
#include "reading/drawing_cut.hpp"

#include "blobs/drawn_picture.hpp"
#include "blobs/png.hpp"

#include <gtest/gtest.h>

namespace rmirror::reading::test {
namespace {

using rmirror::test::DrawnPicture;

/// 200 units wide and 400 tall, from 50 on; two pixels a unit.
ocr::Picture picture_of(DrawnPicture const& drawn)
{
    return {drawn.png(), 10, 50, 200, 400};
}

ocr::Drawing box(double left, double top, double right, double bottom)
{
    return {.left = left, .top = top, .right = right, .bottom = bottom};
}

/// Three lines of writing, 20 units tall each, in the upper half; a boat in the lower.
DrawnPicture page_with_a_boat()
{
    DrawnPicture drawn(400, 800);
    for (std::uint32_t line = 0; line < 3; ++line)
        for (std::uint32_t letter = 0; letter < 12; ++letter)
            drawn.frame(20 + letter * 30, 40 + line * 80, 18, 36);
    drawn.frame(100, 500, 200, 200);
    return drawn;
}

std::string size_of(std::string const& png)
{
    auto const size = check_png(png);
    if (!size.ok())
        return size.error().sentence;
    return std::to_string(size.value().width) + " by " + std::to_string(size.value().height);
}

std::vector<ocr::Line> const kLines = {{"one", 1, 70, 90}, {"two", 1, 110, 130}, {"three", 1, 150, 170}};

TEST(CutDrawing, is_the_box_with_a_little_paper)
{
    auto const cut = cut_drawing(picture_of(page_with_a_boat()), box(0.25, 0.625, 0.75, 0.875), kLines);
    ASSERT_TRUE(cut);
    EXPECT_EQ(size_of(*cut), "216 by 216");
}

TEST(CutDrawing, ends_at_the_edges_of_the_picture)
{
    auto const cut = cut_drawing(picture_of(page_with_a_boat()), box(0, 0, 1, 1), kLines);
    ASSERT_TRUE(cut);
    EXPECT_EQ(size_of(*cut), "400 by 800");
}

TEST(CutDrawing, is_none_where_there_is_only_paper)
{
    auto const picture = picture_of(page_with_a_boat());
    EXPECT_FALSE(cut_drawing(picture, box(0.3, 0.66, 0.7, 0.8), kLines));
    EXPECT_FALSE(cut_drawing(picture, box(0.999, 0.999, 1, 1), kLines));
}

TEST(CutDrawing, is_none_where_there_are_only_words)
{
    EXPECT_FALSE(cut_drawing(picture_of(page_with_a_boat()), box(0, 0, 1, 0.4), kLines));
}

TEST(CutDrawing, may_stand_beside_words_and_hold_some)
{
    auto drawn = page_with_a_boat();
    drawn.frame(380, 40, 15, 190);
    EXPECT_TRUE(cut_drawing(picture_of(drawn), box(0, 0, 1, 0.4), kLines)) << "taller than two lines";
    auto const in_the_boat = std::vector<ocr::Line>{{"ahoy", 1, 330, 350}};
    EXPECT_TRUE(cut_drawing(picture_of(drawn), box(0.25, 0.625, 0.75, 0.875), in_the_boat));
}

TEST(CutDrawing, is_none_of_what_is_no_image)
{
    EXPECT_FALSE(cut_drawing({"not a PNG", 10, 50, 200, 400}, box(0, 0, 1, 1), {}));
    auto picture = picture_of(page_with_a_boat());
    picture.png.resize(picture.png.size() / 2);
    EXPECT_FALSE(cut_drawing(picture, box(0, 0, 1, 1), {}));
}

}  // namespace
}  // namespace rmirror::reading::test
