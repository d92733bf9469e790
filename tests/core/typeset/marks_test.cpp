// SPDX-License-Identifier: AGPL-3.0-or-later
#include "typeset/marks.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace rmirror {
namespace {

TextLine line_with(ListMark mark)
{
    TextLine line;
    line.x = 286;
    line.baseline = 267.6;
    line.size = 32;
    line.mark = mark;
    return line;
}

/// How often the shapes turn around a place, clockwise: 0 is paper.
int winding(std::vector<Contour> const& shapes, double x, double y)
{
    int turns = 0;
    for (auto const& shape : shapes)
        for (std::size_t i = 0; i < shape.size(); ++i) {
            auto const& a = shape[i];
            auto const& b = shape[(i + 1) % shape.size()];
            if ((a.y <= y) == (b.y <= y))
                continue;
            if (a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x) > x)
                turns += b.y > a.y ? 1 : -1;
        }
    return turns;
}

bool is_ink(ListMark mark, double x, double y)
{
    return winding(marks_of(line_with(mark)), x, y) != 0;
}

// Of pixels of what the desktop app draws of such an item.
TEST(Marks, draws_boxes_as_the_desktop_app_does)
{
    for (auto mark : {ListMark::open_box, ListMark::dashed_box}) {
        EXPECT_TRUE(is_ink(mark, 245, 250));
        EXPECT_TRUE(is_ink(mark, 271, 250));
        EXPECT_TRUE(is_ink(mark, 258, 243));
        EXPECT_TRUE(is_ink(mark, 258, 269));
        EXPECT_TRUE(is_ink(mark, 248.5, 265.5)) << "the corner at the bottom left is filled";
        EXPECT_FALSE(is_ink(mark, 267.5, 265.5));
        EXPECT_FALSE(is_ink(mark, 258, 250));
        EXPECT_FALSE(is_ink(mark, 244, 250));
        EXPECT_FALSE(is_ink(mark, 258, 270));
        EXPECT_EQ(is_ink(mark, 258, 256), mark == ListMark::dashed_box);
    }
}

TEST(Marks, leaves_a_tick_white_in_a_box_that_is_black)
{
    EXPECT_TRUE(is_ink(ListMark::ticked_box, 247, 250));
    EXPECT_TRUE(is_ink(ListMark::ticked_box, 255.5, 256));
    EXPECT_FALSE(is_ink(ListMark::ticked_box, 255.5, 261));
    EXPECT_FALSE(is_ink(ListMark::ticked_box, 264, 252));
}

TEST(Marks, draws_a_bullet_as_a_disc)
{
    EXPECT_TRUE(is_ink(ListMark::bullet, 263.8, 257));
    EXPECT_TRUE(is_ink(ListMark::bullet, 260.2, 257));
    EXPECT_TRUE(is_ink(ListMark::bullet, 263.8, 260.6));
    EXPECT_FALSE(is_ink(ListMark::bullet, 267.9, 257));
    EXPECT_FALSE(is_ink(ListMark::bullet, 260.7, 253.9));
}

TEST(Marks, strikes_a_line_from_its_first_letter_to_its_last)
{
    auto line = line_with(ListMark::none);
    line.runs = {{"words", false, false}};
    EXPECT_TRUE(marks_of(line).empty());
    line.is_struck = true;
    auto const shapes = marks_of(line);
    ASSERT_EQ(shapes.size(), 1U);
    auto const [left, right] = std::minmax_element(shapes[0].begin(), shapes[0].end(),
                                                   [](auto const& a, auto const& b) { return a.x < b.x; });
    EXPECT_NEAR(left->x, 286, 0.01);
    EXPECT_NEAR(right->x, 286 + width_of(line), 0.01);
    EXPECT_NE(winding(shapes, 290, 258), 0);
    EXPECT_EQ(winding(shapes, 290, 256), 0);
    EXPECT_EQ(winding(shapes, 290, 260), 0);
}

}  // namespace
}  // namespace rmirror
