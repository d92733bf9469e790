// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/open_page.hpp"

#include "checkout.hpp"
#include "display/bounds.hpp"
#include "raster/scenes.hpp"
#include "typeset/fonts.hpp"
#include "typeset/typed_report.hpp"

namespace rmirror::test {
namespace {

/// A word after a line that breaks in another place by average widths than by a font's, with a stroke that
/// hangs on it.
Page typed_page()
{
    auto page = small_page({stroke(kFineliner, {point(0, 0), point(10, 0)})});
    page.paper = {1404, 1872};
    Paragraph paragraph;
    paragraph.runs.push_back({std::string(4000, 'i'), false, false});
    page.text.emplace();
    page.text->y = 100;
    page.text->width = 936;
    page.text->paragraphs = {paragraph};
    page.anchors.push_back({.kind = AnchorKind::text_end});
    page.layers[0].strokes[0].anchor = 1;
    return page;
}

Pixels red_pixel()
{
    return {1, 1, {255, 0, 0, 255}, ""};
}

TEST(OpenPage, is_prepared_once_for_all_that_is_drawn)
{
    OpenPage page(typed_page());
    auto const* strokes = page.prepared().layers()[0].strokes.data();
    EXPECT_EQ(page.prepared().layers()[0].strokes.data(), strokes);
    OpenPage const moved(std::move(page));
    EXPECT_EQ(moved.page().layers[0].strokes.size(), 1U);
}

TEST(OpenPage, shows_pictures_that_are_given_after_it_was_drawn)
{
    OpenPage page(small_page({stroke(kFineliner, {point(5, 5)})}));
    EXPECT_EQ(ink_area(drawn(page.prepared())),
              ink_area(drawn(small_page({stroke(kFineliner, {point(5, 5)})}))));
    ASSERT_TRUE(page.give_source({0, 0, 300, 100}, red_pixel()).ok());
    auto const picture = drawn(page.prepared());
    EXPECT_EQ(picture.width, 300) << "the source page is wider than the paper";
    EXPECT_EQ(pixel(picture, 150, 50)[1], 0) << "red all over";
}

TEST(OpenPage, moves_ink_with_the_words_it_hangs_on_when_a_font_comes)
{
    OpenPage page(typed_page());
    auto const before = drawn_area(page.prepared());
    ASSERT_TRUE(set_package_fonts(checkout())) << "run scripts/setup test";
    auto const with_font = drawn_area(page.prepared());
    auto const fresh = typed_page();
    auto const expected = drawn_area(PreparedPage(fresh));
    forget_fonts();
    auto const after = drawn_area(page.prepared());
    ASSERT_TRUE(before && with_font && expected && after);
    EXPECT_NE(with_font->y, before->y);
    EXPECT_EQ(with_font->y, expected->y);
    EXPECT_EQ(after->y, before->y);
}

}  // namespace
}  // namespace rmirror::test
