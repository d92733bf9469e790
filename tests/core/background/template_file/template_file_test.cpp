// SPDX-License-Identifier: AGPL-3.0-or-later
// What a `.template` file draws, and what is said of one that can't be read.
#include "background/template_file/template_file.hpp"
#include "background/template_file/lay_out_template.hpp"

#include "checkout.hpp"
#include "typeset/fonts.hpp"
#include "typeset/typed_report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace rmirror {
namespace {

constexpr double kWidth = 1404;
constexpr double kHeight = 1872;

Bytes file_bytes(std::string const& text)
{
    return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

Result<std::vector<Figure>> laid_out(std::string const& text, double width = kWidth, double height = kHeight)
{
    auto file = TRY(read_template_file(file_bytes(text)));
    return lay_out_template(file, width, height);
}

std::string with_items(std::string const& items, std::string const& constants = "")
{
    return R"({"formatVersion":1,"constants":[)" + constants + R"(],"items":[)" + items + "]}";
}

std::vector<Figure> figures_of(std::string const& items, std::string const& constants = "")
{
    auto figures = laid_out(with_items(items, constants));
    EXPECT_TRUE(figures.ok()) << items << (figures.ok() ? "" : figures.error().message);
    return figures.ok() ? figures.value() : std::vector<Figure>{};
}

std::string file_error(std::string const& text)
{
    auto const figures = laid_out(text);
    EXPECT_FALSE(figures.ok()) << text.substr(0, 200);
    return figures.ok() ? "" : figures.error().message;
}

std::string error_of_items(std::string const& items, std::string const& constants = "")
{
    return file_error(with_items(items, constants));
}

std::string group(std::string const& box, std::string const& children, std::string const& repeat = "")
{
    return R"({"type":"group","boundingBox":)" + box + (repeat.empty() ? "" : R"(,"repeat":)" + repeat) +
           R"(,"children":[)" + children + "]}";
}

std::string path(std::string const& data, std::string const& more = "")
{
    return R"({"type":"path","data":[)" + data + "]" + more + "}";
}

/// Places across of the upright lines, in order.
std::vector<double> upright_lines(std::vector<Figure> const& figures)
{
    std::vector<double> places;
    for (auto const& figure : figures)
        for (auto const& outline : figure.outlines)
            if (outline.size() == 2 && outline[0].x == outline[1].x)
                places.push_back(outline[0].x);
    std::sort(places.begin(), places.end());
    return places;
}

std::vector<double> level_lines(std::vector<Figure> const& figures)
{
    std::vector<double> places;
    for (auto const& figure : figures)
        for (auto const& outline : figure.outlines)
            if (outline.size() == 2 && outline[0].y == outline[1].y)
                places.push_back(outline[0].y);
    std::sort(places.begin(), places.end());
    return places;
}

std::string const kLevel = path(R"("M",0,0,"L","parentWidth",0)");

TEST(TemplateFile, of_four_lines_has_them_where_their_expressions_say)
{
    std::string items;
    for (auto const* times : {"1", "2", "3", "4"})
        items += (items.empty() ? "" : ",") + path(std::string(R"("M",0,"gap * )") + times +
                                                   R"(","L","templateWidth","gap * )" + times + "\"");
    auto const figures = figures_of(items, R"({"gap":300})");
    ASSERT_EQ(figures.size(), 1U);
    EXPECT_EQ(figures[0].width, 1);
    EXPECT_EQ(figures[0].red, 192);
    EXPECT_EQ(level_lines(figures), (std::vector<double>{300.5, 600.5, 900.5, 1200.5}));
    for (auto const& outline : figures[0].outlines)
        EXPECT_EQ(outline[1].x - outline[0].x, kWidth);
}

TEST(TemplateFile, repeats_a_group_as_often_and_in_the_direction_it_says)
{
    auto lines = [](std::string const& repeat) {
        return level_lines(
            figures_of(group(R"({"x":0,"y":800,"width":"templateWidth","height":300})", kLevel, repeat)));
    };
    EXPECT_EQ(lines(""), (std::vector<double>{800.5}));
    EXPECT_EQ(lines(R"({"rows":0})"), (std::vector<double>{800.5}));
    EXPECT_EQ(lines(R"({"rows":3})"), (std::vector<double>{800.5, 1100.5, 1400.5}));
    EXPECT_EQ(lines(R"({"rows":"1 + 1"})"), (std::vector<double>{800.5, 1100.5}));
    EXPECT_EQ(lines(R"({"rows":"down"})"), (std::vector<double>{800.5, 1100.5, 1400.5, 1700.5}));
    EXPECT_EQ(lines(R"({"rows":"up"})"), (std::vector<double>{200.5, 500.5, 800.5}));
    EXPECT_EQ(lines(R"({"rows":"infinite"})"),
              (std::vector<double>{200.5, 500.5, 800.5, 1100.5, 1400.5, 1700.5}));
    EXPECT_EQ(lines(R"({"rows":null,"columns":null})"), (std::vector<double>{800.5}));
}

TEST(TemplateFile, repeats_a_group_across)
{
    auto lines = [](std::string const& columns) {
        return upright_lines(
            figures_of(group(R"({"x":500,"y":0,"width":400,"height":"templateHeight"})",
                             path(R"("M",0,0,"L",0,"parentHeight")"), R"({"columns":)" + columns + "}")));
    };
    EXPECT_EQ(lines("\"right\""), (std::vector<double>{500.5, 900.5, 1300.5}));
    EXPECT_EQ(lines("\"left\""), (std::vector<double>{100.5, 500.5}));
    EXPECT_EQ(lines("\"infinite\""), (std::vector<double>{100.5, 500.5, 900.5, 1300.5}));
    EXPECT_EQ(lines("2"), (std::vector<double>{500.5, 900.5}));
}

TEST(TemplateFile, begins_its_repeats_left_of_the_paper_where_its_origin_lies)
{
    auto const items = group(R"({"x":"paperOriginX","y":0,"width":78.3,"height":"templateHeight"})",
                             path(R"("M",0,0,"L",0,"parentHeight")"), R"({"columns":"infinite"})");
    auto const figures = laid_out(with_items(items), 1620, 2160);
    ASSERT_TRUE(figures.ok());
    auto const lines = upright_lines(figures.value());
    ASSERT_EQ(lines.size(), 21U);
    for (std::size_t i = 0; i < lines.size(); ++i)
        EXPECT_NEAR(lines[i], 43.2 + static_cast<double>(i) * 78.3, 0.5 + 1e-6);
}

TEST(TemplateFile, nests_groups)
{
    auto const inner = group(R"({"x":0,"y":10,"width":"parentWidth","height":20})", kLevel, R"({"rows":2})");
    auto const figures =
        figures_of(group(R"({"x":100,"y":200,"width":300,"height":500})", inner, R"({"rows":2})"));
    EXPECT_EQ(level_lines(figures), (std::vector<double>{210.5, 230.5, 710.5, 730.5}));
    EXPECT_EQ(figures[0].outlines[0][0].x, 100);
    EXPECT_EQ(figures[0].outlines[0][1].x, 400);
    EXPECT_EQ(figures[0].pitch, 0) << "Two copies are no series.";
}

TEST(TemplateFile, gives_the_parent_of_each_item_its_own_size)
{
    auto const inner = group(R"({"x":0,"y":0,"width":50,"height":60})", kLevel);
    auto const figures =
        figures_of(group(R"({"x":0,"y":100,"width":700,"height":80})", inner + "," + kLevel) + "," + kLevel);
    ASSERT_EQ(figures.size(), 1U);
    std::vector<double> ends;
    for (auto const& outline : figures[0].outlines)
        ends.push_back(outline[1].x);
    EXPECT_EQ(ends, (std::vector<double>{50, 700, kWidth}));
}

TEST(TemplateFile, keeps_colors_widths_and_the_order_of_its_items)
{
    auto const black_box =
        path(R"("M",0,0,"L",100,0,"L",100,100,"Z")", R"(,"fillColor":"ink","strokeWidth":0)");
    auto const figures =
        figures_of(black_box + "," +
                       path(R"("M",0,0,"L",500,500)", R"(,"strokeColor":"#c02040","strokeWidth":"gap / 2")") +
                       "," + path(R"("M",9,9,"L",0,90)", R"(,"strokeColor":"#00000080","strokeWidth":2.5)"),
                   R"({"gap":6},{"ink":"#000000"})");
    ASSERT_EQ(figures.size(), 3U);
    EXPECT_EQ(figures[0].width, 0);
    EXPECT_EQ(figures[0].red, 0);
    EXPECT_EQ(figures[1].width, 3);
    EXPECT_EQ(figures[1].red, 0xc0);
    EXPECT_EQ(figures[1].green, 0x20);
    EXPECT_EQ(figures[1].blue, 0x40);
    EXPECT_EQ(figures[2].width, 2.5);
    EXPECT_EQ(figures[2].red, 127) << "half transparent black on white";
}

TEST(TemplateFile, draws_nothing_without_ink)
{
    EXPECT_TRUE(figures_of(path(R"("M",0,0,"L",9,0)", R"(,"strokeColor":null)")).empty());
    EXPECT_TRUE(figures_of(path(R"("M",0,0,"L",9,0)", R"(,"strokeWidth":0)")).empty());
    EXPECT_TRUE(figures_of(path(R"("M",0,0,"L",9,0)", R"(,"strokeColor":"#00000000")")).empty());
    EXPECT_TRUE(figures_of(path(R"("M",0,0)")).empty());
    EXPECT_TRUE(figures_of(path("")).empty());
    EXPECT_TRUE(figures_of("").empty());
}

TEST(TemplateFile, draws_dots_as_wide_and_dark_as_the_tablets_are)
{
    auto const figures = figures_of(group(
        R"({"x":20.5,"y":30.5,"width":42.5,"height":42.5})",
        path(R"("M",0,0,"L",1,0,"L",1,1,"L",0,1,"Z")", R"(,"fillColor":"#000000","antialiasing":false)"),
        R"({"rows":"infinite","columns":"infinite"})"));
    ASSERT_EQ(figures.size(), 2U) << "However many dots there are, they are one shape and one line.";
    for (auto const& figure : figures)
        EXPECT_EQ(figure.red, 0);
    auto const& rim = figures[1].outlines[0];
    EXPECT_EQ(figures[1].width, 1);
    EXPECT_EQ(figures[1].pitch, 42.5);
    ASSERT_EQ(rim.size(), 5U);
    // Half a unit on either side of its middle line: two units across.
    EXPECT_EQ(rim[0].x, 20.5);
    EXPECT_EQ(rim[1].x, 21.5);
    EXPECT_EQ(rim[2].y - rim[0].y, 1);
    EXPECT_EQ(figures[0].outlines.size(), 33U * 44U);
}

TEST(TemplateFile, is_cut_to_its_sheet)
{
    auto const figures =
        figures_of(path(R"("M",-500,100,"L",5000,100)") + "," + path(R"("M",-100,-100,"L",300,300)") + "," +
                   path(R"("M",1500,0,"L",1500,99)") + "," +
                   path(R"("M",-50,-50,"L",2000,-50,"L",2000,2500,"L",-50,2500,"Z")",
                        R"(,"fillColor":"#eeeeee","strokeColor":null)"));
    for (auto const& figure : figures)
        for (auto const& outline : figure.outlines)
            for (auto const& [x, y] : outline) {
                EXPECT_TRUE(x >= 0 && x <= kWidth) << x;
                EXPECT_TRUE(y >= 0 && y <= kHeight) << y;
            }
    ASSERT_EQ(figures.size(), 2U);
    EXPECT_EQ(figures[0].outlines.size(), 2U);
    EXPECT_EQ(figures[1].outlines[0].size(), 4U);
}

TEST(TemplateFile, follows_a_curve)
{
    auto const figures =
        figures_of(path(R"("M",0,0,"C",0,55.2,44.8,100,100,100)", R"(,"strokeColor":"#000000")"));
    ASSERT_EQ(figures.size(), 1U);
    auto const& outline = figures[0].outlines[0];
    EXPECT_GT(outline.size(), 8U);
    for (auto const& [x, y] : outline)
        EXPECT_NEAR(std::hypot(x - 100, y), 100, 0.6);
}

TEST(TemplateFile, fills_shapes_that_lie_over_each_other_whichever_way_round_they_are_drawn)
{
    auto const figures = figures_of(
        path(R"("M",0,0,"L",100,0,"L",100,100,"L",0,100,"Z")", R"(,"fillColor":"#000000","strokeWidth":0)") +
        "," +
        path(R"("M",50,50,"L",50,150,"L",150,150,"L",150,50,"Z")",
             R"(,"fillColor":"#000000","strokeWidth":0)"));
    ASSERT_EQ(figures.size(), 1U);
    for (auto const& outline : figures[0].outlines) {
        double area = 0;
        for (std::size_t i = 0; i < outline.size(); ++i) {
            auto const& to = outline[(i + 1) % outline.size()];
            area += outline[i].x * to.y - to.x * outline[i].y;
        }
        EXPECT_GT(area, 0);
    }
}

TEST(TemplateFile, prints_its_words_where_their_width_says)
{
    ASSERT_TRUE(set_package_fonts(checkout())) << "run scripts/setup test";
    auto const figures = figures_of(R"({"type":"text","text":"Monday","fontSize":40,)"
                                    R"("position":{"x":"templateWidth / 2 - textWidth / 2","y":500}})");
    forget_fonts();
    ASSERT_EQ(figures.size(), 1U);
    EXPECT_EQ(figures[0].red, 192);
    double left = kWidth, right = 0, top = kHeight, bottom = 0;
    for (auto const& outline : figures[0].outlines)
        for (auto const& [x, y] : outline) {
            left = std::min(left, x);
            right = std::max(right, x);
            top = std::min(top, y);
            bottom = std::max(bottom, y);
        }
    EXPECT_NEAR((left + right) / 2, kWidth / 2, 4);
    EXPECT_TRUE(right - left > 100 && right - left < 200) << right - left;
    EXPECT_TRUE(top > 460 && bottom < 515) << top << " " << bottom;
}

TEST(TemplateFile, has_no_words_while_there_is_no_font)
{
    auto const text = R"({"type":"text","text":"Monday","fontSize":40,"position":{"x":0,"y":500}})";
    EXPECT_TRUE(figures_of(text).empty());
    auto const file = read_template_file(file_bytes(with_items(text)));
    ASSERT_TRUE(file.ok());
    EXPECT_TRUE(file.value().prints_words);
}

TEST(TemplateFile, says_how_it_lies)
{
    auto is_landscape = [](std::string const& orientation) {
        return read_template_file(file_bytes(R"({"orientation":")" + orientation + R"(","items":[]})"))
            .value()
            .is_landscape;
    };
    EXPECT_TRUE(is_landscape("landscape"));
    EXPECT_FALSE(is_landscape("portrait"));
}

TEST(TemplateFile, ignores_members_that_draw_nothing)
{
    auto const file = read_template_file(file_bytes(
        R"({"name":"Mine","author":"me","templateVersion":"1.0.0","formatVersion":1,"categories":["Lines"],)"
        R"("labels":[],"iconData":"PHN2Zz4=","supportedScreens":["rm2"],"orientation":"portrait","constants":null,)"
        R"("items":[{"id":"x","type":"path","data":[]}],"later":{"a":[1]}})"));
    EXPECT_TRUE(file.ok());
}

TEST(TemplateFile, that_cannot_be_read_says_why)
{
    EXPECT_EQ(file_error(""), "it is empty");
    EXPECT_NE(file_error("{").find("JSON"), std::string::npos);
    EXPECT_EQ(file_error("[]"), "it isn't a JSON object");
    EXPECT_EQ(file_error("{}"), "it has no list of items");
    EXPECT_EQ(file_error(R"({"items":{}})"), "it has no list of items");
    EXPECT_EQ(file_error(R"({"formatVersion":2,"items":[]})"), "it has a format version that isn't known");
    EXPECT_EQ(file_error(R"({"formatVersion":"1","items":[]})"), "it has a format version that isn't known");
    EXPECT_EQ(file_error(R"({"orientation":"round","items":[]})"), "it has an orientation that isn't known");
    EXPECT_EQ(error_of_items("", "1"), "it has a constant without a name");
    EXPECT_EQ(error_of_items("", R"({"a":true})"),
              "it has a number that is neither a number nor an expression");
    EXPECT_EQ(error_of_items("", R"({"a":"b"},{"b":1})"), "it uses the unknown name \"b\"");
    EXPECT_EQ(error_of_items("", R"({"a":"textWidth"})"), "it uses \"textWidth\" where there is no text");
    EXPECT_EQ(error_of_items("1"), "it has an item that isn't an object");
    EXPECT_EQ(error_of_items("{}"), "it has an item of the unknown type \"\"");
    EXPECT_EQ(error_of_items(R"({"type":"image"})"), "it has an item of the unknown type \"image\"");
    EXPECT_EQ(error_of_items(R"({"type":"path"})"), "it has a path without data");
    EXPECT_EQ(error_of_items(path(R"("Q",1,2)")), "it has a path with an unknown command");
    EXPECT_EQ(error_of_items(path("1,2")), "it has a path with an unknown command");
    EXPECT_EQ(error_of_items(path(R"("M",1)")), "it has a path that ends too early");
    EXPECT_EQ(error_of_items(path(R"("L",1,2)")), "it has a path that begins nowhere");
    EXPECT_EQ(error_of_items(path(R"("M",1,[])")),
              "it has a number that is neither a number nor an expression");
    EXPECT_EQ(error_of_items(path("", R"(,"strokeColor":"red")")),
              "it has a color that can't be read: \"red\"");
    EXPECT_EQ(error_of_items(path("", R"(,"fillColor":"#12345")")),
              "it has a color that can't be read: \"#12345\"");
    EXPECT_EQ(error_of_items(path("", R"(,"fillColor":"#12345g")")),
              "it has a color that can't be read: \"#12345g\"");
    EXPECT_EQ(error_of_items(path("", R"(,"fillColor":7)")), "it has a color that can't be read: \"\"");
    EXPECT_EQ(error_of_items(R"({"type":"group","children":[]})"), "it has a group without a box");
    EXPECT_EQ(error_of_items(group(R"({"x":0,"y":0,"width":1})", "")), "it has an item without \"height\"");
    EXPECT_EQ(error_of_items(group(R"({"x":0,"y":0,"width":1,"height":1})", "", "7")),
              "it has a repetition that can't be read");
    EXPECT_EQ(error_of_items(R"({"type":"text","text":"a","fontSize":9})"),
              "it has a text without a position");
    EXPECT_EQ(error_of_items(R"({"type":"text","fontSize":9})"), "it has a text without words");
}

TEST(TemplateFile, that_cannot_be_drawn_says_why)
{
    auto const box = R"({"x":0,"y":0,"width":0,"height":0})";
    EXPECT_EQ(error_of_items(group(box, kLevel, R"({"rows":"down"})")), "it repeats a group without a size");
    EXPECT_EQ(error_of_items(group(box, kLevel, R"({"rows":-1})")),
              "it repeats a group a negative number of times");
    EXPECT_EQ(error_of_items(path(R"("M","1 / 0",0)")), "it has a number that can't be worked out");
    EXPECT_EQ(error_of_items(path(R"("M",1e9,0)")), "it has a number that can't be worked out");
    EXPECT_EQ(error_of_items(path(R"("M",0,0,"L",9,9)", R"(,"strokeWidth":-1)")),
              "it has a line of a negative width");
    EXPECT_EQ(error_of_items(R"({"type":"text","text":"a","fontSize":0,"position":{"x":0,"y":0}})"),
              "it has a text without a size");
}

TEST(TemplateFile, of_an_enemy_ends_in_an_error_before_it_is_drawn)
{
    auto const tiny = R"({"x":0,"y":0,"width":0.0001,"height":0.0001})";
    auto const both = R"({"rows":"infinite","columns":"infinite"})";
    EXPECT_EQ(error_of_items(group(tiny, kLevel, both)), "it draws too much on one sheet");
    EXPECT_EQ(error_of_items(group(tiny, "", both)), "it draws too much on one sheet");
    EXPECT_EQ(error_of_items(group(tiny, kLevel, R"({"rows":1e300})")),
              "it has a number that can't be worked out");
    EXPECT_EQ(error_of_items(group(tiny, kLevel, R"({"rows":1000000})")), "it draws too much on one sheet");

    auto nested = kLevel;
    for (int depth = 0; depth < 8; ++depth)
        nested = group(R"({"x":0,"y":0,"width":10,"height":10})", nested, both);
    EXPECT_EQ(error_of_items(nested), "it draws too much on one sheet");
    for (int depth = 0; depth < 100; ++depth)
        nested = group(tiny, nested);
    EXPECT_NE(error_of_items(nested).find("too deeply"), std::string::npos);

    auto const cover = path(
        R"("M",0,0,"L","templateWidth",0,"L","templateWidth","templateHeight","L",0,"templateHeight","Z")",
        R"(,"fillColor":"#000000")");
    std::string covers = cover;
    for (int i = 0; i < 200; ++i)
        covers += "," + path(R"("M",0,9,"L",9,0)", R"(,"strokeColor":"#00ff00")") + "," + cover;
    EXPECT_EQ(error_of_items(covers), "it covers the sheet too often");
    auto const wide = path(R"("M",0,0,"L","templateWidth",0)", R"(,"strokeWidth":9000)");
    EXPECT_EQ(
        error_of_items(group(R"({"x":0,"y":0,"width":10,"height":10})", wide, R"({"rows":"infinite"})")),
        "it covers the sheet too often");

    EXPECT_EQ(error_of_items(path(R"("M",0,0)" +
                                  [] {
                                      std::string data;
                                      for (int i = 0; i < 70'000; ++i)
                                          data += R"(,"L",0,0)";
                                      return data;
                                  }())),
              "it has too many points");
    EXPECT_NE(
        file_error(R"({"items":[],"iconData":")" + std::string(2U << 20U, 'x') + "\"}").find("too large"),
        std::string::npos);
}

}  // namespace
}  // namespace rmirror
