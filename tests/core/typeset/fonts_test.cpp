// SPDX-License-Identifier: AGPL-3.0-or-later
#include "typeset/fonts.hpp"

#include "checkout.hpp"
#include "display/bounds.hpp"
#include "export/facts.hpp"
#include "reading/ocr.hpp"

#include "raster/raster.hpp"
#include "typeset/typed_report.hpp"
#include "typeset/typeset.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <limits>

namespace rmirror {

namespace {

/// The fonts are shared by all pages: other tests must find none.
class Fonts : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(set_package_fonts(checkout())) << "run scripts/setup test"; }
    void TearDown() override { forget_fonts(); }
};

Page typed(std::string const& text, float width = 936)
{
    Page page;
    page.version = 6;
    TextBlock block{.x = -468, .y = 234, .width = width, .paragraphs = {}};
    Paragraph paragraph;
    paragraph.runs.push_back({text, false, false});
    block.paragraphs.push_back(paragraph);
    page.text = block;
    return page;
}

/// How dark the picture is between two rows, in whole black pixels.
double ink_between(Picture const& picture, int top, int bottom)
{
    double ink = 0;
    for (int y = top; y < bottom; ++y)
        for (int x = 0; x < picture.width; ++x)
            ink += 255 - picture.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                       static_cast<std::size_t>(x)) *
                                      4];
    return ink / 255;
}

Picture drawn(Page const& page, int width = 1404)
{
    RenderRequest request;
    request.width_px = width;
    return draw_display(PreparedPage(page), request).value();
}

TEST_F(Fonts, count_typed_characters_that_are_drawn_as_boxes)
{
    auto const missing = [](std::string const& text) {
        return boost::json::parse(page_facts(PreparedPage(typed(text))))
            .at("missing_glyphs")
            .to_number<int>();
    };
    EXPECT_EQ(missing("Grüße, naïve café\u2028\u00a0– 5 €"), 0);
    EXPECT_EQ(missing("سلام 漢字 ก"), 7);
    forget_fonts();
    EXPECT_EQ(missing("漢字"), 0) << "without fonts all of the text is missing, which is another note";
}

TEST_F(Fonts, draw_every_fixture_of_typed_text_as_its_golden_line_says)
{
    std::ifstream file(checkout() + "/tests/golden/typed.jsonl");
    std::vector<std::string> golden;
    for (std::string line; std::getline(file, line);)
        golden.push_back(line);
    EXPECT_GT(golden.size(), 5U);
    EXPECT_EQ(typed_reports(checkout()), golden) << "If the change is intended, run `make goldens`.";
}

TEST_F(Fonts, set_letters_on_the_baseline_of_their_line)
{
    auto const page = typed("nnnn");
    auto const baseline = static_cast<int>(lay_out(*page.text).at(0).baseline);
    auto const picture = drawn(page);
    EXPECT_GT(ink_between(picture, baseline - 17, baseline), 150);
    EXPECT_EQ(ink_between(picture, baseline + 1, picture.height), 0);
    EXPECT_EQ(ink_between(picture, 0, baseline - 20), 0);
}

TEST_F(Fonts, fill_a_letter_by_its_area_at_any_scale)
{
    auto const page = typed("l|l|");
    auto const ink = [&](int width) {
        auto const picture = drawn(page, width);
        double const scale = width / 1404.0;
        return ink_between(picture, 0, picture.height) / scale / scale;
    };
    EXPECT_GT(ink(1404), 200);
    EXPECT_NEAR(ink(351) / ink(1404), 1, 0.03);
    EXPECT_NEAR(ink(4212) / ink(1404), 1, 0.01);
}

TEST_F(Fonts, wrap_lines_by_their_own_widths)
{
    auto const narrow = lay_out(*typed(std::string(200, 'i')).text).size();
    auto const wide = lay_out(*typed(std::string(200, 'W')).text).size();
    EXPECT_EQ(narrow, 2U);
    EXPECT_GT(wide, 5U);
}

TEST_F(Fonts, draw_a_box_for_what_they_lack_and_never_fail)
{
    for (std::string const text : {"\u6f22\u5b57", "\u2610\u2611", "\U0001F600", "\U0010FFFF", "\uFFFD"}) {
        auto const picture = drawn(typed(text));
        EXPECT_GT(ink_between(picture, 0, picture.height), 40) << text;
    }
    for (std::string const text : {"", "\u2028\u2028", " \u00A0\u200B", "\x01\x02"}) {
        auto const picture = drawn(typed(text));
        EXPECT_EQ(ink_between(picture, 0, picture.height), 0) << text;
    }
}

TEST_F(Fonts, draw_a_hundred_thousand_characters_and_columns_of_no_width)
{
    auto const page = typed(std::string(100'000, 'x'));
    auto const picture = drawn(page, 300);
    EXPECT_GT(picture.height, 10 * picture.width);
    for (float width : {0.0F, -5.0F, std::numeric_limits<float>::quiet_NaN(), 1e30F})
        EXPECT_GT(ink_between(drawn(typed("a few words", width), 300), 0, 400), 1) << width;
}

TEST_F(Fonts, draw_within_the_picture_however_large_a_letter_is)
{
    auto page = typed("WWWW");
    page.paper = {1, 1};
    EXPECT_TRUE(draw_display(PreparedPage(page), {}).ok());
    RenderRequest request;
    request.width_px = 20'000;
    EXPECT_TRUE(draw_display(PreparedPage(page), request).ok());
}

TEST_F(Fonts, never_set_typed_text_in_a_picture_for_text_recognition)
{
    auto const picture = draw_ocr_whole(PreparedPage(typed("known already")), {}).value();
    EXPECT_TRUE(picture.is_white());
}

TEST_F(Fonts, make_the_page_as_long_as_its_text)
{
    Page page = typed(std::string(10'000, 'x'));
    auto const lines = lay_out(*page.text);
    auto const area = visible_area(PreparedPage(page), Orientation::portrait);
    EXPECT_GT(area.y + area.height, lines.back().baseline);
    EXPECT_EQ(area.width, 1404);
}

TEST(Font, is_refused_when_it_is_none)
{
    for (auto const& bytes : {std::vector<std::uint8_t>{}, std::vector<std::uint8_t>(10, 0),
                              std::vector<std::uint8_t>(1000, 'x')}) {
        auto const result = set_font(FontStyle::regular, bytes);
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().code, ErrorCode::corrupt);
    }
    EXPECT_EQ(font_for(FontStyle::regular, U'a'), nullptr);
}

TEST(Font, that_is_missing_leaves_typed_text_out_of_pictures)
{
    EXPECT_EQ(ink_between(drawn(typed("nothing to see")), 0, 1872), 0);
}

}  // namespace

}  // namespace rmirror
