// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/texture.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rmirror {
namespace {

/// A linear function of the position in the picture.
struct Slope {
    double across = 0, down = 0, start = 0;

    [[nodiscard]] double at(double x, double y) const { return across * x + down * y + start; }

    void add(Slope const& other, double times)
    {
        across += other.across * times;
        down += other.down * times;
        start += other.start * times;
    }
};

struct Triangle {
    Place corners[3];
    Slope shares[3];  // barycentric coordinates: 1 at a corner, 0 along the opposite edge, negative beyond
    Slope u, v;       // texture coordinates, 0 to 1
    double area = 0;
    PixelRect touched;  // the pixels of the window whose centre can be inside
};

struct Columns {
    int first, end;
};

/// The first column for which `test` is true; `test` must be monotonic.
template <typename Test>
int first_where(Columns columns, Test const& test)
{
    while (columns.first < columns.end) {
        int const middle = columns.first + (columns.end - columns.first) / 2;
        if (test(middle))
            columns.end = middle;
        else
            columns.first = middle + 1;
    }
    return columns.first;
}

/// The pixels of a row whose centre is inside the triangle. Found by binary search, as each share is
/// monotonic along a row.
Columns columns_within(Triangle const& triangle, int y)
{
    constexpr double kOnTheEdge = -1e-9;  // tolerance, so that neighbours leave no gap
    Columns columns{triangle.touched.left, triangle.touched.left + triangle.touched.width};
    for (auto const& share : triangle.shares) {
        auto const holds = [&](int x) { return share.at(x + 0.5, y + 0.5) >= kOnTheEdge; };
        if (share.across >= 0)
            columns.first = first_where(columns, holds);
        else
            columns.end = first_where(columns, [&](int x) { return !holds(x); });
    }
    return columns;
}

PixelRect pixels_around(View const& view, Place const (&corners)[3])
{
    auto const& [a, b, c] = corners;
    auto within = [](double at, int from, int length) {
        return static_cast<int>(std::clamp(at, double(from), double(from + length)));
    };
    auto const& window = view.window;
    PixelRect touched{within(std::min({a.x, b.x, c.x}), window.left, window.width),
                      within(std::min({a.y, b.y, c.y}), window.top, window.height), 0, 0};
    touched.width = within(std::max({a.x, b.x, c.x}) + 1, window.left, window.width) - touched.left;
    touched.height = within(std::max({a.y, b.y, c.y}) + 1, window.top, window.height) - touched.top;
    return touched;
}

/// The slopes of a degenerate triangle are not finite.
Triangle triangle_of(View const& view, ImageVertex const* const (&vertices)[3])
{
    Triangle triangle;
    auto& corners = triangle.corners;
    for (int i = 0; i < 3; ++i)
        corners[i] = to_pixels(view, clamp_to_plane(vertices[i]->x), clamp_to_plane(vertices[i]->y));
    double const area = (corners[1].x - corners[0].x) * (corners[2].y - corners[0].y) -
                        (corners[2].x - corners[0].x) * (corners[1].y - corners[0].y);
    for (int i = 0; i < 3; ++i) {
        auto const& next = corners[(i + 1) % 3];
        auto const& last = corners[(i + 2) % 3];
        auto& share = triangle.shares[i];
        share = {(next.y - last.y) / area, (last.x - next.x) / area, 0};
        share.start = -share.at(next.x, next.y);
        triangle.u.add(share, vertices[i]->u);
        triangle.v.add(share, vertices[i]->v);
    }
    triangle.area = std::fabs(area);
    triangle.touched = pixels_around(view, corners);
    return triangle;
}

/// The non-degenerate triangles with finite coordinates.
std::vector<Triangle> triangles_of(Image const& image, View const& view)
{
    std::vector<Triangle> triangles;
    for (std::size_t i = 0; i + 2 < image.indices.size(); i += 3) {
        ImageVertex const* vertices[3];
        double sum = 0;
        for (std::size_t corner = 0; corner < 3; ++corner) {
            vertices[corner] = &image.vertices[image.indices[i + corner]];
            sum += vertices[corner]->x + vertices[corner]->y;
        }
        if (!std::isfinite(sum))
            continue;
        auto const triangle = triangle_of(view, vertices);
        if (std::isfinite(triangle.u.at(1, 1) + triangle.v.at(1, 1)))
            triangles.push_back(triangle);
    }
    return triangles;
}

/// A mipmap level of the picture: halved until a pixel of the page spans at most two of its pixels, since
/// more would be skipped.
class Texture {
public:
    Texture(Pixels const& pixels, Triangle const& triangle)
        : width_(pixels.width), height_(pixels.height), rgba_(pixels.rgba.data())
    {
        auto const& [u, v] = std::pair(triangle.u, triangle.v);
        while ((step(u.across, v.across) > 4 || step(u.down, v.down) > 4) && (width_ > 1 || height_ > 1))
            halve();
    }

