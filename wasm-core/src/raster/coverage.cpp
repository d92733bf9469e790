// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/coverage.hpp"

#include "raster/capsule.hpp"
#include "raster/ribbon.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

/// Both ends inclusive; empty when first > last.
struct Pixels {
    int first = 0, last = -1;
};

/// The pixels of [0, count) whose square touches [low, high], both counted from `origin`. Clamps before it
/// converts; after that, cutting off is rounding down.
Pixels pixels_between(double low, double high, int origin, int count)
{
    return {static_cast<int>(std::clamp(low - origin, 0.0, double(count))),
            static_cast<int>(std::clamp(high - origin + 1, 0.0, double(count))) - 1};
}

/// The pixels of [0, count) whose centre lies in [low, high].
Pixels centres_between(double low, double high, int origin, int count)
{
    return pixels_between(low + 0.5, high - 0.5, origin, count);
}

/// How much of the pixel from `at` to `at + 1` lies between two edges.
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
    coverage_.resize(std::max(coverage_.size(), stride_ * rows));
    touched_.resize(std::max(touched_.size(), words_per_row_ * rows));
    first_row_ = window.height;
    last_row_ = -1;
}

void CoverageMask::touch(int row, int from, int to)
{
    first_row_ = std::min(first_row_, row);
    last_row_ = std::max(last_row_, row);
    auto* words = &touched_[static_cast<std::size_t>(row) * words_per_row_];
    auto const first = static_cast<unsigned>(from / kBlock);
    auto const last = static_cast<unsigned>(to / kBlock);
    if (first / 64 == last / 64) {
        words[first / 64] |= ((std::uint64_t{2} << (last - first)) - 1) << (first % 64);
        return;
    }
    for (unsigned block = first; block <= last; ++block)
        words[block / 64] |= std::uint64_t{1} << (block % 64);
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
    // Most segments are short: to ask for each row what it holds of them would take longer than it saves.
    constexpr int kNarrow = 16;  // pixels
    Capsule const capsule(from, to);
    auto const rows = centres_between(capsule.top(), capsule.bottom(), window_.top, window_.height);
    auto columns = centres_between(capsule.left(), capsule.right(), window_.left, window_.width);
    bool const is_narrow = columns.last - columns.first < kNarrow;
    for (int row = rows.first; row <= rows.last; ++row) {
        float const centre_y = centre_of(row + window_.top);
        if (!is_narrow) {
            auto const span = capsule.span_of_row(centre_y);
            columns = centres_between(span.left, span.right, window_.left, window_.width);
        }
        if (columns.first > columns.last)
            continue;
        touch(row, columns.first, columns.last);
        // Whole groups of four: beyond the span nothing is covered, and rows are padded.
        int const groups = (columns.last - columns.first) / 4 + 1;
        int const first = std::min(columns.first, static_cast<int>(stride_) - 4 * groups);
        capsule.raise_row(
            &coverage_[static_cast<std::size_t>(row) * stride_ + static_cast<std::size_t>(first)], groups,
            centre_of(first + window_.left), centre_y);
    }
}

void CoverageMask::add_flat_stroke(std::span<InkPoint const> points)
{
    for (std::size_t i = 1; i < points.size(); ++i) {
        Ribbon const ribbon(points, i);
        auto const rows = pixels_between(ribbon.top(), ribbon.bottom(), window_.top, window_.height);
        for (int row = rows.first; row <= rows.last; ++row)
            raise(row, ribbon.left(), ribbon.right(),
                  [&](int x) { return ribbon.level_at(centre_of(x), centre_of(row + window_.top)); });
    }
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

InkExtent extent_of(std::span<InkPoint const> outline)
{
    auto const& first = outline.front();
    InkExtent extent{first.x, first.y, first.x, first.y, 0};
    for (auto const& point : outline) {
        extent.left = std::min(extent.left, point.x);
        extent.right = std::max(extent.right, point.x);
        extent.top = std::min(extent.top, point.y);
        extent.bottom = std::max(extent.bottom, point.y);
        extent.radius = std::max(extent.radius, point.radius);
    }
    return extent;
}

PixelRect window_around(std::span<InkPoint const> points, PixelRect const& picture)
{
    if (points.empty())
        return {picture.left, picture.top, 0, 0};
    auto const [left, top, right, bottom, radius] = extent_of(points);
    // Half a pixel, and what floats do not know so far off: see Capsule.
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
        mask.add_stroke(points);
}

}  // namespace rmirror
