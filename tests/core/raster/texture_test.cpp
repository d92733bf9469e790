// SPDX-License-Identifier: AGPL-3.0-or-later
// Images on a page, and the source page below its ink.
#include "display/bounds.hpp"
#include "export/export.hpp"
#include "export/pdf_content.hpp"
#include "raster/scenes.hpp"
#include "reading/ocr.hpp"
#include "scene/pictures.hpp"

#include <cmath>

namespace rmirror::test {
namespace {

using Rgb = std::vector<int>;

Rgb rgb(Picture const& picture, int x, int y)
{
    auto const* at = pixel(picture, x, y);
    return {at[0], at[1], at[2]};
}

const Rgb kRedInk{255, 0, 0}, kGreenInk{0, 255, 0}, kBlueInk{0, 0, 255}, kWhitePaper{255, 255, 255};

/// Left red, right green, the lower half of both blue.
Pixels flag(int width = 40, int height = 20)
{
    Pixels pixels{width, height, {}, "flag.png"};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            bool const low = 2 * y >= height;
            bool const right = 2 * x >= width;
            for (bool on : {!low && !right, !low && right, low, true})
                pixels.rgba.push_back(on ? 255 : 0);
        }
    return pixels;
}

/// From (40, 20) to (120, 60) page units; the corners in the order in which the tablet writes them.
Image image(std::uint32_t strokes_below = 0)
{
    Image image;
    image.uuid = "one";
    image.vertices = {{40, 20, 0, 0}, {120, 20, 1, 0}, {120, 60, 1, 1}, {40, 60, 0, 1}};
    image.indices = {0, 1, 2, 2, 3, 0};
    image.strokes_below = strokes_below;
    return image;
}

Page textured_page(Image image, std::vector<Stroke> strokes = {})
{
    auto page = small_page(std::move(strokes));
    page.layers[0].images.push_back(std::move(image));
    EXPECT_TRUE(give_image(page, "one", flag()).ok());
    return page;
}

TEST(Texture, shows_a_picture_upright_in_its_place)
{
    auto picture = drawn(textured_page(image()));
    EXPECT_EQ(rgb(picture, 41, 21), kRedInk);
    EXPECT_EQ(rgb(picture, 118, 21), kGreenInk);
    EXPECT_EQ(rgb(picture, 41, 58), kBlueInk);
    EXPECT_EQ(rgb(picture, 39, 40), kWhitePaper);
    EXPECT_EQ(rgb(picture, 120, 40), kWhitePaper);
}

TEST(Texture, follows_corners_that_were_turned)
{
    auto turned = image();
    turned.vertices = {{120, 20, 0, 0}, {120, 60, 1, 0}, {40, 60, 1, 1}, {40, 20, 0, 1}};
    auto picture = drawn(textured_page(turned));
    EXPECT_EQ(rgb(picture, 118, 21), kRedInk);
    EXPECT_EQ(rgb(picture, 118, 58), kGreenInk);
    EXPECT_EQ(rgb(picture, 41, 40), kBlueInk);
}

TEST(Texture, leaves_no_gap_between_triangles)
{
    auto square = image();
    square.vertices = {{10, 10, 0, 0}, {90, 10, 1, 0}, {90, 90, 1, 1}, {10, 90, 0, 1}};
    auto picture = drawn(textured_page(square));
    for (int i = 10; i < 90; ++i) {
        EXPECT_NE(rgb(picture, i, i), kWhitePaper) << i;
        EXPECT_NE(rgb(picture, i, 99 - i), kWhitePaper) << i;
    }
}

TEST(Texture, shows_only_the_part_that_the_corners_name)
{
    auto part = image();
    for (auto& vertex : part.vertices)
        vertex.u = 0.5F + vertex.u / 2;
    auto picture = drawn(textured_page(part));
    EXPECT_EQ(rgb(picture, 45, 25), kGreenInk);
    EXPECT_EQ(rgb(picture, 115, 25), kGreenInk);
}

TEST(Texture, stands_between_the_strokes_below_and_above_it)
{
    auto line = [](float y) { return stroke(kFineliner, {point(60, y), point(100, y)}); };
    auto picture = drawn(textured_page(image(1), {line(30), line(50)}));
    EXPECT_EQ(rgb(picture, 70, 30), kRedInk);
    EXPECT_EQ(rgb(picture, 70, 50), (Rgb{0, 0, 0}));
}

TEST(Texture, is_hidden_with_its_layer)
{
    auto page = textured_page(image());
    page.layers[0].visible = false;
    EXPECT_EQ(rgb(drawn(page), 60, 30), kWhitePaper);
}

TEST(Texture, lets_the_page_shine_through)
{
    auto page = textured_page(image());
    ASSERT_TRUE(give_image(page, "one", Pixels{1, 1, {0, 0, 64, 128}, ""}).ok());
    EXPECT_EQ(rgb(drawn(page), 60, 30), (Rgb{127, 127, 191}));
}

TEST(Texture, weighs_all_pixels_of_a_picture_that_is_drawn_small)
{
    Pixels stripes{1024, 4, {}, ""};
    for (int i = 0; i < 1024 * 4; ++i)
        for (int value : {i % 2 * 255, i % 2 * 255, i % 2 * 255, 255})
            stripes.rgba.push_back(static_cast<std::uint8_t>(value));
    auto page = textured_page(image());
    ASSERT_TRUE(give_image(page, "one", stripes).ok());
    auto picture = drawn(page);
    for (int x = 40; x < 120; ++x)
        EXPECT_NEAR(rgb(picture, x, 40)[0], 128, 2) << x;
}

TEST(Texture, is_cut_into_tiles_pixel_for_pixel)
{
    auto page = textured_page(image());
    ASSERT_TRUE(give_source(page, {0, 0, 200, 100}, {}).ok());
    ASSERT_TRUE(give_source(page, {3.3, 0, 150.7, 77}, flag(333, 222)).ok());
    auto const whole = drawn(page, {.width_px = 731});
    auto const tile = drawn(page, {.width_px = 731, .rect = Rect{30, 10, 60, 40}});
    auto const left = static_cast<int>(std::floor(30 * 731 / 200.0 + 0.5));
    auto const top = static_cast<int>(std::floor(10 * 731 / 200.0 + 0.5));
    for (int y = 0; y < tile.height; ++y)
        for (int x = 0; x < tile.width; ++x)
            ASSERT_EQ(rgb(tile, x, y), rgb(whole, x + left, y + top)) << x << ", " << y;
}

TEST(Texture, leaves_a_frame_where_the_picture_is_missing)
{
    auto page = small_page({});
    page.layers[0].images.push_back(image());
    auto picture = drawn(page);
    EXPECT_EQ(rgb(picture, 80, 20), (Rgb{160, 160, 160}));
    EXPECT_EQ(rgb(picture, 60, 50), kWhitePaper);
}

TEST(Texture, refuses_pixels_that_do_not_fit_their_size)
{
    auto page = textured_page(image());
    EXPECT_FALSE(give_image(page, "one", Pixels{2, 2, {1, 2, 3}, ""}).ok());
    EXPECT_FALSE(give_source(page, {0, 0, 10, 10}, Pixels{-1, -1, {1, 2, 3, 4}, ""}).ok());
}

TEST(Texture, survives_corners_that_are_no_places)
{
    float const none = std::nanf("");
    float const far = 3e38F;
    for (auto const& corners :
         {std::vector<ImageVertex>{{none, 0, 0, 0}, {10, none, 1, 0}, {10, 10, 1, 1}, {0, 10, 0, 1}},
          {{-far, -far, -far, 0}, {far, -far, far, 0}, {far, far, 1, far}, {-far, far, 0, 1}},
          {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}},
          {{0, 0, none, 0}, {90, 0, 1, none}, {90, 90, 1, 1}, {0, 90, INFINITY, 1}}}) {
        auto broken = image();
        broken.vertices = corners;
        auto page = textured_page(broken);
        drawn(page, {.width_px = 100});
        to_svg(PreparedPage(page), {});
        to_pdf_ink(PreparedPage(page), {});
        page.layers[0].images[0].pixels = 0;
        drawn(page, {.width_px = 100});
    }
}

