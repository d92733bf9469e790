// SPDX-License-Identifier: AGPL-3.0-or-later
// The point of six floats that v3, v5 and the first blocks of v6 share.
#pragma once

#include "base/bytes.hpp"
#include "scene/scene.hpp"

namespace rmirror {

constexpr std::size_t kFloatPointBytes = 24;

inline Result<Point> read_float_point(ByteReader& in)
{
    Point point;
    point.x = TRY(in.f32());
    point.y = TRY(in.f32());
    point.speed = TRY(in.f32());
    point.direction = TRY(in.f32());
    point.width = TRY(in.f32());
    point.pressure = TRY(in.f32());
    return point;
}

}  // namespace rmirror
