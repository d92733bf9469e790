// SPDX-License-Identifier: AGPL-3.0-or-later
// Points make up nearly all of a page's bytes: they are counted first and then read without a question.
#pragma once

#include "base/bytes.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror {

/// Reads all of `bytes`, `kBytes` a point.
template <std::size_t kBytes, Point (*read_point)(std::uint8_t const*)>
std::vector<Point> read_points(Bytes bytes)
{
    std::vector<Point> points(bytes.size() / kBytes);
    auto const* at = bytes.data();
    for (auto& point : points) {
        point = read_point(at);
        at += kBytes;
    }
    return points;
}

/// The point of six floats that v3, v5 and the first blocks of v6 share.
constexpr std::size_t kFloatPointBytes = 24;

inline Point float_point(std::uint8_t const* bytes)
{
    Point point;
    point.x = value_at<float>(bytes);
    point.y = value_at<float>(bytes + 4);
    point.speed = value_at<float>(bytes + 8);
    point.direction = value_at<float>(bytes + 12);
    point.width = value_at<float>(bytes + 16);
    point.pressure = value_at<float>(bytes + 20);
    return point;
}

}  // namespace rmirror
