// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates that are files, below the ink of a page: in pictures, SVG and PDF.
#include "background/template_file/template_file.hpp"
#include "display/open_page.hpp"
#include "export/export.hpp"
#include "export/pdf_content.hpp"
#include "raster/raster.hpp"
#include "raster/scenes.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rmirror {
namespace {

using test::with_template;

constexpr Paper kPaperPro{1620, 2160};

std::string const kGrid = R"({"constants":[{"cell":78.3}],"items":[
    {"type":"group","boundingBox":{"x":0,"y":0,"width":"templateWidth","height":"cell"},
     "repeat":{"rows":"infinite"},"children":[{"type":"path","data":["M",0,0,"L","parentWidth",0]}]},
    {"type":"group","boundingBox":{"x":"paperOriginX","y":0,"width":"cell","height":"templateHeight"},
     "repeat":{"columns":"infinite"},"children":[{"type":"path","data":["M",0,0,"L",0,"parentHeight"]}]}]})";

/// A dark sheet with a white frame in it.
std::string const kFrame = R"({"items":[
    {"type":"path","fillColor":"#102030","strokeColor":null,"data":
     ["M",0,0,"L","templateWidth",0,"L","templateWidth","templateHeight","L",0,"templateHeight","Z"]},
    {"type":"path","strokeColor":"#ffffff","strokeWidth":6,"data":
     ["M",100,100,"L",700,100,"L",700,500,"L",100,500,"Z"]}]})";

Bytes bytes_of(std::string const& text)
{
    return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

Page on_paper(Paper paper)
{
    Page page;
    page.version = 6;
    page.paper = paper;
    return page;
}

RenderRequest with_file(std::string const& text)
{
    RenderRequest request;
    request.template_file = std::make_shared<TemplateFile const>(read_template_file(bytes_of(text)).value());
    return request;
}

Picture drawn(Page const& page, RenderRequest const& request)
{
    return draw_display(PreparedPage(page), request).value();
}

std::uint8_t red_at(Picture const& picture, int x, int y)
{
    return picture.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                         static_cast<std::size_t>(x)) *
                        4];
}

std::size_t count_of(std::string const& what, std::string const& text)
{
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++count;
    return count;
}

TEST(DrawnTemplate, that_says_what_a_known_one_is_looks_like_it)
{
    auto const page = on_paper(kPaperPro);
    for (int width : {1620, 400}) {
        auto known = with_template("P Grid medium");
        auto file = with_file(kGrid);
        known.width_px = file.width_px = width;
        EXPECT_EQ(drawn(page, file).rgba, drawn(page, known).rgba) << width;
    }
}

TEST(DrawnTemplate, stands_in_for_the_sheet_of_its_name)
{
    auto request = with_file(kGrid);
    request.page_template = "P Black";
    EXPECT_EQ(red_at(drawn({}, request), 400, 10), 255);
}

TEST(DrawnTemplate, has_corners_where_its_lines_meet)
{
    auto const picture = drawn({}, with_file(kFrame));
    EXPECT_EQ(red_at(picture, 50, 50), 0x10);
    for (int x : {97, 98, 102, 697, 702})
        for (int y : {97, 102, 497, 502})
            EXPECT_EQ(red_at(picture, x, y), 255) << x << " " << y;
    for (int x : {96, 703})
        EXPECT_EQ(red_at(picture, x, 97), 0x10) << x;
    EXPECT_EQ(red_at(picture, 400, 300), 0x10);
}

TEST(DrawnTemplate, lies_below_the_ink_and_goes_on_below_the_paper)
{
    Page page;
    Layer layer;
    layer.strokes = {test::stroke(test::kFineliner, {test::point(0, 3000, 40)}, test::kWhite)};
    page.layers = {layer};
    auto const picture = drawn(page, with_file(kFrame));
    ASSERT_GT(picture.height, 3000);
    EXPECT_EQ(red_at(picture, 50, 1872 + 50), 0x10);
    EXPECT_EQ(red_at(picture, 100, 1872 + 300), 255);
    EXPECT_EQ(red_at(picture, 702, 3000), 255);
}

TEST(DrawnTemplate, stays_away_when_the_page_or_the_request_switches_it_off)
{
    auto request = with_file(kFrame);
    Page hidden;
    hidden.background_visible = false;
    EXPECT_EQ(red_at(drawn(hidden, request), 50, 50), 255);
    request.background = Visibility::off;
    EXPECT_EQ(red_at(drawn({}, request), 50, 50), 255);
}

