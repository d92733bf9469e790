// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/image_place.hpp"

#include "raster/texture.hpp"

#include <cmath>

namespace rmirror {
namespace {

bool is_edge(float share)
{
    return share == 0 || share == 1;
}

/// False when the corners do not span a part of the picture.
bool find_matrix(ImagePlace& place, ImageVertex const* corners)
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
    return area != 0 && std::isfinite(place.a + place.b + place.c + place.d + place.e + place.f);
}

}  // namespace

ImagePlace place_of(Image const& image)
{
    ImagePlace place;
    for (std::size_t i = 0; i + 2 < image.indices.size() && i < 3 * kMostTriangles; i += 3) {
        ImageVertex corners[3];
        for (std::size_t corner = 0; corner < 3; ++corner)
            corners[corner] = image.vertices[image.indices[i + corner]];
        ImagePlace own;
        if (!find_matrix(own, corners))
            continue;
        if (place.corners.empty())
            place = own;
        for (auto const& corner : corners) {
            place.is_whole = place.is_whole && is_edge(corner.u) && is_edge(corner.v);
            place.corners.push_back(corner);
        }
    }
    return place;
}

}  // namespace rmirror
