// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/coverage/coverage.hpp"

#include "raster/coverage/capsule.hpp"
#include "raster/coverage/four_pixels.hpp"
#include "raster/coverage/ribbon.hpp"
#include "raster/coverage/taper.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rmirror {
namespace {

/// Both ends inclusive; empty when first > last.
struct PixelRange {
    int first = 0, last = -1;
};

/// The pixels of [0, count) that overlap [low, high], with both relative to `origin`. Clamps before the
/// conversion to int, so that truncation rounds down.
PixelRange pixels_between(double low, double high, int origin, int count)
{
    return {static_cast<int>(std::clamp(low - origin, 0.0, double(count))),
            static_cast<int>(std::clamp(high - origin + 1, 0.0, double(count))) - 1};
}

/// The pixels of [0, count) whose centre is within [low, high].
PixelRange centres_between(double low, double high, int origin, int count)
{
    return pixels_between(low + 0.5, high - 0.5, origin, count);
}

/// The same in float precision, for bounds that have a margin anyway.
PixelRange roughly_between(float low, float high, int origin, int count)
{
    auto const from = static_cast<float>(origin);
    auto const end = static_cast<float>(count);
    return {static_cast<int>(std::clamp(low - from + 0.5F, 0.0F, end)),
            static_cast<int>(std::clamp(high - from + 0.5F, 0.0F, end)) - 1};
}

/// The part of the pixel from `at` to `at + 1` that is between two edges.
float overlap(double low, double high, int at)
{
    return static_cast<float>(std::max(0.0, std::min(high, at + 1.0) - std::max(low, double(at))));
}

float centre_of(int pixel)
{
    return static_cast<float>(pixel) + 0.5F;
}

}  // namespace

void CoverageMask::move_to(PixelRect const& window)
{
    window_ = window;
    stride_ = (static_cast<std::size_t>(window.width) + kBlock - 1) / kBlock * kBlock;
    words_per_row_ = (stride_ / kBlock + 63) / 64;
    auto const rows = static_cast<std::size_t>(window.height);
    if (stride_ * rows > room_) {
        room_ = stride_ * rows;
        coverage_.reset(new std::uint8_t[room_]);
    }
    touched_.resize(std::max(touched_.size(), words_per_row_ * rows));
    first_row_ = window.height;
    last_row_ = -1;
}

void CoverageMask::touch_rows(int first_row, int last_row, int from, int to)
{
    first_row_ = std::min(first_row_, first_row);
    last_row_ = std::max(last_row_, last_row);
    auto const first = static_cast<unsigned>(from / kBlock);
    auto const last = static_cast<unsigned>(to / kBlock);
    for (unsigned word = first / 64; word <= last / 64; ++word) {
        auto const begin = word == first / 64 ? first % 64 : 0;
        auto const end = word == last / 64 ? last % 64 : 63;
        touch_blocks(first_row, last_row, word, ((std::uint64_t{2} << (end - begin)) - 1) << begin);
    }
}

inline void CoverageMask::touch_blocks(int first_row, int last_row, std::size_t word, std::uint64_t blocks)
{
    auto const first = static_cast<std::size_t>(first_row);
    auto* touched = &touched_[first * words_per_row_ + word];
    auto* pixels = &coverage_[first * stride_ + word * 64 * kBlock];
    for (int row = first_row; row <= last_row; ++row) {
        for (auto fresh = blocks & ~*touched; fresh != 0; fresh &= fresh - 1)
            std::memset(pixels + static_cast<std::size_t>(__builtin_ctzll(fresh)) * kBlock, 0, kBlock);
        *touched |= blocks;
        touched += words_per_row_;
        pixels += stride_;
    }
}

template <typename Level>
void CoverageMask::raise(int row, double left, double right, Level level)
{
    auto const columns = pixels_between(left, right, window_.left, window_.width);
    if (columns.first > columns.last)
        return;
    touch(row, columns.first, columns.last);
    auto* pixels = &coverage_[static_cast<std::size_t>(row) * stride_];
    for (int column = columns.first; column <= columns.last; ++column)
        pixels[column] = std::max(pixels[column], level(column + window_.left));
}

void CoverageMask::add_stroke(std::span<InkPoint const> points)
{
    if (points.size() == 1)
        add_segment(points[0], points[0]);
    for (std::size_t i = 1; i < points.size(); ++i)
        add_segment(points[i - 1], points[i]);
}

void CoverageMask::add_segment(InkPoint const& from, InkPoint const& to)
{
    Capsule const capsule(from, to);
    switch (capsule.shade()) {
        case Shade::any:
            return add_capsule(capsule, FourPixels<Shade::any>(capsule));
        case Shade::full:
            return add_capsule(capsule, FourPixels<Shade::full>(capsule));
        case Shade::full_and_even:
            return add_capsule(capsule, FourPixels<Shade::full_and_even>(capsule));
    }
}

