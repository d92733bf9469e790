// SPDX-License-Identifier: AGPL-3.0-or-later
// What part of the plane a picture shows, whole and in tiles.
#include "display/bounds.hpp"

#include "raster/scenes.hpp"

#include <cmath>
#include <limits>

namespace rmirror::test {
namespace {

constexpr double kPi = 3.14159265358979;

TEST(Area, grows_the_page_where_ink_leaves_it)
{
    auto page = small_page({stroke(kFineliner, {point(-30, 50), point(250, 140)})});
    auto area = visible_area(PreparedPage(page), Orientation::portrait);
    EXPECT_EQ(area.x, -35);
    EXPECT_EQ(area.y, 0);
    EXPECT_EQ(area.x + area.width, 255);
    EXPECT_EQ(area.y + area.height, 145);
    auto picture = drawn(page);
    EXPECT_EQ(picture.width, 290);
    EXPECT_EQ(picture.height, 145);
    double length = std::sqrt(280.0 * 280 + 90 * 90);
    EXPECT_NEAR(ink_area(picture), length * 10 + kPi * 25, 10);
}

TEST(Area, keeps_to_the_paper_of_a_v5_page_until_a_point_lies_two_units_outside)
{
    auto const area_with = [](float x) {
        auto const page = small_page({stroke(kFineliner, {point(50, 50), point(x, 50, 20)})});
        return visible_area(PreparedPage(page), Orientation::portrait);
    };
    EXPECT_EQ(area_with(201.5F).width, 200) << "though its stroke reaches 11 units beyond";
    EXPECT_EQ(area_with(202.5F).width, 213);
}

TEST(Area, grows_where_a_point_leaves_the_paper_and_not_where_only_the_rim_of_the_pen_does)
{
    auto const area_with = [](float y) {
        Page page;
        page.paper = {1620, 2160};
        page.layers.emplace_back();
        page.layers[0].strokes = {stroke(kFineliner, {point(-808, 50, 20), point(0, y, 20)})};
        return visible_area(PreparedPage(page), Orientation::portrait);
    };
    EXPECT_EQ(area_with(2158.5F).height, 2160);
    EXPECT_EQ(area_with(2161).height, 2161 + 10 + 49);
    EXPECT_EQ(area_with(2161).width, 1620) << "the left edge is crossed by the rim alone";
}

TEST(Area, on_a_pdf_leaves_ten_units_around_ink_beyond_it)
{
    for (auto const frame : {Frame::top_left, Frame::top_center}) {
        Page page;
        page.frame = frame;
        page.source = SourcePage{{0, 0, 1404, 1872}, {}};
        page.layers.emplace_back();
        page.layers[0].strokes = {stroke(kFineliner, {point(50, 50), point(1420, 50)})};
        auto const area = visible_area(PreparedPage(page), Orientation::portrait);
        EXPECT_EQ(area.x + area.width, 1420 + 5 + 10);
        EXPECT_EQ(area.x, 0);
        EXPECT_EQ(area.height, 1872);
    }
}

TEST(Area, of_a_long_page_ends_49_units_below_its_lowest_ink)
{
    Page page;
    page.layers.emplace_back();
    page.layers[0].strokes = {stroke(kFineliner, {point(0, 50), point(0, 2500)})};
    auto const area = visible_area(PreparedPage(page), Orientation::portrait);
    EXPECT_EQ(area.y + area.height, 2500 + 5 + 49);
    EXPECT_EQ(area.width, 1404);
}

TEST(Area, keeps_to_the_paper_when_ink_stays_on_it)
{
    auto page = small_page({stroke(kFineliner, {point(5, 5), point(195, 95)})});
    auto area = visible_area(PreparedPage(page), Orientation::portrait);
    EXPECT_EQ(area.x, 0);
    EXPECT_EQ(area.width, 200);
    EXPECT_EQ(area.height, 100);
}

TEST(Area, lays_a_v6_page_on_its_centre_line)
{
    Page page;
    page.paper = {1620, 2160};
    auto portrait = visible_area(PreparedPage(page), Orientation::portrait);
    EXPECT_EQ(portrait.x, -810);
    EXPECT_EQ(portrait.height, 2160);
    auto landscape = visible_area(PreparedPage(page), Orientation::landscape);
    EXPECT_EQ(landscape.x, -1080);
    EXPECT_EQ(landscape.width, 2160);
    EXPECT_EQ(landscape.height, 1620);
}

TEST(Area, turns_a_landscape_v5_page_with_its_left_edge_up)
{
    auto page = small_page({stroke(kFineliner, {point(20, 90)})});
    auto picture = drawn(page, {.width_px = {}, .orientation = Orientation::landscape});
    EXPECT_EQ(picture.width, 100);
    EXPECT_EQ(picture.height, 200);
    EXPECT_EQ(darkness(picture, 10, 20), 1);
}

TEST(Area, draws_at_the_width_that_is_asked_for)
{
    auto picture =
        drawn(small_page({stroke(kFineliner, {point(50, 50), point(150, 50)})}), {.width_px = 701});
    EXPECT_EQ(picture.width, 701);
    EXPECT_EQ(picture.height, 351);
    EXPECT_NEAR(ink_area(picture) / 3.505 / 3.505, 100 * 10 + kPi * 25, 4);
}

TEST(Area, draws_tiles_that_put_together_are_the_whole_picture)
{
    std::vector<Stroke> strokes;
    std::uint32_t state = 5;
    auto next = [&state] {
        return static_cast<float>((state = state * 1664525 + 1013904223) >> 16U) / 256.0F;
    };
    for (std::uint32_t tool = 12; tool < 24; ++tool) {
        auto scribble = stroke(tool, {}, tool % 8);
        for (int i = 0; i < 12; ++i) {
            scribble.points.push_back(point(next() - 20, next() / 2, next() / 16));
            scribble.points.back().pressure = next() / 256;
        }
        strokes.push_back(scribble);
    }
    auto page = small_page(strokes);
    auto const area = visible_area(PreparedPage(page), Orientation::portrait);
    for (auto orientation : {Orientation::portrait, Orientation::landscape}) {
        auto const whole = drawn(page, {.width_px = 777, .orientation = orientation});
        constexpr int kAcross = 5, kDown = 3;
        std::size_t pixels = 0;
        for (int tile = 0; tile < kAcross * kDown; ++tile) {
            int const column = tile % kAcross, row = tile / kAcross;
            double const left = area.width * column / kAcross;
            double const right = area.width * (column + 1) / kAcross;
            double const top = area.height * row / kDown;
            double const bottom = area.height * (row + 1) / kDown;
            Rect const rect{area.x + left, area.y + top, right - left, bottom - top};
            auto const part = drawn(page, {.width_px = 777, .orientation = orientation, .rect = rect});
            bool const turned = orientation == Orientation::landscape;
            double const scale = 777 / (turned ? area.height : area.width);
            auto const at_x = std::lround((turned ? area.height - bottom : left) * scale);
            auto const at_y = std::lround((turned ? left : top) * scale);
            for (int y = 0; y < part.height && at_y + y < whole.height; ++y)
                for (int x = 0; x < part.width; ++x, ++pixels)
                    for (int channel = 0; channel < 3; ++channel)
                        ASSERT_EQ(pixel(part, x, y)[channel], pixel(whole, static_cast<int>(at_x) + x,
                                                                    static_cast<int>(at_y) + y)[channel])
                            << tile << ": " << x << ", " << y;
        }
        EXPECT_GE(pixels + static_cast<std::size_t>(whole.width), whole.rgba.size() / 4)
            << "every pixel was seen";
    }
}

TEST(Blank, is_a_page_without_anything_to_draw)
{
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(is_blank(PreparedPage(Page{})));
    EXPECT_TRUE(
        is_blank(PreparedPage(small_page({stroke(kFineliner, {}), stroke(kFineliner, {point(kNan, 1)})}))));
    EXPECT_FALSE(is_blank(PreparedPage(small_page({stroke(kFineliner, {point(1, 1)})}))));
    auto page = small_page({});
    page.layers[0].highlights.emplace_back();
    EXPECT_FALSE(is_blank(PreparedPage(page)));
}

}  // namespace
}  // namespace rmirror::test
