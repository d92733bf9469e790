// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/image_placement.hpp"

#include <cmath>

namespace rmirror {
namespace {

/// Computes the matrix of a triangle and returns twice the share of the picture that it shows; 0 if the
/// triangle is degenerate.
double find_matrix(ImagePlacement& place, ImageVertex const* corners)
{
    auto const &from = corners[0], &one = corners[1], &two = corners[2];
    double const right_one = one.u - from.u;
    double const down_one = one.v - from.v;
    double const right_two = two.u - from.u;
    double const down_two = two.v - from.v;
    double const area = right_one * down_two - right_two * down_one;
    auto across = [&](double by_one, double by_two) {
        return (by_one * down_two - by_two * down_one) / area;
    };
    auto down = [&](double by_one, double by_two) {
        return (by_two * right_one - by_one * right_two) / area;
    };
    place.a = across(one.x - from.x, two.x - from.x);
    place.b = across(one.y - from.y, two.y - from.y);
    place.c = down(one.x - from.x, two.x - from.x);
    place.d = down(one.y - from.y, two.y - from.y);
    place.e = from.x - place.a * from.u - place.c * from.v;
    place.f = from.y - place.b * from.u - place.d * from.v;
    bool const is_place = std::isfinite(place.a + place.b + place.c + place.d + place.e + place.f);
    return is_place ? std::fabs(area) : 0;
}

/// Whether the two matrices give visibly the same positions for all corners of the picture.
bool agree(ImagePlacement const& one, ImagePlacement const& two)
{
    constexpr double kSeen = 0.1;  // page units
    return std::fabs(one.a - two.a) + std::fabs(one.c - two.c) + std::fabs(one.e - two.e) < kSeen &&
           std::fabs(one.b - two.b) + std::fabs(one.d - two.d) + std::fabs(one.f - two.f) < kSeen;
}

bool is_inside(ImageVertex const& corner)
{
    return corner.u >= 0 && corner.u <= 1 && corner.v >= 0 && corner.v <= 1;
}

}  // namespace

bool ImagePlacement::is_whole() const
{
    constexpr double kRounding = 1e-4;
    return inside && std::fabs(hidden) < kRounding;
}

std::vector<ImagePlacement> places_of(Image const& image)
{
    std::vector<ImagePlacement> places;
    for (std::size_t i = 0; i + 2 < image.indices.size(); i += 3) {
        ImageVertex corners[3];
        for (std::size_t corner = 0; corner < 3; ++corner)
            corners[corner] = image.vertices[image.indices[i + corner]];
        ImagePlacement own;
        double const share = find_matrix(own, corners);
        if (share == 0)
            continue;
        if (places.empty() || !agree(places.back(), own))
            places.push_back(own);
        auto& place = places.back();
        place.corners.insert(place.corners.end(), corners, corners + 3);
        place.hidden -= share;
        for (auto const& corner : corners)
            place.inside = place.inside && is_inside(corner);
    }
    return places;
}

}  // namespace rmirror
