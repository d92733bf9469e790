// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the tablet's own pictures of its templates have their lines, in units of the page, and how dark they
// are.
#include "background/background.hpp"

#include "export/export.hpp"
#include "raster/raster.hpp"
#include "raster/scenes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <tuple>

namespace rmirror {
namespace {

using test::with_template;

Picture drawn(RenderRequest const& request)
{
    return draw_display(PreparedPage(Page{}), request).value();
}

std::uint8_t redness_at(Picture const& picture, int x, int y)
{
    return picture.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                         static_cast<std::size_t>(x)) *
                        4];
}

struct Line {
    int first;  // pixel
    int width;
    std::uint8_t shade;  // of the darkest pixel
};

enum class Across { rows, columns };

/// The lines that cross one column of the picture (level ones, in rows), or one row of it.
std::vector<Line> lines_in(Picture const& picture, Across across, int at)
{
    std::vector<Line> lines;
    int const end = across == Across::rows ? picture.height : picture.width;
    std::uint8_t before = 255;
    for (int i = 0; i < end; ++i) {
        auto const shade = across == Across::rows ? redness_at(picture, at, i) : redness_at(picture, i, at);
        if (shade < 255) {
            if (before == 255)
                lines.push_back({i, 0, 255});
            ++lines.back().width;
            lines.back().shade = std::min(lines.back().shade, shade);
        }
        before = shade;
    }
    return lines;
}

struct Ruled {
    char const* name;
    Across across;
    int at;  // the column or row in which lines are counted: no line runs along it
    int first;
    double pitch;
    int count;
    int shade = 192;
};

std::ostream& operator<<(std::ostream& out, Ruled const& ruled)
{
    return out << ruled.name << (ruled.across == Across::rows ? ", level" : ", upright");
}

constexpr Ruled kRuled[] = {
    {"P Lines small", Across::rows, 700, 50, 52, 36},
    {"P Lines medium", Across::rows, 700, 178, 78.75, 21},
    {"P Lined top", Across::rows, 700, 0, 78.75, 13},
    {"P Lined bottom", Across::rows, 700, 1005, 78.8, 11},
    {"P Margin small", Across::rows, 700, 155, 52, 34},
    {"P Margin small", Across::columns, 20, 245, 0, 1},
    {"P Margin medium", Across::rows, 700, 177, 78.8, 21},
    {"P US College", Across::rows, 700, 175, 62, 27},
    {"P US Legal", Across::rows, 700, 185, 56.5, 29},
    {"P US Legal", Across::columns, 20, 206, 8, 2},
    {"P Grid small", Across::rows, 20, 0, 52.09, 36},
    {"P Grid small", Across::columns, 20, 0, 52.08, 27},
    {"P Grid large", Across::rows, 20, 0, 103.94, 19},
    {"P Grid large", Across::columns, 20, 0, 103.92, 14},
    {"P Grid margin med", Across::columns, 40, 234, 78.31, 15},
    {"P Checklist", Across::columns, 300, 84, 55, 2},
    {"P One storyboard", Across::columns, 500, 113, 1163, 2},
    {"P Week", Across::columns, 1000, 200, 200.6, 6},
    {"LS Lines small", Across::columns, 700, 0, 52, 27},
    {"LS Lines medium", Across::columns, 700, 66, 78.8, 17},
    {"LS Lines top", Across::columns, 700, 0, 78.75, 10},
    {"LS Lines bottom", Across::columns, 700, 695, 78.75, 10},
    {"LS Margin medium", Across::columns, 700, 175, 78.8, 16},
    {"LS Margin medium", Across::rows, 100, 1626, 0, 1},
    {"LS Grid top", Across::columns, 40, 73, 78.35, 9},
    {"LS Grid top", Across::rows, 40, 70, 78.29, 23},

    {"LS Week", Across::rows, 1000, 247, 247.4, 6, 0},
};

class RuledTemplate : public testing::TestWithParam<Ruled> {};

TEST_P(RuledTemplate, has_its_lines_where_the_tablet_has_them_one_unit_wide)
{
    auto const& ruled = GetParam();
    auto const lines = lines_in(drawn(with_template(ruled.name)), ruled.across, ruled.at);
    ASSERT_EQ(lines.size(), static_cast<std::size_t>(ruled.count));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_NEAR(lines[i].first, ruled.first + static_cast<double>(i) * ruled.pitch, 1.25) << i;
        EXPECT_EQ(lines[i].width, 1) << i;
        EXPECT_EQ(lines[i].shade, ruled.shade) << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Sheets, RuledTemplate, testing::ValuesIn(kRuled));

