// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/coverage.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

/// Both ends inclusive; empty when first > last.
struct Pixels {
    int first = 0, last = -1;
};

/// The pixels of [0, count) whose square touches [low, high]. Clamps before it converts.
Pixels pixels_between(double low, double high, int count)
{
    double limit = count;
    return {static_cast<int>(std::clamp(std::floor(low), 0.0, limit)),
            static_cast<int>(std::clamp(std::floor(high), -1.0, limit - 1))};
}

/// How much of a pixel lies within `radius` of a line that passes `distance` from its centre. The
/// second limit keeps lines thinner than a pixel as light as they are thin.
float covered(float radius, float distance)
{
    return std::clamp(std::min(radius + 0.5F - distance, 2 * radius), 0.0F, 1.0F);
}

/// The hull of two discs, with what does not depend on the pixel worked out once.
class Capsule {
public:
    Capsule(InkPoint const& from, InkPoint const& to)
        : x_(from.x),
          y_(from.y),
          dx_(to.x - from.x),
          dy_(to.y - from.y),
          radius_(from.radius),
          radius_gain_(to.radius - from.radius),
          reach_(std::max(from.radius, to.radius) + 1)
    {
        float square = dx_ * dx_ + dy_ * dy_;
        length_ = std::sqrt(square);
        inverse_square_ = square > 0 ? 1 / square : 0;
    }

    [[nodiscard]] float top() const { return std::min(y_, y_ + dy_) - reach_; }
    [[nodiscard]] float bottom() const { return std::max(y_, y_ + dy_) + reach_; }

    /// What the row through `y` can hold of it.
    void span_of_row(float y, float& left, float& right) const
    {
        left = std::min(x_, x_ + dx_) - reach_;
        right = std::max(x_, x_ + dx_) + reach_;
        float rise = std::fabs(dy_);
        if (rise <= 0.01F * length_)
            return;  // Nearly level: the row crosses it lengthwise.
        float centre = x_ + (y - y_) * (dx_ / dy_);
        float half = reach_ * length_ / rise;
        left = std::max(left, centre - half);
        right = std::min(right, centre + half);
    }

    [[nodiscard]] float coverage_at(float x, float y) const
    {
        float right = x - x_;
        float down = y - y_;
        float along = std::clamp((right * dx_ + down * dy_) * inverse_square_, 0.0F, 1.0F);
        float off_x = right - along * dx_;
        float off_y = down - along * dy_;
        return covered(radius_ + along * radius_gain_, std::sqrt(off_x * off_x + off_y * off_y));
    }

private:
    float x_, y_, dx_, dy_, radius_, radius_gain_, reach_;
    float length_ = 0, inverse_square_ = 0;
};

/// How much of the pixel from `at` to `at + 1` lies between two edges.
float overlap(double low, double high, int at)
{
    return static_cast<float>(std::max(0.0, std::min(high, at + 1.0) - std::max(low, double(at))));
}

}  // namespace

CoverageMask::CoverageMask(int width, int height)
    : width_(width),
      height_(height),
      stride_((static_cast<std::size_t>(width) + kBlock - 1) / kBlock * kBlock),
      words_per_row_((stride_ / kBlock + 63) / 64),
      coverage_(stride_ * static_cast<std::size_t>(height)),
      touched_(words_per_row_ * static_cast<std::size_t>(height)),
      first_row_(height)
{}

void CoverageMask::touch(int y, int from, int to)
{
    first_row_ = std::min(first_row_, y);
    last_row_ = std::max(last_row_, y);
    auto* words = &touched_[static_cast<std::size_t>(y) * words_per_row_];
    for (int block = from / kBlock; block <= to / kBlock; ++block)
        words[block / 64] |= std::uint64_t{1} << (block % 64);
}

template <typename Cover>
void CoverageMask::raise(int y, double left, double right, Cover cover)
{
    auto columns = pixels_between(left, right, width_);
    if (columns.first > columns.last)
        return;
    touch(y, columns.first, columns.last);
    auto* row = &coverage_[static_cast<std::size_t>(y) * stride_];
    for (int x = columns.first; x <= columns.last; ++x) {
        auto value = static_cast<std::uint8_t>(cover(x) * 255.0F + 0.5F);
        row[x] = std::max(row[x], value);
    }
}

void CoverageMask::add_segment(InkPoint const& from, InkPoint const& to)
{
    Capsule capsule(from, to);
    auto rows = pixels_between(capsule.top(), capsule.bottom(), height_);
    for (int y = rows.first; y <= rows.last; ++y) {
        float centre_y = static_cast<float>(y) + 0.5F;
        float left = 0;
        float right = 0;
        capsule.span_of_row(centre_y, left, right);
        raise(y, left, right,
              [&](int x) { return capsule.coverage_at(static_cast<float>(x) + 0.5F, centre_y); });
    }
}

void CoverageMask::add_square_end(InkPoint const& before, InkPoint const& end)
{
    float dx = end.x - before.x;
    float dy = end.y - before.y;
    float length = std::sqrt(dx * dx + dy * dy);
    if (length <= 0)
        return;
    dx /= length;
    dy /= length;
    float reach = end.radius * 1.5F + 1;  // The far corners lie sqrt(2) radii away.
    auto rows = pixels_between(end.y - reach, end.y + reach, height_);
    for (int y = rows.first; y <= rows.last; ++y) {
        float down = static_cast<float>(y) + 0.5F - end.y;
        raise(y, end.x - reach, end.x + reach, [&](int x) {
            float right = static_cast<float>(x) + 0.5F - end.x;
            float ahead = right * dx + down * dy;
            float aside = std::fabs(right * dy - down * dx);
            return ahead < 0 ? 0.0F : std::min(covered(end.radius, aside), covered(end.radius, ahead));
        });
    }
}

void CoverageMask::add_rect(double left, double top, double right, double bottom)
{
    auto rows = pixels_between(top, bottom, height_);
    for (int y = rows.first; y <= rows.last; ++y) {
        float part_of_row = overlap(top, bottom, y);
        raise(y, left, right, [&](int x) { return part_of_row * overlap(left, right, x); });
    }
}

}  // namespace rmirror
