// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the points of a stroke, nearly all of a page's bytes: bounds are checked once for the whole array.
#pragma once

#include "base/bytes.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror {

/// An iterator over consecutive points: constructing a vector from it avoids zero-initialisation.
template <std::size_t kBytes, Point (*read_point)(std::uint8_t const*)>
class PointIterator {
public:
    // The standard library's names.
    // NOLINTBEGIN(readability-identifier-naming)
    using iterator_category = std::forward_iterator_tag;
    using value_type = Point;
    using difference_type = std::ptrdiff_t;
    using pointer = Point const*;
    using reference = Point;
    // NOLINTEND(readability-identifier-naming)

    explicit PointIterator(std::uint8_t const* at) : at_(at) {}
    Point operator*() const { return read_point(at_); }
    PointIterator& operator++()
    {
        at_ += kBytes;
        return *this;
    }
    bool operator==(PointIterator const&) const = default;

private:
    std::uint8_t const* at_;
};

/// Reads all whole points of `kBytes` each in `bytes`.
template <std::size_t kBytes, Point (*read_point)(std::uint8_t const*)>
std::vector<Point> read_points(Bytes bytes)
{
    using Iterator = PointIterator<kBytes, read_point>;
    auto const whole = bytes.size() / kBytes * kBytes;
    return {Iterator(bytes.data()), Iterator(bytes.data() + whole)};
}

/// The point of six floats used by v3, v5 and the first block version of v6.
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