TEST(DrawnTemplate, turns_with_the_page)
{
    Page old;  // Up to v5 the frame stays portrait, and the picture is turned.
    old.version = 5;
    old.frame = Frame::top_left;
    for (std::string const orientation : {"portrait", "landscape"}) {
        auto request = with_file(R"({"orientation":")" + orientation + R"(",)" + kFrame.substr(1));
        request.orientation = Orientation::landscape;
        EXPECT_EQ(drawn(old, request).rgba, drawn({}, request).rgba) << orientation;
    }
}

TEST(DrawnTemplate, is_the_same_in_parts_as_in_one_picture)
{
    auto request = with_file(kFrame);
    request.width_px = 2808;
    auto const whole = drawn({}, request);
    for (double y : {0.0, 300.0}) {
        request.rect = Rect{-702 + 300, y, 500, 300};
        auto const part = drawn({}, request);
        ASSERT_EQ(part.width, 1000);
        for (int row = 0; row < part.height; row += 7)
            for (int column = 0; column < part.width; column += 3)
                ASSERT_EQ(red_at(part, column, row),
                          red_at(whole, 600 + column, static_cast<int>(y * 2) + row));
    }
}

TEST(DrawnTemplate, needs_no_more_memory_for_a_small_part_of_a_huge_picture)
{
    auto request = with_file(kFrame);
    request.width_px = 30'000;
    request.rect = Rect{0, 1000, 20, 20};
    auto const part = drawn({}, request);
    EXPECT_LT(part.width, 500);
    EXPECT_EQ(red_at(part, 10, 10), 0x10);
}

TEST(DrawnTemplate, is_part_of_svg_and_pdf)
{
    Page const blank;
    PreparedPage const page(blank);
    auto const request = with_file(kFrame);
    auto const svg = to_svg(page, request);
    EXPECT_EQ(count_of("fill=\"#102030\"", svg), 1U);
    EXPECT_EQ(count_of("stroke=\"#fff\"", svg) + count_of("stroke=\"#ffffff\"", svg), 1U);
    EXPECT_NE(svg.find("Z\"/>"), std::string::npos);
    auto const pdf = to_pdf_ink(page, request).background;
    std::string const content(pdf.begin(), pdf.end());
    EXPECT_NE(content.find("0.06 0.13 0.19 rg"), std::string::npos) << content;
    EXPECT_NE(content.find("1 1 1 RG"), std::string::npos) << content;
    EXPECT_NE(content.find("h S"), std::string::npos) << content;
}

TEST(DrawnTemplate, is_bounded_in_a_pdf_however_long_the_page_is)
{
    Page page = on_paper({200, 200});
    Layer layer;
    layer.strokes = {test::stroke(test::kFineliner, {test::point(0, 99'000)})};
    page.layers = {layer};
    std::string dots = R"({"items":[{"type":"group","boundingBox":{"x":0,"y":0,"width":1,"height":1},)"
                       R"("repeat":{"rows":"infinite","columns":"infinite"},"children":[)"
                       R"({"type":"path","data":["M",0,0,"L",0.5,0.5]}]}]})";
    EXPECT_LT(to_pdf_ink(PreparedPage(page), with_file(dots)).background.size(), std::size_t{34} << 20U);
}

TEST(OpenPage, draws_the_template_it_was_given_where_a_request_names_it)
{
    OpenPage open{Page{}};
    ASSERT_TRUE(open.give_template("mine", bytes_of(kFrame)).ok());
    auto const request = open.with_template(with_template("mine"));
    EXPECT_EQ(red_at(drawn(open.page(), request), 50, 50), 0x10);
    for (auto const* other : {"", "Mine", "P Grid small"})
        EXPECT_FALSE(open.with_template(with_template(other)).template_file) << other;
}

TEST(OpenPage, keeps_its_template_when_another_cannot_be_read)
{
    OpenPage open{Page{}};
    ASSERT_TRUE(open.give_template("mine", bytes_of(kFrame)).ok());
    auto const broken = open.give_template("other", bytes_of("{}"));
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().message, "it has no list of items");
    EXPECT_TRUE(open.with_template(with_template("mine")).template_file);
    EXPECT_FALSE(open.with_template(with_template("other")).template_file);
}

TEST(OpenPage, refuses_a_template_that_cannot_be_drawn_on_its_paper)
{
    std::string const narrow =
        R"json({"items":[{"type":"path","data":["M","1 / (templateWidth - 1620)",0,"L",9,9]}]})json";
    OpenPage first{Page{}};
    EXPECT_TRUE(first.give_template("mine", bytes_of(narrow)).ok());
    OpenPage pro{on_paper(kPaperPro)};
    auto const refused = pro.give_template("mine", bytes_of(narrow));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().message, "it has a number that can't be worked out");
}

}  // namespace
}  // namespace rmirror
