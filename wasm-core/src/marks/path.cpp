// SPDX-License-Identifier: AGPL-3.0-or-later
#include "marks/path.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rmirror {
namespace {

void measure(Path& path)
{
    auto const& spots = path.spots;
    path.left = path.right = spots.front().x;
    path.top = path.bottom = spots.front().y;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        path.left = std::min(path.left, spots[i].x);
        path.right = std::max(path.right, spots[i].x);
        path.top = std::min(path.top, spots[i].y);
        path.bottom = std::max(path.bottom, spots[i].y);
        path.length += i > 0 ? distance(spots[i - 1], spots[i]) : 0;
    }
}

/// Of the polygon whose last side joins both ends.
double enclosed_area(std::vector<Spot> const& spots)
{
    double twice = 0;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        auto const& one = spots[i];
        auto const& two = spots[(i + 1) % spots.size()];
        twice += one.x * two.y - two.x * one.y;
    }
    return std::abs(twice) / 2;
}

}  // namespace

double distance(Spot one, Spot two)
{
    return std::hypot(one.x - two.x, one.y - two.y);
}

Spot upright(Spot spot, std::uint32_t turn)
{
    switch (turn % 4) {
        case 1:
            return {spot.y, -spot.x};
        case 2:
            return {-spot.x, -spot.y};
        case 3:
            return {-spot.y, spot.x};
        default:
            return spot;
    }
}

Rect upright(Rect const& rect, std::uint32_t turn)
{
    auto const one = upright(Spot{rect.x, rect.y}, turn);
    auto const two = upright(Spot{rect.x + rect.width, rect.y + rect.height}, turn);
    auto const left = std::min(one.x, two.x);
    auto const top = std::min(one.y, two.y);
    return {left, top, std::max(one.x, two.x) - left, std::max(one.y, two.y) - top};
}

Rect turned(Rect const& rect, std::uint32_t turn)
{
    return upright(rect, (4 - turn % 4) % 4);
}

double Path::straightness() const
{
    return length > 0 ? distance(first(), last()) / length : 1;
}

bool Path::is_closed() const
{
    auto const side = std::max(width(), height());
    if (spots.size() < 5 || side <= 0 || width() <= 0 || height() <= 0)
        return false;
    // People often begin or end beside the closing point.
    double gap = std::numeric_limits<double>::max();
    auto const reach = std::max<std::size_t>(1, spots.size() / 5);
    for (std::size_t i = 0; i < reach; ++i) {
        gap = std::min(gap, distance(spots[i], last()));
        gap = std::min(gap, distance(first(), spots[spots.size() - 1 - i]));
    }
    constexpr double kMaxGap = 0.3;
    constexpr double kMinFilling = 0.45;  // of its bounding box; an ellipse fills 0.79
    return gap <= kMaxGap * side && length >= 2 * side &&
           enclosed_area(spots) >= kMinFilling * width() * height();
}

bool Path::encloses(Spot spot) const
{
    bool inside = false;
    for (std::size_t i = 0, j = spots.size() - 1; i < spots.size(); j = i++) {
        auto const& one = spots[i];
        auto const& two = spots[j];
        if ((one.y > spot.y) != (two.y > spot.y) &&
            spot.x < (two.x - one.x) * (spot.y - one.y) / (two.y - one.y) + one.x)
            inside = !inside;
    }
    return inside;
}

double Path::mean_y(double from, double to) const
{
    double sum = 0;
    double weight = 0;
    for (std::size_t i = 1; i < spots.size(); ++i) {
        auto const& one = spots[i - 1];
        auto const& two = spots[i];
        auto const low = std::max(std::min(one.x, two.x), from);
        auto const high = std::min(std::max(one.x, two.x), to);
        if (high < low || one.x == two.x)
            continue;
        auto const at = [&](double x) { return one.y + (two.y - one.y) * (x - one.x) / (two.x - one.x); };
        auto const share = high - low + 1e-6;
        sum += share * at((low + high) / 2);
        weight += share;
    }
    return weight > 0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
}

Path path_of(std::span<InkPoint const> outline, Stroke const& stroke, Pen const& pen, std::uint32_t turn)
{
    Path path;
    path.stroke = &stroke;
    path.is_highlighter = pen.kind == PenKind::highlighter || pen.blend != Blend::normal;
    auto const step =
        std::max<std::size_t>(1, (outline.size() + Path::kMaxSpots - 3) / (Path::kMaxSpots - 2));
    for (std::size_t i = 0; i < outline.size(); ++i) {
        auto const& point = outline[i];
        if (i % step == 0 || i + 1 == outline.size())
            path.spots.push_back(upright(Spot{point.x, point.y}, turn));
        path.radius = std::max(path.radius, static_cast<double>(point.radius));
    }
    if (!path.spots.empty())
        measure(path);
    return path;
}

}  // namespace rmirror
