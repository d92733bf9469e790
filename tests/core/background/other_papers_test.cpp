// SPDX-License-Identifier: AGPL-3.0-or-later
// Where templates have their lines on the papers of the Paper Pro and the Move. "P Grid medium" is measured
// on an export of February 2026; the others are what the tablet's software states of them.
#include "background/background.hpp"

#include "checkout.hpp"
#include "export/export.hpp"
#include "raster/raster.hpp"
#include "raster/scenes.hpp"
#include "typeset/fonts.hpp"
#include "typeset/typed_report.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <ostream>

namespace rmirror {
namespace {

constexpr Paper kPaperPro{1620, 2160};
constexpr Paper kMove{820, 1458};  // 954 by 1696 pixels of 1/264 inch

std::vector<Mark> marks_of(Paper paper, char const* name, Orientation orientation = Orientation::portrait)
{
    Page page;
    page.paper = paper;
    bool const upright = orientation == Orientation::portrait;
    Rect const sheet{0, 0, upright ? paper.width : paper.height, upright ? paper.height : paper.width};
    return background_of(page, sheet, orientation, name).marks;
}

/// Middles of the level or upright lines, in the order in which they are drawn.
std::vector<double> places(std::vector<Mark> const& marks, bool level)
{
    std::vector<double> found;
    for (auto const& mark : marks)
        if (mark.dot_pitch == 0 && (level ? mark.y0 == mark.y1 : mark.x0 == mark.x1))
            found.push_back(level ? mark.y0 : mark.x0);
    return found;
}

struct Series {
    char const* name;
    Paper paper;
    Orientation orientation;
    bool level;
    double first;
    double pitch;
    std::size_t count;
};

std::ostream& operator<<(std::ostream& out, Series const& series)
{
    return out << series.name << " on " << series.paper.width << (series.level ? ", level" : ", upright");
}

constexpr auto kUpright = Orientation::portrait;
constexpr auto kOnItsSide = Orientation::landscape;

constexpr Series kSeries[] = {
    {"P Grid medium", kPaperPro, kUpright, false, 43.2, 78.3, 21},
    {"P Grid medium", kPaperPro, kUpright, true, 0, 78.3, 28},
    {"P Grid small", kPaperPro, kUpright, false, 17, 52, 31},
    {"P Grid large", kPaperPro, kUpright, false, 68, 104, 15},
    {"P Grid margin med", kPaperPro, kUpright, false, 199, 78.3, 19},
    {"P Lines small", kPaperPro, kUpright, true, 0, 52, 42},
    {"P Lines medium", kPaperPro, kUpright, true, 177.8, 78.7, 26},
    {"P Lined bottom", kPaperPro, kUpright, true, 1005, 78.7, 15},
    {"P US Legal", kPaperPro, kUpright, false, 170, 10, 2},
    {"P Cornell", kPaperPro, kUpright, false, 415, 0, 1},
    {"P Week", kPaperPro, kUpright, false, 1620 / 7.0, 1620 / 7.0, 6},
    {"LS Lines medium", kPaperPro, kOnItsSide, true, 177.8, 78.7, 19},
    {"LS Margin medium", kPaperPro, kOnItsSide, false, 243, 0, 1},
    {"LS Grid bottom", kPaperPro, kOnItsSide, true, 702, 78.3, 12},
    {"LS Week", kPaperPro, kOnItsSide, false, 140, 2020 / 7.0, 7},

    {"P Grid medium", kMove, kUpright, false, 72.5, 78.3, 10},
    {"P Lines medium", kMove, kUpright, true, 160, 78.7, 17},
    {"P Lined bottom", kMove, kUpright, true, 729, 78.7, 10},
    {"LS Lines small", kMove, kOnItsSide, true, 160, 52, 13},
};

class OtherPaper : public testing::TestWithParam<Series> {};

TEST_P(OtherPaper, has_a_templates_lines_where_the_tablet_has_them_on_it)
{
    auto const& [name, paper, orientation, level, first, pitch, count] = GetParam();
    auto const found = places(marks_of(paper, name, orientation), level);
    ASSERT_EQ(found.size(), count);
    for (std::size_t i = 0; i < count; ++i)
        EXPECT_NEAR(found[i], first + static_cast<double>(i) * pitch, 0.5 + 1e-6) << i;
}

INSTANTIATE_TEST_SUITE_P(Sheets, OtherPaper, testing::ValuesIn(kSeries));

TEST(OtherPapers, have_no_line_at_their_lower_edge_that_the_first_tablets_sheet_ended_with)
{
    for (auto const* name : {"P Checklist", "P Lines medium", "P Grid margin large", "P Grid medium"})
        for (auto const& mark : marks_of(kPaperPro, name))
            EXPECT_FALSE(mark.y0 == mark.y1 && mark.y0 > 2150 && mark.x1 - mark.x0 > 60) << name << mark.y0;
}

TEST(OtherPapers, have_as_many_boxes_of_a_checklist_as_fit)
{
    std::vector<double> tops;
    for (auto const& mark : marks_of(kPaperPro, "P Checklist"))
        if (mark.y0 == mark.y1 && mark.x0 == 50 && mark.x1 == 106)
            tops.push_back(mark.y0);
    ASSERT_EQ(tops.size(),
              39U);  // Upper sides of 20 boxes, and the lower ones of all but the last, which is cut.
    EXPECT_NEAR(tops[19], 270 + 19 * 97.4, 0.5);
}

TEST(OtherPapers, show_the_words_that_are_printed_on_a_sheet)
{
    ASSERT_TRUE(set_package_fonts(checkout())) << "run scripts/setup test";
    Page page;
    page.paper = kPaperPro;
    auto const background = background_of(page, {0, 0, 1620, 2160}, kUpright, "P Checklist");
    auto const svg = to_svg(PreparedPage(page), test::with_template("P Checklist"));
    forget_fonts();
    ASSERT_EQ(background.figures.size(), 1U);
    for (auto const& outline : background.figures[0].outlines)
        for (auto const& [x, y] : outline) {
            EXPECT_GT(x, 810 + 520);
            EXPECT_LT(x, 1620 - 100);
            EXPECT_NEAR(y, 144, 16);
        }
    EXPECT_NE(svg.find("fill=\"#c0c0c0\""), std::string::npos);
    EXPECT_TRUE(background_of(page, {0, 0, 1620, 2160}, kUpright, "P Checklist").figures.empty());
}

}  // namespace
}  // namespace rmirror
