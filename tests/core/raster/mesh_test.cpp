// SPDX-License-Identifier: AGPL-3.0-or-later
// Images of many triangles.
#include "display/work.hpp"
#include "export/export.hpp"
#include "export/occurrences.hpp"
#include "export/pdf_content.hpp"
#include "raster/scenes.hpp"
#include "scene/pictures.hpp"

namespace rmirror::test {
namespace {

/// Over the whole small page, or that much larger.
Image mesh(unsigned across, unsigned down, float bend, float size = 1)
{
    Image image;
    image.uuid = "one";
    for (unsigned row = 0; row <= down; ++row)
        for (unsigned column = 0; column <= across; ++column) {
            float const u = static_cast<float>(column) / static_cast<float>(across);
            float const v = static_cast<float>(row) / static_cast<float>(down);
            image.vertices.push_back({size * 200 * u, size * (100 * v + 4 * bend * u * (1 - u)), u, v});
            if (row == down || column == across)
                continue;
            auto const above = row * (across + 1) + column;
            auto const below = above + across + 1;
            for (auto index : {above, above + 1, below + 1, below + 1, below, above})
                image.indices.push_back(index);
        }
    return image;
}

Pixels gradient(std::uint8_t alpha = 255)
{
    Pixels pixels{61, 37, {}, "gradient.png"};
    for (int y = 0; y < pixels.height; ++y)
        for (int x = 0; x < pixels.width; ++x)
            for (int part : {x * 4, y * 6, (x * y) % 256, 255})
                pixels.rgba.push_back(static_cast<std::uint8_t>(part * alpha / 255));
    return pixels;
}

Page page_with(Image image, Pixels pixels = gradient())
{
    auto page = small_page({});
    page.layers[0].images.push_back(std::move(image));
    EXPECT_TRUE(give_image(page, "one", std::move(pixels)).ok());
    return page;
}

TEST(Mesh, shows_what_a_single_quad_shows)
{
    for (int width : {200, 731})
        for (int alpha : {255, 100}) {
            auto const pixels = gradient(static_cast<std::uint8_t>(alpha));
            auto const plain = drawn(page_with(mesh(1, 1, 0), pixels), {.width_px = width});
            EXPECT_EQ(drawn(page_with(mesh(8, 8, 0), pixels), {.width_px = width}).rgba, plain.rgba);
            EXPECT_EQ(drawn(page_with(mesh(64, 32, 0), pixels), {.width_px = width}).rgba, plain.rgba);
        }
}

TEST(Mesh, bends_its_picture)
{
    Pixels bands{1, 2, {255, 0, 0, 255, 0, 0, 255, 255}, ""};
    auto const picture = drawn(page_with(mesh(8, 1, 40), bands), {.width_px = 200});
    auto const is_red = [&](int x, int y) { return pixel(picture, x, y)[0] > pixel(picture, x, y)[2]; };
    EXPECT_TRUE(is_red(1, 40));
    EXPECT_FALSE(is_red(1, 60));
    EXPECT_TRUE(is_red(100, 80));
    EXPECT_FALSE(is_red(100, 100));
}

TEST(Mesh, is_placed_once_in_documents_where_it_is_flat)
{
    auto const flat = page_with(mesh(8, 8, 0));
    auto const plain = page_with(mesh(1, 1, 0));
    EXPECT_EQ(to_svg(PreparedPage(flat), {}), to_svg(PreparedPage(plain), {}));
    EXPECT_EQ(to_pdf_ink(PreparedPage(flat), {}).content, to_pdf_ink(PreparedPage(plain), {}).content);
}

TEST(Mesh, is_placed_in_documents_strip_by_strip_where_it_bends)
{
    auto const page = page_with(mesh(8, 1, 40));
    auto const svg = to_svg(PreparedPage(page), {});
    EXPECT_EQ(count(svg, "gradient.png"), 1) << svg;
    EXPECT_EQ(count(svg, "<use transform="), 8) << svg;
    EXPECT_EQ(count(svg, "<clipPath"), 8);
    auto const content = to_pdf_ink(PreparedPage(page), {}).content;
    EXPECT_EQ(count(content, "/I0 Do Q"), 8) << content;
    EXPECT_EQ(count(content, "W n"), 8);
}

TEST(Mesh, that_shows_half_a_picture_is_cut_in_documents)
{
    auto half = mesh(1, 1, 0);
    half.indices.resize(3);
    EXPECT_TRUE(contains(to_svg(PreparedPage(page_with(half)), {}), "<clipPath"));
}

TEST(Mesh, is_drawn_smaller_only_where_its_triangles_pile_up)
{
    Work flat;
    flat.add(mesh(64, 32, 0, 10));
    EXPECT_EQ(flat.affordable(1), 1);
    auto pile = mesh(64, 32, 0, 10);
    for (std::size_t i = 0; i < pile.indices.size(); ++i)
        pile.indices[i] = (i % 3) * 1000;
    Work piled;
    piled.add(pile);
    EXPECT_LT(piled.affordable(1), 1);
}

}  // namespace
}  // namespace rmirror::test