TEST(Texture, takes_bounded_time_for_many_images_on_one_another)
{
    auto page = textured_page(image());
    auto large = image();
    large.vertices = {{0, 0, 0, 0}, {30'000, 0, 1, 0}, {30'000, 30'000, 1, 1}, {0, 30'000, 0, 1}};
    page.layers[0].images.assign(20'000, large);
    ASSERT_TRUE(give_image(page, "one", Pixels{1, 1, {1, 2, 3, 4}, ""}).ok());
    auto picture = draw_display(PreparedPage(page), {});
    ASSERT_TRUE(picture.ok());
    EXPECT_LT(picture.value().width, 1000);
}

Page page_on_source(Rect const& source, Frame frame)
{
    auto page = small_page({stroke(kFineliner, {point(20, 50), point(60, 50)})});
    page.frame = frame;
    EXPECT_TRUE(give_source(page, source, {}).ok());
    EXPECT_TRUE(give_source(page, source, flag()).ok());
    return page;
}

TEST(Source, lies_below_the_ink)
{
    auto picture = drawn(page_on_source({0, 0, 200, 100}, Frame::top_left));
    EXPECT_EQ(rgb(picture, 40, 50), (Rgb{0, 0, 0}));
    EXPECT_EQ(rgb(picture, 40, 20), kRedInk);
    EXPECT_EQ(rgb(picture, 160, 20), kGreenInk);
}

TEST(Source, is_the_sheet_since_version_6_and_fitted_into_the_paper_before)
{
    auto const sheet = visible_area(PreparedPage(page_on_source({-150, 0, 300, 400}, Frame::top_center)),
                                    Orientation::portrait);
    EXPECT_EQ(sheet.x, -150);
    EXPECT_EQ(sheet.width, 300);
    EXPECT_EQ(sheet.height, 400);
    auto const paper =
        visible_area(PreparedPage(page_on_source({0, 0, 150, 100}, Frame::top_left)), Orientation::portrait);
    EXPECT_EQ(paper.width, 200);
    EXPECT_EQ(paper.height, 100);
}

TEST(Source, is_left_out_where_it_is_switched_off_and_the_page_keeps_its_size)
{
    auto page = page_on_source({-150, 0, 300, 400}, Frame::top_center);
    auto const without = drawn(page, {.background = Visibility::off});
    EXPECT_EQ(without.width, 300);
    EXPECT_EQ(rgb(without, 10, 10), kWhitePaper);
    page.source_visible = false;
    EXPECT_EQ(rgb(drawn(page), 10, 10), kWhitePaper);
    page.source_visible = true;
    EXPECT_EQ(rgb(drawn(page), 10, 10), kRedInk);
}

TEST(Source, is_no_handwriting)
{
    auto page = page_on_source({0, 0, 200, 100}, Frame::top_left);
    page.layers[0].strokes.clear();
    EXPECT_TRUE(is_blank(PreparedPage(page)));
    auto const ocr = draw_ocr(PreparedPage(page), {});
    ASSERT_TRUE(ocr.ok());
    EXPECT_TRUE(ocr.value().empty());
}

TEST(Source, turns_with_an_old_landscape_page)
{
    auto page = page_on_source({0, 0, 200, 100}, Frame::top_left);
    auto const picture = drawn(page, {.orientation = Orientation::landscape});
    EXPECT_EQ(picture.width, 100);
    EXPECT_EQ(rgb(picture, 90, 10), kRedInk) << "its top left corner lies at the top right";
    EXPECT_EQ(rgb(picture, 90, 190), kGreenInk);
    EXPECT_EQ(rgb(picture, 10, 10), kBlueInk);
}

TEST(Images, are_addressed_in_svg_and_named_in_pdf)
{
    auto page = textured_page(image(1), {stroke(kFineliner, {point(20, 50), point(60, 50)}),
                                         stroke(kFineliner, {point(20, 70), point(60, 70)})});
    auto const svg = to_svg(PreparedPage(page), {});
    auto const at = svg.find("matrix(80 0 0 40 40 20 )\" href=\"flag.png\"");
    ASSERT_NE(at, svg.npos) << svg;
    EXPECT_LT(svg.find("<path"), at);
    EXPECT_GT(svg.rfind("<path"), at);
    auto const ink = to_pdf_ink(PreparedPage(page), {});
    EXPECT_NE(ink.content.find("800 0 0 -400 400 600 cm /I0 Do Q"), ink.content.npos) << ink.content;
    EXPECT_NE(ink.facts.find(R"("images":[{"uuid":"one")"), ink.facts.npos);
}

TEST(Images, are_cut_in_documents_where_only_a_part_is_shown)
{
    auto part = image();
    for (auto& vertex : part.vertices)
        vertex.u = 0.5F + vertex.u / 2;
    auto page = textured_page(part);
    auto const svg = to_svg(PreparedPage(page), {});
    EXPECT_NE(svg.find("clip-path=\"url(#part1)\"><image"), svg.npos) << svg;
    EXPECT_NE(svg.find("matrix(160 0 0 40 -40 20 )"), svg.npos) << svg;
    EXPECT_NE(to_pdf_ink(PreparedPage(page), {}).content.find("W n 1600 0 0 -400 -400 600 cm"),
              std::string::npos);
}

TEST(Images, without_a_picture_are_a_frame_in_svg)
{
    auto page = small_page({});
    page.layers[0].images.push_back(image());
    auto const svg = to_svg(PreparedPage(page), {});
    EXPECT_EQ(svg.find("<image"), svg.npos);
    EXPECT_NE(svg.find("M40 20L120 20L120 60Z"), svg.npos) << svg;
}

}  // namespace
}  // namespace rmirror::test