    /// Bilinear sample of all channels; beyond the picture its edge repeats.
    void read(double u, double v, unsigned (&rgba)[4]) const
    {
        int const x = place(u, width_);
        int const y = place(v, height_);
        auto const* left_above = pixel(x >> kFraction, y >> kFraction);
        auto const* right_above = pixel((x >> kFraction) + 1, y >> kFraction);
        auto const* left_below = pixel(x >> kFraction, (y >> kFraction) + 1);
        auto const* right_below = pixel((x >> kFraction) + 1, (y >> kFraction) + 1);
        // Fast path: most of a printed page is plain paper.
        if (alike(left_above, right_above) && alike(left_above, left_below) &&
            alike(left_above, right_below)) {
            std::copy_n(left_above, 4, rgba);
            return;
        }
        auto const right = static_cast<unsigned>(x) % kParts;
        auto const down = static_cast<unsigned>(y) % kParts;
        for (int i = 0; i < 4; ++i) {
            unsigned const above = left_above[i] * (kParts - right) + right_above[i] * right;
            unsigned const below = left_below[i] * (kParts - right) + right_below[i] * right;
            rgba[i] = (above * (kParts - down) + below * down + kParts * kParts / 2) >> (2 * kFraction);
        }
    }

private:
    static constexpr int kFraction = 8;
    static constexpr unsigned kParts = 1U << kFraction;  // of a pixel

    static bool alike(std::uint8_t const* one, std::uint8_t const* other)
    {
        return std::memcmp(one, other, 4) == 0;
    }

    /// Square of the distance, in pixels of the picture, between two neighbouring pixels of the page.
    [[nodiscard]] double step(double u, double v) const
    {
        return u * width_ * u * width_ + v * height_ * v * height_;
    }

    /// Fixed-point position, in 1/kParts of a pixel, from the centre of the first pixel.
    static int place(double share, int side)
    {
        double const at = share * side - 0.5;
        return at > 0 ? static_cast<int>(std::min(at, side - 1.0) * kParts + 0.5) : 0;
    }

    [[nodiscard]] std::uint8_t const* pixel(int x, int y) const
    {
        auto const row = static_cast<std::size_t>(std::min(y, height_ - 1));
        return rgba_ +
               (row * static_cast<std::size_t>(width_) + static_cast<std::size_t>(std::min(x, width_ - 1))) *
                   4;
    }

    void halve()
    {
        int const width = (width_ + 1) / 2;
        int const height = (height_ + 1) / 2;
        std::vector<std::uint8_t> halved(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                                         4);
        auto* to = halved.data();
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                for (int i = 0; i < 4; ++i)
                    *to++ = static_cast<std::uint8_t>((pixel(2 * x, 2 * y)[i] + pixel(2 * x + 1, 2 * y)[i] +
                                                       pixel(2 * x, 2 * y + 1)[i] +
                                                       pixel(2 * x + 1, 2 * y + 1)[i] + 2) /
                                                      4);
        halved_.swap(halved);
        rgba_ = halved_.data();
        width_ = width;
        height_ = height;
    }

    int width_, height_;
    std::uint8_t const* rgba_;
    std::vector<std::uint8_t> halved_;
};

/// `above` has premultiplied alpha.
void blend_pixel(std::uint8_t* below, unsigned const (&above)[4])
{
    if (above[3] == 255) {
        std::copy_n(above, 3, below);
        return;
    }
    for (int i = 0; i < 3; ++i)
        below[i] =
            static_cast<std::uint8_t>(std::min(above[i] + (below[i] * (255 - above[3]) + 127) / 255, 255U));
}

/// Draws a triangle's pixels of row `y`. `drawn` has, for each column, the last row drawn there, so that a
/// pixel on a shared edge is drawn by one triangle only.
void draw_row(Picture& page, PixelRect const& window, Triangle const& triangle, Texture const& texture, int y,
              std::vector<int>& drawn)
{
    auto const row = static_cast<std::size_t>(y - window.top) * drawn.size();
    double const down = y + 0.5;
    auto const columns = columns_within(triangle, y);
    for (int x = columns.first; x < columns.end; ++x) {
        auto const column = static_cast<std::size_t>(x - window.left);
        double const across = x + 0.5;
        if (drawn[column] == y)
            continue;
        drawn[column] = y;
        unsigned rgba[4];
        texture.read(triangle.u.at(across, down), triangle.v.at(across, down), rgba);
        blend_pixel(&page.rgba[(row + column) * 4], rgba);
    }
}

}  // namespace

void draw_image(Picture& page, View const& view, Image const& image, Pixels const& pixels)
{
    auto const triangles = triangles_of(image, view);
    bool const is_seen = std::any_of(triangles.begin(), triangles.end(), [](Triangle const& triangle) {
        return triangle.touched.width > 0 && triangle.touched.height > 0;
    });
    if (!is_seen || pixels.rgba.empty())
        return;
    auto const& window = view.window;
    int top = window.top + window.height;
    int bottom = window.top;
    auto const* largest = &triangles[0];
    for (auto const& triangle : triangles) {
        top = std::min(top, triangle.touched.top);
        bottom = std::max(bottom, triangle.touched.top + triangle.touched.height);
        if (triangle.area > largest->area)
            largest = &triangle;
    }
    Texture const texture(pixels, *largest);
    std::vector<int> drawn(static_cast<std::size_t>(window.width), window.top - 1);
    for (int y = top; y < bottom; ++y)
        for (auto const& triangle : triangles)
            if (y >= triangle.touched.top && y < triangle.touched.top + triangle.touched.height)
                draw_row(page, window, triangle, texture, y, drawn);
}

void cover_frame(CoverageMask& mask, View const& view, Image const& image)
{
    constexpr double kRadius = 1.5;  // page units
    auto const point = [&](Place const& place) {
        return InkPoint{static_cast<float>(place.x), static_cast<float>(place.y),
                        static_cast<float>(kRadius * view.scale)};
    };
    for (auto const& triangle : triangles_of(image, view))
        for (int i = 0; i < 3; ++i)
            mask.add_segment(point(triangle.corners[i]), point(triangle.corners[(i + 1) % 3]));
}

}  // namespace rmirror
