// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/text/drawing_marks.hpp"

#include <gtest/gtest.h>

namespace rmirror::ocr::test {
namespace {

// The same as in shared/src/library/texts/drawing-marks.test.ts.
TEST(DrawingMarks, become_what_is_written_for_them)
{
    EXPECT_EQ(with_drawings("a\n![](drawing:1)\nb", {"X"}), "a\nX\nb");
    EXPECT_EQ(with_drawings("![a boat](drawing:2)\n![](drawing:1)", {"X", "Y"}), "Y\nX");
    EXPECT_EQ(with_drawings("a ![](drawing:1) b", {"X"}), "a X b");
}

TEST(DrawingMarks, that_are_missing_put_their_drawings_at_the_end)
{
    EXPECT_EQ(with_drawings("a", {"X", "", "Y"}), "a\n\nX\n\nY");
    EXPECT_EQ(with_drawings("", {"X"}), "X");
    EXPECT_EQ(with_drawings("", {}), "");
}

TEST(DrawingMarks, go_with_their_line_if_nothing_is_to_be_shown)
{
    EXPECT_EQ(with_drawings("a\n![](drawing:1)\nb\n![](drawing:1)\nc", {"X"}), "a\nX\nb\nc");
    EXPECT_EQ(with_drawings("a\n![](drawing:1)\n![](drawing:0)\n![](drawing:99999999999)\n"
                            "![](drawing:7)\nb",
                            {""}),
              "a\nb");
}

TEST(DrawingMarks, are_told_from_what_resembles_them)
{
    for (std::string const text :
         {"a\n\n![](drawing:x)\n![](drawing:-1)", "![a](attachment:1)\n[](drawing:1)", "![",
          "![](drawing:", "![](drawing:1", "![[](drawing:1)"})
        EXPECT_EQ(with_drawings(text, {}), text);
}

}  // namespace
}  // namespace rmirror::ocr::test
