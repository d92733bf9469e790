// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/background.hpp"

#include "background/template_report.hpp"
#include "reading/ocr.hpp"

#include "checkout.hpp"
#include "export/export.hpp"
#include "raster/scenes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace rmirror {

namespace {

using test::drawn;
using test::with_template;

std::uint8_t red_at(Picture const& picture, int x, int y)
{
    return picture.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                         static_cast<std::size_t>(x)) *
                        4];
}

bool all_are(Picture const& picture, std::uint8_t value)
{
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4)
        if (picture.rgba[i] != value)
            return false;
    return true;
}

Page page_with_dot(float x, float y)
{
    Page page;
    page.version = 6;
    Stroke stroke;
    stroke.tool = 17;
    stroke.points = {{x, y, 0, 0, 4, 1}, {x + 1, y, 0, 0, 4, 1}};
    Layer layer;
    layer.strokes = {stroke};
    page.layers = {layer};
    return page;
}

TEST(Background, draws_every_template_as_its_golden_line_says)
{
    std::ifstream file(checkout() + "/tests/golden/templates.jsonl");
    std::vector<std::string> golden;
    for (std::string line; std::getline(file, line);)
        golden.push_back(line);
    EXPECT_EQ(template_reports(), golden)
        << "If the change is intended, run `make goldens` and review the diff.";
}

TEST(Background, knows_every_name_seen_in_real_notebooks_and_each_only_once)
{
    for (auto const* name : {"Blank", "P Dots S", "P Grid small", "P Grid bottom", "P Day", "Isometric"})
        EXPECT_TRUE(is_known_template(name)) << name;
    auto const names = template_names();
    EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
}

TEST(Background, of_every_template_but_blank_shows_something_on_any_paper_of_the_tablets)
{
    for (auto paper : {Paper{1404, 1872}, Paper{1620, 2160}, Paper{954, 1696}})
        for (auto name : template_names()) {
            Page page;
            page.paper = paper;
            auto const picture = drawn(page, with_template(std::string(name)));
            EXPECT_EQ(all_are(picture, 255), name == "Blank") << name;
        }
}

TEST(Background, has_the_dots_of_p_dots_s_where_the_tablet_has_them)
{
    auto const picture = drawn({}, with_template("P Dots S"));
    for (int x : {42, 43, 85, 86, 127, 128, 1402, 1403})
        for (int y : {0, 1, 42, 43, 85, 86, 1870, 1871})
            EXPECT_EQ(red_at(picture, x, y), 0) << x << " " << y;
    for (int x : {0, 1, 41, 44, 84, 87, 126, 129})
        EXPECT_EQ(red_at(picture, x, 42), 255) << x;
}

TEST(Background, takes_a_template_with_a_path_in_its_name_for_blank_paper)
{
    for (std::string const& name : std::vector<std::string>{"../../etc/passwd",
                                                            "/usr/share/remarkable/templates/P Dots S.png",
                                                            "P Dots S/",
                                                            "p dots s",
                                                            {"P Dots S\0", 9},
                                                            "",
                                                            "\"/><script>"}) {
        EXPECT_FALSE(!name.empty() && is_known_template(name)) << name;
        EXPECT_TRUE(all_are(drawn({}, with_template(name)), 255)) << name;
        EXPECT_EQ(to_svg(PreparedPage(Page{}), with_template(name)), to_svg(PreparedPage(Page{}), {}))
            << name;
    }
    EXPECT_TRUE(all_are(drawn({}, with_template("LS " + std::string(5'000, 'x'))), 255));
    EXPECT_TRUE(all_are(drawn({}, with_template(std::string(1'000'000, 'P'))), 255));
}

TEST(Background, stays_away_when_the_page_or_the_request_switches_it_off)
{
    auto request = with_template("P Grid small");
    Page hidden;
    hidden.background_visible = false;
    EXPECT_TRUE(all_are(drawn(hidden, request), 255));
    EXPECT_EQ(to_svg(PreparedPage(hidden), request), to_svg(PreparedPage(hidden), {}));
    request.background = Visibility::off;
    EXPECT_TRUE(all_are(drawn({}, request), 255));
    EXPECT_EQ(to_svg(PreparedPage(Page{}), request), to_svg(PreparedPage(Page{}), {}));
}

TEST(Background, is_never_in_a_picture_for_text_recognition)
{
    auto const page = page_with_dot(0, 500);
    auto const request = with_template("P Grid small");
    EXPECT_EQ(test::greys_of(draw_ocr_whole(PreparedPage(page), request).value()),
              test::greys_of(draw_ocr_whole(PreparedPage(page), {}).value()));
}

TEST(Background, lies_below_the_ink)
{
    auto page = page_with_dot(0, 500);
    page.layers[0].strokes[0].color.id = 2;  // white
    auto const picture = drawn(page, with_template("P Black"));
    EXPECT_EQ(red_at(picture, 702, 500), 255);
    EXPECT_EQ(red_at(picture, 702, 600), 0);
}

TEST(Background, goes_on_below_the_paper_where_the_page_does)
{
    auto const page = page_with_dot(0, 3000);
    auto const picture = drawn(page, with_template("P Lines small"));
    ASSERT_GT(picture.height, 3000);
    EXPECT_EQ(red_at(picture, 100, 50), red_at(picture, 100, 1872 + 50));
    EXPECT_LT(red_at(picture, 100, 1872 + 50), 255);
    EXPECT_NE(
        to_svg(PreparedPage(page), with_template("P Lines small")).find("<use href=\"#sheet\" y=\"1872\"/>"),
        std::string::npos);
}

TEST(Background, turns_a_template_with_the_page)
{
    Page old;  // Up to v5 the frame stays portrait, and the picture is turned.
    old.version = 5;
    old.frame = Frame::top_left;
    Page page;
    for (auto const* name : {"LS Lines medium", "LS Margin small", "LS Grid bottom", "LS Checklist double",
                             "P Margin small", "P Grid bottom", "P Checklist", "P Dots large"}) {
        auto request = with_template(name);
        request.orientation = Orientation::landscape;
        EXPECT_EQ(drawn(old, request).rgba, drawn(page, request).rgba) << name;
    }
}

TEST(Background, is_drawn_in_bounded_time_on_absurd_papers)
{
    for (auto paper : {Paper{1e9, 1e9}, Paper{1, 1}, Paper{1, 1e9}, Paper{-5, 0}})
        for (auto name : template_names()) {
            Page page = page_with_dot(90'000, 90'000);
            page.paper = paper;
            auto request = with_template(std::string(name));
            request.width_px = 300;
            EXPECT_TRUE(draw_display(PreparedPage(page), request).ok()) << name;
            EXPECT_LT(to_svg(PreparedPage(page), request).size(), 8'000'000U) << name;
        }
}

}  // namespace

}  // namespace rmirror
