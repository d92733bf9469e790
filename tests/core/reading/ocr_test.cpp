// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/ocr.hpp"
#include "raster/scenes.hpp"
#include "reading/ocr_cuts.hpp"
#include "reading_limits.hpp"

#include <algorithm>

namespace rmirror::test {
namespace {

std::vector<OcrPicture> ocr_of(Page const& page, Orientation orientation = Orientation::portrait)
{
    auto pictures =
        draw_ocr(PreparedPage(page), {.purpose = Purpose::ocr, .width_px = {}, .orientation = orientation});
    EXPECT_TRUE(pictures.ok());
    EXPECT_EQ(has_handwriting(PreparedPage(page)), pictures.ok() && !pictures.value().empty());
    return pictures.ok() ? std::move(pictures.value()) : std::vector<OcrPicture>{};
}

int tokens_of(GreyPicture const& picture)
{
    return ((picture.width() + 27) / 28) * ((picture.height() + 27) / 28);
}

/// The grey at a place of the page, in a picture at full size.
int grey_at(OcrPicture const& ocr, double x, double y)
{
    auto const column = static_cast<int>(x - ocr.rect.x);
    auto const row = static_cast<int>(y - ocr.rect.y);
    return ocr.picture.at(row, column);
}

/// Lines of words, 70 units apart, on a page this tall.
Page written_page(float width, float height)
{
    Page page = small_page({});
    page.paper = {width, height};
    for (float y = 100; y < height - 100; y += 70)
        for (float x = 100; x < width - 150; x += 60)
            page.layers[0].strokes.push_back(
                stroke(kFineliner, {point(x, y, 4), point(x + 20, y + 25, 4), point(x + 40, y, 4)}));
    return page;
}

TEST(Ocr, draws_black_on_white)
{
    auto red = stroke(kFineliner, {point(60, 50), point(140, 50)}, kRed);
    auto white = stroke(kFineliner, {point(120, 50, 12), point(150, 50, 12)}, kWhite);
    auto marker = stroke(kHighlighter, {point(80, 20, 20), point(80, 80, 20)}, kBlack);
    auto page = small_page({red, white, marker});
    Highlight highlight;
    highlight.rects = {{0, 0, 58, 50}};
    page.layers[0].highlights = {highlight};
    auto const pictures = ocr_of(page);
    ASSERT_EQ(pictures.size(), 1U);
    auto const& ocr = pictures[0];
    EXPECT_EQ(grey_at(ocr, 70, 50), 0);
    EXPECT_EQ(grey_at(ocr, 80, 50), 0) << "ink stays black below a highlighter";
    EXPECT_EQ(grey_at(ocr, 130, 50), 255) << "white ink covers";
    EXPECT_GE(grey_at(ocr, 80, 30), 200);
    EXPECT_LT(grey_at(ocr, 80, 30), 255);
    EXPECT_EQ(grey_at(ocr, 50, 25), 255) << "the text of highlights is known already";
}

TEST(Ocr, draws_faint_ink_as_black_as_any)
{
    auto pencil = stroke(14, {point(60, 50), point(140, 50)});
    for (auto& at : pencil.points)
        at.pressure = 0.1F;
    auto const pictures = ocr_of(small_page({pencil}));
    ASSERT_EQ(pictures.size(), 1U);
    EXPECT_EQ(grey_at(pictures[0], 100, 50), 0);
}

TEST(Ocr, crops_to_the_ink_and_a_margin)
{
    auto const pictures = ocr_of(small_page({stroke(kFineliner, {point(160, 50), point(640, 450)})}));
    ASSERT_EQ(pictures.size(), 1U);
    EXPECT_EQ(pictures[0].rect.x, 160 - 5 - 16);
    EXPECT_EQ(pictures[0].rect.y, 50 - 5 - 16);
    EXPECT_EQ(pictures[0].picture.width(), 480 + 2 * (5 + 16));
    EXPECT_EQ(pictures[0].picture.height(), 400 + 2 * (5 + 16));
}

TEST(Ocr, gives_a_single_word_a_picture_large_enough_to_be_read_well)
{
    auto const page = small_page({stroke(kFineliner, {point(60, 50), point(140, 50)})});
    auto const pictures = ocr_of(page);
    ASSERT_EQ(pictures.size(), 1U);
    EXPECT_EQ(pictures[0].picture.width(), 200);
    EXPECT_EQ(pictures[0].picture.height(), 200);
    EXPECT_EQ(pictures[0].rect.x, 0) << "with the word in its middle";
    EXPECT_EQ(pictures[0].rect.y, -50);
    EXPECT_EQ(greys_of(draw_ocr_whole(PreparedPage(page), {}).value()), greys_of(pictures[0].picture));
}

TEST(Ocr, finds_nothing_to_read_on_a_blank_page)
{
    EXPECT_TRUE(ocr_of(Page{}).empty());
    EXPECT_TRUE(ocr_of(small_page({stroke(kEraser, {point(60, 50)})})).empty());
    EXPECT_TRUE(ocr_of(small_page({stroke(kFineliner, {point(60, 50)}, kWhite)})).empty());
    auto const ink = stroke(kFineliner, {point(60, 50), point(140, 50)});
    auto const cover = stroke(kFineliner, {point(55, 50, 30), point(145, 50, 30)}, kWhite);
    EXPECT_TRUE(ocr_of(small_page({ink, cover})).empty()) << "what white ink covers cannot be read";
    auto hidden = small_page({ink});
    hidden.layers[0].visible = false;
    EXPECT_TRUE(ocr_of(hidden).empty());
}

TEST(Ocr, stays_within_what_a_model_reads_without_making_it_smaller)
{
    for (auto [width, height] : {std::pair(1404.0F, 1872.0F),
                                 {1620.0F, 2160.0F},
                                 {1404.0F, 6000.0F},
                                 {9000.0F, 1872.0F},
                                 {1404.0F, 40'000.0F},
                                 {8000.0F, 8000.0F}}) {
        for (auto const& ocr : ocr_of(written_page(width, height))) {
            EXPECT_LE(std::max(ocr.picture.width(), ocr.picture.height()), 2576);
            EXPECT_LE(tokens_of(ocr.picture), 4784);
            EXPECT_GE(ocr.picture.width() / ocr.rect.width, 0.5) << "never below half size";
        }
    }
}

TEST(Ocr, keeps_a_page_of_the_tablet_in_one_picture_at_full_size)
{
    auto const pictures = ocr_of(written_page(1404, 1872));
    ASSERT_EQ(pictures.size(), 1U);
    EXPECT_EQ(pictures[0].picture.width(), pictures[0].rect.width);
}

TEST(Ocr, cuts_tall_pages_between_lines)
{
    auto const page = written_page(1404, 12'000);
    auto const pictures = ocr_of(page);
    ASSERT_GT(pictures.size(), 1U);
    for (auto const& stroke : page.layers[0].strokes) {
        auto const whole_in = std::count_if(pictures.begin(), pictures.end(), [&](OcrPicture const& ocr) {
            return std::all_of(stroke.points.begin(), stroke.points.end(), [&](Point const& at) {
                return at.x - 2 >= ocr.rect.x && at.x + 2 <= ocr.rect.x + ocr.rect.width &&
                       at.y - 2 >= ocr.rect.y && at.y + 2 <= ocr.rect.y + ocr.rect.height;
            });
        });
        EXPECT_EQ(whole_in, 1) << stroke.points[0].y;
    }
    for (std::size_t i = 1; i < pictures.size(); ++i)
        EXPECT_LE(pictures[i - 1].rect.y + pictures[i - 1].rect.height, pictures[i].rect.y) << "from the top";
}

TEST(Ocr, shows_ink_that_runs_through_every_cut_in_both_pictures)
{
    auto page = small_page({stroke(kFineliner, {point(50, 50), point(50, 20'000)})});
    auto const pictures = ocr_of(page);
    ASSERT_GT(pictures.size(), 1U);
    double end = 0;
    for (auto const& ocr : pictures) {
        EXPECT_LE(ocr.rect.y, std::max(45.0, end));
        end = ocr.rect.y + ocr.rect.height;
    }
    EXPECT_GE(end, 20'005);
}

void expect_few_enough(std::vector<OcrPicture> const& pictures)
{
    EXPECT_LE(pictures.size(), std::size_t{kMaxPageParts});
    std::int64_t tokens = 0;
    for (auto const& ocr : pictures)
        tokens += picture_tokens(ocr.picture.width(), ocr.picture.height());
    EXPECT_LE(tokens, kMaxPageTokens);
}

TEST(Ocr, draws_absurdly_large_pages_smaller_rather_than_in_endless_pictures)
{
    std::vector<Stroke> strokes;
    for (int i = -10; i <= 10; ++i)
        for (int j = -10; j <= 10; ++j)
            strokes.push_back(stroke(
                kFineliner, {point(9'000.0F * static_cast<float>(i), 9'000.0F * static_cast<float>(j))}));
    auto const pictures = ocr_of(small_page(strokes));
    EXPECT_GE(pictures.size(), 1U);
    expect_few_enough(pictures);
}

TEST(Ocr, cuts_between_lines_however_small_they_are_drawn)
{
    std::vector<ReadingBox> lines;
    for (double top = 0; top < 4'000'000; top += 10'000)
        lines.push_back({0, top, 1'000, top + 6'000});
    auto const cuts = cut_for_reading(lines, 0.5);
    EXPECT_GT(cuts.boxes.size(), 10U);
    EXPECT_LE(cuts.boxes.size(), std::size_t{kMaxPageParts});
    for (auto const& line : lines)
        EXPECT_EQ(std::count_if(cuts.boxes.begin(), cuts.boxes.end(),
                                [&](ReadingBox const& box) {
                                    return box.top <= line.top && line.bottom <= box.bottom;
                                }),
                  1)
            << line.top;
}

TEST(Ocr, draws_no_page_of_the_tablets_below_half_size_up_to_twenty_sheets)
{
    for (auto [width, height] : {std::pair(1404.0F, 20 * 1872.0F), {1620.0F, 20 * 2160.0F}}) {
        auto const pictures = ocr_of(written_page(width, height));
        EXPECT_GT(pictures.size(), 5U);
        expect_few_enough(pictures);
        for (auto const& ocr : pictures)
            EXPECT_GE(ocr.picture.width() / ocr.rect.width, 0.5);
    }
}

TEST(Ocr, draws_a_page_of_fifty_sheets_smaller_and_no_part_much_smaller_than_the_others)
{
    auto const pictures = ocr_of(written_page(1404, 100'000));
    EXPECT_GT(pictures.size(), 10U);
    expect_few_enough(pictures);
    for (auto const& ocr : pictures)
        EXPECT_GT(ocr.picture.width() / ocr.rect.width, 0.3);
}

TEST(Ocr, turns_a_landscape_v5_page_upright)
{
    auto page = small_page({stroke(kFineliner, {point(20, 580), point(20, 20)})});
    auto const pictures = ocr_of(page, Orientation::landscape);
    ASSERT_EQ(pictures.size(), 1U);
    EXPECT_GT(pictures[0].picture.width(), pictures[0].picture.height());
    EXPECT_EQ(pictures[0].rect.x + pictures[0].rect.width / 2, 20);
    EXPECT_EQ(pictures[0].rect.height, 560 + 2 * (5 + 16));
}

TEST(Ocr, gives_one_picture_on_demand)
{
    auto const page = written_page(1404, 12'000);
    auto const whole = draw_ocr_whole(PreparedPage(page), {});
    ASSERT_TRUE(whole.ok());
    EXPECT_LE(tokens_of(whole.value()), 4784);
    auto const wide = draw_ocr_whole(PreparedPage(page), {.width_px = 500});
    ASSERT_TRUE(wide.ok());
    EXPECT_NEAR(wide.value().width(), 500, 1);
    auto const single = written_page(1404, 1872);
    EXPECT_EQ(greys_of(draw_ocr_whole(PreparedPage(single), {}).value()),
              greys_of(ocr_of(single)[0].picture));
    EXPECT_EQ(draw_ocr_whole(PreparedPage(Page{}), {}).value().width(), 28) << "a blank page is a small one";
    EXPECT_FALSE(draw_ocr_whole(PreparedPage(page), {.width_px = 0}).ok());
}

}  // namespace
}  // namespace rmirror::test
