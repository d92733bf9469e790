// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/fill.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {

void Filler::fill(std::vector<std::vector<Place>> const& contours, CoverageMask& mask)
{
    if (!frame(contours) || !mask.reaches({left_, top_, columns_, rows_}))
        return;
    gains_.assign(static_cast<std::size_t>(columns_ + 2) * static_cast<std::size_t>(rows_), 0);
    for (auto const& contour : contours)
        for (std::size_t i = 0; i < contour.size(); ++i)
            add_edge(contour[i], contour[i + 1 < contour.size() ? i + 1 : 0]);
    covered_.resize(static_cast<std::size_t>(columns_));
    for (int row = 0; row < rows_; ++row) {
        auto const* gain = &gains_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_ + 2)];
        float sum = 0;
        for (int column = 0; column < columns_; ++column) {
            sum += gain[column];
            covered_[static_cast<std::size_t>(column)] =
                static_cast<std::uint8_t>(std::min(std::fabs(sum), 1.0F) * 255.0F + 0.5F);
        }
        mask.add_run(top_ + row, left_, covered_);
    }
}

/// Sets the bounding box. Returns false if the shape is outside the window.
bool Filler::frame(std::vector<std::vector<Place>> const& contours)
{
    int const window_right = window_.left + window_.width;
    int const window_bottom = window_.top + window_.height;
    double left = window_right;
    double top = window_bottom;
    double right = window_.left;
    double bottom = window_.top;
    for (auto const& contour : contours)
        for (auto const& place : contour) {
            left = std::min(left, place.x);
            right = std::max(right, place.x);
            top = std::min(top, place.y);
            bottom = std::max(bottom, place.y);
        }
    left_ = static_cast<int>(std::floor(std::max(left, double(window_.left))));
    top_ = static_cast<int>(std::floor(std::max(top, double(window_.top))));
    columns_ = static_cast<int>(std::ceil(std::min(right, double(window_right)))) - left_;
    rows_ = static_cast<int>(std::ceil(std::min(bottom, double(window_bottom)))) - top_;
    return columns_ > 0 && rows_ > 0;
}

/// Clips the edge to the frame: parts left of it are moved to its left edge, and parts right of it cover
/// nothing inside.
void Filler::add_edge(Place from, Place to)
{
    if (from.y == to.y)
        return;
    double const sign = from.y < to.y ? 1 : -1;
    if (sign < 0)
        std::swap(from, to);
    double const slope = (to.x - from.x) / (to.y - from.y);
    double y = std::max(from.y, double(top_));
    double const end = std::min(to.y, double(top_ + rows_));
    if (y >= end)
        return;
    double const edges[2] = {double(left_), double(left_ + columns_)};
    double cuts[3] = {end, end, end};
    int count = 0;
    for (double edge : edges) {
        double const at = slope == 0 ? end : from.y + (edge - from.x) / slope;
        if (at > y && at < end)
            cuts[count++] = at;
    }
    if (count == 2 && cuts[0] > cuts[1])
        std::swap(cuts[0], cuts[1]);
    cuts[count] = end;
    for (int i = 0; i <= count; ++i) {
        auto x_at = [&](double where) {
            return std::clamp(from.x + (where - from.y) * slope - left_, 0.0, double(columns_));
        };
        add_piece(x_at(y), y - top_, x_at(cuts[i]), cuts[i] - top_, sign);
        y = cuts[i];
    }
}

/// Adds a piece of an edge that runs downwards within the frame.
void Filler::add_piece(double x0, double y0, double x1, double y1, double sign)
{
    double const slope = y1 > y0 ? (x1 - x0) / (y1 - y0) : 0;
    double x = x0;
    for (double y = y0; y < y1;) {
        int const row = std::min(static_cast<int>(y), rows_ - 1);
        double const below = std::min(y1, row + 1.0);
        double const next = below == y1 ? x1 : x0 + (below - y0) * slope;
        add_in_row(row, x, std::clamp(next, 0.0, double(columns_)), sign * (below - y));
        x = std::clamp(next, 0.0, double(columns_));
        if (below <= y)
            return;
        y = below;
    }
}

/// Adds the part of an edge within one row: pixels right of it gain `height` of coverage, the pixels it
/// crosses their share.
void Filler::add_in_row(int row, double x0, double x1, double height)
{
    if (x0 > x1)
        std::swap(x0, x1);
    auto* gain = &gains_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_ + 2)];
    double const per_column = x1 > x0 ? height / (x1 - x0) : 0;
    for (int column = static_cast<int>(x0); column <= columns_; ++column) {
        double const from = std::max(x0, double(column));
        double const to = std::min(x1, column + 1.0);
        double const part = x1 > x0 ? (to - from) * per_column : height;
        double const middle = (from + to) / 2 - column;  // 0 to 1 across the pixel
        gain[column] += static_cast<float>(part * (1 - middle));
        gain[column + 1] += static_cast<float>(part * middle);
        if (x1 <= column + 1.0)
            return;
    }
}

}  // namespace rmirror
