// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/emphasis.hpp"

#include <gtest/gtest.h>

namespace rmirror::library {
namespace {

ocr::PageText transcribed()
{
    return {"# Friday\n\nsome *slanted* words\n- an item\n- [ ] Buy ink\nthe end",
            "en",
            {{"Friday", 1, 0, 40},
             {"some slanted words", 1, 100, 140},
             {"an item", 1, 200, 240},
             {"Buy ink", 1, 300, 340},
             {"the end", 1, 400, 440}}};
}

TEST(Emphasis, is_put_around_the_words_of_lines_that_are_marked)
{
    EXPECT_EQ(with_emphasis(transcribed(),
                            R"([{"x":0,"y":5,"width":9,"height":30},{"x":0,"y":110,"width":9,"height":40},
                                               {"x":0,"y":205,"width":9,"height":30}])"),
              "# ==Friday==\n\n==some *slanted* words==\n- ==an item==\n- [ ] Buy ink\nthe end");
}

TEST(Emphasis, leaves_todos_and_what_is_not_marked)
{
    EXPECT_EQ(
        with_emphasis(transcribed(),
                      R"([{"x":0,"y":305,"width":9,"height":30},{"x":0,"y":150,"width":9,"height":30}])"),
        transcribed().markdown);
    EXPECT_EQ(with_emphasis(transcribed(), "[]"), transcribed().markdown);
    EXPECT_EQ(with_emphasis({}, R"([{"x":0,"y":0,"width":9,"height":30}])"), "");
}

TEST(Emphasis, is_put_once)
{
    auto read = transcribed();
    auto const rects = R"([{"x":0,"y":405,"width":9,"height":30}])";
    read.markdown = with_emphasis(read, rects);
    EXPECT_TRUE(read.markdown.ends_with("\n==the end=="));
    EXPECT_EQ(with_emphasis(read, rects), read.markdown);
}

}  // namespace
}  // namespace rmirror::library
