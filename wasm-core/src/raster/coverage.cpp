// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/coverage.hpp"

#include "raster/capsule.hpp"

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

std::uint8_t to_byte(float coverage)
{
    return static_cast<std::uint8_t>(coverage * 255.0F + 0.5F);
}

void raise_four(std::uint8_t* pixels, FourFloats coverage)
{
    auto const values = __builtin_convertvector(coverage * 255.0F + 0.5F, FourInts);
    for (int i = 0; i < 4; ++i)
        pixels[i] = std::max(pixels[i], static_cast<std::uint8_t>(values[i]));
}

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
        row[x] = std::max(row[x], to_byte(cover(x)));
    }
}

void CoverageMask::add_segment(InkPoint const& from, InkPoint const& to)
{
    Capsule const capsule(from, to);
    auto rows = pixels_between(capsule.top(), capsule.bottom(), height_);
    for (int y = rows.first; y <= rows.last; ++y) {
        float const centre_y = static_cast<float>(y) + 0.5F;
        float left = 0;
        float right = 0;
        capsule.span_of_row(centre_y, left, right);
        auto columns = pixels_between(left, right, width_);
        if (columns.first > columns.last)
            continue;
        touch(y, columns.first, columns.last);
        auto* row = &coverage_[static_cast<std::size_t>(y) * stride_];
        int x = columns.first;
        for (; x + 3 <= columns.last; x += 4)
            raise_four(row + x, capsule.coverage_of_four(static_cast<float>(x) + 0.5F, centre_y));
        for (; x <= columns.last; ++x)
            row[x] = std::max(row[x], to_byte(capsule.coverage_at(static_cast<float>(x) + 0.5F, centre_y)));
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

void CoverageMask::add_run(int y, int x, std::span<std::uint8_t const> coverage)
{
    if (coverage.empty())
        return;
    touch(y, x, x + static_cast<int>(coverage.size()) - 1);
    auto* row = &coverage_[static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(x)];
    for (std::size_t i = 0; i < coverage.size(); ++i)
        row[i] = std::max(row[i], coverage[i]);
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