template <typename Four>
void CoverageMask::add_capsule(Capsule const& capsule, Four const& four)
{
    // Processes the capsule in vertical strips: a slanted segment covers only a few rows of each strip.
    constexpr int kStrip = Four::kStrip;
    auto const columns = centres_between(capsule.left(), capsule.right(), window_.left, window_.width);
    for (int column = columns.first; column <= columns.last; column += kStrip) {
        int const width = columns.last - column < kStrip / 2 ? kStrip / 2 : kStrip;
        int const start = std::min(column, static_cast<int>(stride_) - width);  // rows are padded
        float const left = centre_of(start + window_.left);
        auto const span = capsule.span_of_columns(left, left + static_cast<float>(width - 1));
        auto const rows = roughly_between(span.top, span.bottom, window_.top, window_.height);
        if (rows.first > rows.last)
            continue;
        touch_rows(rows.first, rows.last, column, std::min(column + width - 1, columns.last));
        auto* pixels =
            &coverage_[static_cast<std::size_t>(rows.first) * stride_ + static_cast<std::size_t>(start)];
        int const count = rows.last - rows.first + 1;
        float const top = centre_of(rows.first + window_.top);
        if (width == kStrip)
            four.raise_strip(pixels, stride_, count, left, top);
        else
            four.raise_half_strip(pixels, stride_, count, left, top);
    }
}

template <typename Segment>
void CoverageMask::add_by_pixel(Segment const& segment)
{
    auto const rows = pixels_between(segment.top(), segment.bottom(), window_.top, window_.height);
    for (int row = rows.first; row <= rows.last; ++row) {
        float const y = centre_of(row + window_.top);
        auto const columns = segment.columns_at(y);
        raise(row, columns.left, columns.right, [&](int x) { return segment.level_at(centre_of(x), y); });
    }
}

void CoverageMask::add_tapered_stroke(std::span<InkPoint const> points)
{
    auto const bulging = bulging_discs(points);
    if (bulging.empty())
        return add_stroke(points);
    for (std::size_t i = 1; i < points.size(); ++i)
        if (bulging[i - 1] || bulging[i])
            add_by_pixel(Taper(points, i));
        else
            add_segment(points[i - 1], points[i]);
}

void CoverageMask::add_flat_stroke(std::span<InkPoint const> points)
{
    for (std::size_t i = 1; i < points.size(); ++i)
        add_by_pixel(Ribbon(points, i));
}

void CoverageMask::add_run(int y, int x, std::span<std::uint8_t const> coverage)
{
    int const row = y - window_.top;
    int const from = std::max(x - window_.left, 0);
    int const end = std::min(x - window_.left + static_cast<int>(coverage.size()), window_.width);
    if (row < 0 || row >= window_.height || from >= end)
        return;
    touch(row, from, end - 1);
    auto* pixels = &coverage_[static_cast<std::size_t>(row) * stride_];
    for (int column = from; column < end; ++column) {
        auto const level = coverage[static_cast<std::size_t>(column - (x - window_.left))];
        pixels[column] = std::max(pixels[column], level);
    }
}

bool CoverageMask::reaches(PixelRect const& part) const
{
    return part.left < window_.left + window_.width && part.left + part.width > window_.left &&
           part.top < window_.top + window_.height && part.top + part.height > window_.top;
}

void CoverageMask::add_rect(double left, double top, double right, double bottom)
{
    auto const rows = pixels_between(top, bottom, window_.top, window_.height);
    for (int row = rows.first; row <= rows.last; ++row) {
        float const part_of_row = 255.0F * overlap(top, bottom, row + window_.top);
        raise(row, left, right, [&](int x) { return byte_of(part_of_row * overlap(left, right, x)); });
    }
}

PixelRect window_around(std::span<InkPoint const> points, PixelRect const& picture)
{
    if (points.empty())
        return {picture.left, picture.top, 0, 0};
    auto const [left, top, right, bottom, radius] = extent_of(points);
    // Half a pixel of antialiasing plus the imprecision of floats at this distance: see Capsule.
    float const farthest = std::max({std::fabs(left), std::fabs(right), std::fabs(top), std::fabs(bottom)});
    double const reach = double{radius} + 2 + 4e-6 * double{farthest};
    auto const columns = pixels_between(left - reach, right + reach, picture.left, picture.width);
    auto const rows = pixels_between(top - reach, bottom + reach, picture.top, picture.height);
    constexpr int kBlock = CoverageMask::kBlock;
    int const first = columns.first / kBlock * kBlock;
    int const end = std::min((columns.last + kBlock) / kBlock * kBlock, picture.width);
    return {picture.left + first, picture.top + rows.first, std::max(0, end - first),
            std::max(0, rows.last + 1 - rows.first)};
}

void cover_stroke(CoverageMask& mask, std::vector<InkPoint> const& points, Cap cap)
{
    if (cap == Cap::flat && points.size() > 1)
        mask.add_flat_stroke(points);
    else
        mask.add_tapered_stroke(points);
}

}  // namespace rmirror
