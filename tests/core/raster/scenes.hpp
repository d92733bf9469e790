// SPDX-License-Identifier: AGPL-3.0-or-later
// Small pages built in memory, and measures of what was drawn.
#pragma once

#include "raster/grey_picture.hpp"
#include "raster/raster.hpp"
#include "scene/scene.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace rmirror::test {

constexpr std::uint32_t kPencil = 14, kFineliner = 17, kHighlighter = 18, kShader = 23, kEraser = 6,
                        kEraseArea = 8;
constexpr std::uint32_t kBlack = 0, kWhite = 2, kYellow = 3, kRed = 7;

inline Point point(float x, float y, float width = 10)
{
    return {.x = x, .y = y, .width = width, .pressure = 1};
}

inline Stroke stroke(std::uint32_t tool, std::vector<Point> points, std::uint32_t color = kBlack)
{
    Stroke made;
    made.tool = tool;
    made.color.id = color;
    made.points = std::move(points);
    return made;
}

/// Every pixel, rows from the top.
inline std::vector<std::uint8_t> greys_of(GreyPicture const& picture)
{
    std::vector<std::uint8_t> greys;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            greys.push_back(picture.at(y, x));
    return greys;
}

/// 200 by 100 page units, x from 0.
inline Page small_page(std::vector<Stroke> strokes)
{
    Page page;
    page.version = 5;
    page.frame = Frame::top_left;
    page.paper = {200, 100};
    page.layers.emplace_back();
    page.layers[0].strokes = std::move(strokes);
    return page;
}

inline RenderRequest with_template(std::string const& name)
{
    RenderRequest request;
    request.page_template = name;
    return request;
}

inline Picture drawn(PreparedPage const& page, RenderRequest const& request = {})
{
    auto picture = draw_display(page, request);
    EXPECT_TRUE(picture.ok());
    return picture.ok() ? std::move(picture.value()) : Picture{};
}

inline Picture drawn(Page const& page, RenderRequest const& request = {})
{
    return drawn(PreparedPage(page), request);
}

inline std::uint8_t const* pixel(Picture const& picture, int x, int y)
{
    return &picture.rgba.at(4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                 static_cast<std::size_t>(x)));
}

/// 0 white to 1 black, by the green channel.
inline double darkness(Picture const& picture, int x, int y)
{
    return 1 - pixel(picture, x, y)[1] / 255.0;
}

/// The area of black ink, in pixels.
inline double ink_area(Picture const& picture)
{
    double area = 0;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            area += darkness(picture, x, y);
    return area;
}

}  // namespace rmirror::test
