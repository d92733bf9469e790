// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/work.hpp"

namespace rmirror {
namespace {

struct Reach {
    double from = kFarthest, to = -kFarthest;

    void add(double at)
    {
        from = std::min(from, at);
        to = std::max(to, at);
    }

    [[nodiscard]] double length() const { return std::max(to - from, 0.0); }
};

}  // namespace

void Work::add(Image const& image)
{
    constexpr double kPerPixel = 8;  // relative to one that only the coverage stage visits
    constexpr double kFrame = 3;     // page units: width of the line around a missing picture
    Reach rows;
    for (std::size_t i = 0; i + 2 < image.indices.size(); i += 3) {
        Reach across, down;
        for (std::size_t corner = i; corner < i + 3; ++corner) {
            auto const& vertex = image.vertices[image.indices[corner]];
            if (!std::isfinite(vertex.x) || !std::isfinite(vertex.y))
                continue;
            across.add(clamp_to_plane(vertex.x));
            down.add(clamp_to_plane(vertex.y));
            rows.add(clamp_to_plane(vertex.y));
        }
        square_ += (across.length() + kFrame) * (down.length() + kFrame) * kPerPixel;
    }
    // Every row tests every triangle.
    auto const triangles = image.indices.size() / 3;
    linear_ += rows.length() * static_cast<double>(triangles);
    constant_ += 4;
}

}  // namespace rmirror