TEST(TemplateLines, are_half_as_dark_in_two_units_where_they_fall_between_them)
{
    for (auto const& [name, first, shade] : {std::tuple{"P Checklist", 325, 223},
                                             {"P Cornell", 178, 223},
                                             {"P Day", 611, 223},
                                             {"Notes", 239, 127}}) {
        bool found = false;
        for (auto const& line : lines_in(drawn(with_template(name)), Across::rows, 1000))
            if (line.first == first) {
                found = true;
                EXPECT_EQ(line.width, 2) << name;
                EXPECT_NEAR(line.shade, shade, 1) << name;
            }
        EXPECT_TRUE(found) << name;
    }
}

TEST(TemplateLines, are_no_darker_where_they_cross)
{
    auto const picture = drawn(with_template("P Grid small"));
    EXPECT_EQ(redness_at(picture, 52, 52), 192);
    EXPECT_EQ(redness_at(picture, 53, 53), 255);
}

TEST(TemplateLines, of_the_notes_are_seven_staves_of_five)
{
    auto const lines = lines_in(drawn(with_template("Notes")), Across::rows, 700);
    ASSERT_EQ(lines.size(), 35U);
    for (std::size_t stave = 0; stave < 7; ++stave)
        for (std::size_t line = 0; line < 5; ++line)
            EXPECT_NEAR(lines[5 * stave + line].first,
                        239.5 + 214.5 * static_cast<double>(stave) + 26.8 * static_cast<double>(line), 1.25)
                << stave << ", " << line;
}

TEST(TemplateLines, make_sixteen_boxes_of_56_on_a_checklist)
{
    auto const lines = lines_in(drawn(with_template("P Checklist")), Across::rows, 100);
    ASSERT_EQ(lines.size(), 33U);  // One line for the title.
    for (std::size_t box = 0; box < 16; ++box) {
        EXPECT_NEAR(lines[1 + 2 * box].first, 271 + 97.35 * static_cast<double>(box), 1.25) << box;
        EXPECT_EQ(lines[2 + 2 * box].first - lines[1 + 2 * box].first, 55) << box;
    }
}

TEST(TemplateLines, of_large_dots_are_78_units_apart_and_as_dark_as_those_of_small_dots)
{
    auto const picture = drawn(with_template("P Dots large"));
    for (int row = 0; row < 24; ++row) {
        auto const dots = lines_in(picture, Across::columns, 78 * row);
        ASSERT_EQ(dots.size(), 19U) << row;
        for (std::size_t i = 0; i < dots.size(); ++i) {
            EXPECT_NEAR(dots[i].first, 78 * static_cast<double>(i), 2) << i;
            EXPECT_EQ(dots[i].width, 2) << i;
            EXPECT_EQ(dots[i].shade, 0) << i;
        }
    }
}

TEST(TemplateLines, are_the_same_in_svg)
{
    auto const svg = to_svg(PreparedPage(Page{}), with_template("P Margin small"));
    EXPECT_NE(svg.find("stroke=\"#c0c0c0\""), std::string::npos);
    EXPECT_NE(svg.find("M-702 155.5H702M-702 207.5H702"), std::string::npos) << svg;
    EXPECT_NE(svg.find("M-456.5 0V1872"), std::string::npos) << svg;
    EXPECT_NE(to_svg(PreparedPage(Page{}), with_template("Notes")).find("stroke=\"#000000\""),
              std::string::npos);
}

TEST(TemplateLines, are_the_same_in_tiles)
{
    for (auto const* name : {"P Grid small", "P Checklist", "LS Dots top", "Isometric"}) {
        auto request = with_template(name);
        request.width_px = 1000;
        auto const whole = drawn(request);
        request.rect = Rect{-100, 300, 500, 400};
        auto const tile = drawn(request);
        ASSERT_GT(tile.width, 300) << name;
        int const left = static_cast<int>(std::lround((702 - 100) * 1000 / 1404.0));
        int const top = static_cast<int>(std::lround(300 * 1000 / 1404.0));
        int different = 0;
        for (int y = 0; y < tile.height; ++y)
            for (int x = 0; x < tile.width; ++x)
                different += redness_at(tile, x, y) != redness_at(whole, left + x, top + y);
        EXPECT_EQ(different, 0) << name;
    }
}

}  // namespace
}  // namespace rmirror
