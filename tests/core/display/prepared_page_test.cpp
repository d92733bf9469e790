// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/prepared_page.hpp"

#include "display/bounds.hpp"
#include "export/export.hpp"
#include "export/facts.hpp"
#include "export/pdf_content.hpp"
#include "raster/scenes.hpp"
#include "reading/ocr.hpp"

#include <limits>

namespace rmirror::test {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

Image image_below(std::uint32_t strokes)
{
    Image image;
    image.uuid = "one";
    image.vertices = {{20, 20, 0, 0}, {60, 20, 1, 0}, {20, 60, 0, 1}};
    image.indices = {0, 1, 2};
    image.strokes_below = strokes;
    return image;
}

/// Every pen in two layers, an image between strokes, and strokes that leave nothing.
Page busy_page()
{
    std::vector<Stroke> strokes;
    for (std::uint32_t tool = 0; tool < 25; ++tool) {
        auto const y = static_cast<float>(4 * tool);
        strokes.push_back(stroke(tool, {point(10, y, 3), point(90, y + 7, 9), point(190, y, 3)}, tool % 9));
    }
    strokes.push_back(stroke(kFineliner, {}));
    strokes.push_back(stroke(kFineliner, {point(kNan, 3), point(3, kNan)}));
    auto page = small_page(strokes);
    page.layers[0].images = {image_below(5), image_below(12)};
    page.layers.push_back(page.layers[0]);
    page.layers[1].visible = false;
    page.layers.push_back({"third", true, {stroke(kHighlighter, {point(5, 50), point(250, 60)})}, {}, {}});
    return page;
}

std::string all_outputs(PreparedPage const& page)
{
    auto const picture = drawn(page, {.width_px = 300});
    auto const tile = drawn(page, {.width_px = 600, .rect = Rect{20, 10, 100, 50}});
    auto const pdf = to_pdf_ink(page, {});
    std::string all(picture.rgba.begin(), picture.rgba.end());
    all.append(tile.rgba.begin(), tile.rgba.end());
    draw_ocr_each(page, {}, [&](OcrPicture const& ocr) {
        auto const greys = greys_of(ocr.picture);
        all.append(greys.begin(), greys.end());
    });
    return all + to_svg(page, {}) + pdf.content + pdf.facts + page_facts(page);
}

TEST(PreparedPage, looks_the_same_however_many_outlines_are_kept)
{
    auto const page = busy_page();
    auto const expected = all_outputs(PreparedPage(page));
    for (std::size_t max : {0, 1, 3, 40, 200})
        EXPECT_TRUE(all_outputs(PreparedPage(page, max)) == expected) << max;
}

TEST(PreparedPage, keeps_no_more_points_than_it_may)
{
    auto const page = busy_page();
    PreparedPage const prepared(page, 40);
    std::size_t kept = 0;
    for (auto const& layer : prepared.layers())
        for (auto const& stroke : layer.strokes)
            kept += stroke.points;
    EXPECT_GT(kept, 30U);
    EXPECT_LE(kept, 40U);
}

TEST(PreparedPage, leaves_out_strokes_that_leave_no_ink)
{
    auto const page = small_page({stroke(kFineliner, {}), stroke(kEraser, {point(1, 1), point(9, 9)}),
                                  stroke(kFineliner, {point(kNan, 1)}), stroke(kFineliner, {point(4, 5)})});
    PreparedPage const prepared(page);
    ASSERT_EQ(prepared.layers().size(), 1U);
    ASSERT_EQ(prepared.layers()[0].strokes.size(), 1U);
    EXPECT_EQ(prepared.layers()[0].strokes[0].stroke, &page.layers[0].strokes[3]);
    EXPECT_FALSE(is_blank(prepared));
}

TEST(PreparedPage, keeps_the_order_of_a_layer_highlighters_included)
{
    auto const ink = stroke(kFineliner, {point(1, 1)});
    auto const marker = stroke(kHighlighter, {point(1, 1)});
    auto page = small_page({ink, marker, ink, marker, marker});
    page.layers[0].images = {image_below(2), image_below(1)};
    PreparedPage const prepared(page);
    std::string order;
    prepared.layers()[0].walk([&](Image const&) { order += 'i'; },
                              [&](std::span<PreparedStroke const> strokes) {
                                  for (auto const& one : strokes)
                                      order += one.pen->kind == PenKind::highlighter ? 'h' : 's';
                              });
    EXPECT_EQ(order, "shiishh");
}

}  // namespace
}  // namespace rmirror::test
