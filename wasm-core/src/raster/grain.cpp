// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/grain.hpp"

#include "raster/flatten.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

constexpr unsigned kShareBits = 11;
constexpr unsigned kWhole = 1U << kShareBits;

/// The units that may leave ink in the view's window.
PixelRect units_of(View const& view)
{
    auto const reach = reach_of(view);
    auto const left = static_cast<int>(std::floor(std::max(reach.left, -2.0 * kFarthest)));
    auto const top = static_cast<int>(std::floor(std::max(reach.top, -2.0 * kFarthest)));
    auto const right = static_cast<int>(std::ceil(std::min(reach.right, 2.0 * kFarthest)));
    auto const bottom = static_cast<int>(std::ceil(std::min(reach.bottom, 2.0 * kFarthest)));
    return {left, top, std::max(0, right - left), std::max(0, bottom - top)};
}

/// The first pixel whose centre is at or beyond `edge`.
int first_from(double edge)
{
    return static_cast<int>(std::ceil(edge - 0.5));
}

}  // namespace

bool is_inked(std::int32_t column, std::int32_t row, std::uint32_t seed, std::uint8_t level)
{
    auto bits = static_cast<std::uint32_t>(column) * 0x9e3779b1U ^
                static_cast<std::uint32_t>(row) * 0x85ebca77U ^ seed;
    bits = (bits ^ bits >> 16U) * 0x7feb352dU;
    bits = (bits ^ bits >> 15U) * 0x846ca68bU;
    return bits >> 24U < level || level == 255;
}

Grain::Grain(View const& view) : view_(view), units_(), chances_({0, 0, 0, 0})
{
    units_.window = units_of(view);
}

bool Grain::cover(CoverageMask& mask, std::span<InkPoint const> outline, std::uint32_t seed)
{
    points_.assign(outline.begin(), outline.end());
    flatten(points_, units_);
    auto const units = window_around(points_, units_.window);
    if (std::int64_t{units.width} * units.height > kMaxPixels)
        return false;
    chances_.move_to(units);
    chances_.add_tapered_stroke(points_);
    if (view_.scale >= 1)
        cover_units(mask, seed);
    else
        cover_parts(mask, units, seed);
    return true;
}

void Grain::cover_units(CoverageMask& mask, std::uint32_t seed)
{
    chances_.drain([&](int row, int column, std::span<std::uint8_t> levels) {
        auto const end = column + static_cast<int>(levels.size());
        int from = end;  // first of a run of inked units
        for (int at = column; at < end; ++at) {
            auto const level = levels[static_cast<std::size_t>(at - column)];
            bool const inked = level != 0 && is_inked(at, row, seed, level);
            if (inked && from == end)
                from = at;
            if (!inked && from != end) {
                cover_pixels(mask, row, from, at);
                from = end;
            }
        }
        if (from != end)
            cover_pixels(mask, row, from, end);
    });
}

/// Covers the pixels of a row's units from column `from` to `end`, exclusive.
void Grain::cover_pixels(CoverageMask& mask, int row, int from, int end)
{
    auto const& window = view_.window;
    auto a = to_pixels(view_, from, view_.turned ? row + 1 : row);
    auto b = to_pixels(view_, end, view_.turned ? row : row + 1);
    int const left = std::max(first_from(a.x), window.left);
    int const right = std::min(first_from(b.x), window.left + window.width);
    int const top = std::max(first_from(a.y), window.top);
    int const bottom = std::min(first_from(b.y), window.top + window.height);
    if (left >= right)
        return;
    run_.assign(static_cast<std::size_t>(right - left), 255);
    for (int y = top; y < bottom; ++y)
        mask.add_run(y, left, run_);
}

Grain::Slot Grain::slot(double from, double to) const
{
    // Pixels are larger than units, so a unit overlaps at most two.
    auto const pixel = static_cast<int>(std::floor(from));
    auto const inside = std::min(to, pixel + 1.0) - from;
    auto const share = static_cast<std::uint32_t>(inside * kWhole + 0.5);
    auto const whole = static_cast<std::uint32_t>((to - from) * kWhole + 0.5);
    return {pixel, share, whole - std::min(share, whole)};
}

void Grain::lay_out_slots()
{
    auto const& units = units_.window;
    for (int i = 0; i < units.width; ++i) {
        auto const from = to_pixels(view_, units.left + i, 0);
        auto const to = to_pixels(view_, units.left + i + 1, 0);
        columns_.push_back(view_.turned ? slot(from.y, to.y) : slot(from.x, to.x));
    }
    for (int i = 0; i < units.height; ++i) {
        auto const from = to_pixels(view_, 0, units.top + i);
        auto const to = to_pixels(view_, 0, units.top + i + 1);
        rows_.push_back(view_.turned ? slot(to.x, from.x) : slot(from.y, to.y));
    }
}

Grain::Slot const& Grain::column_slot(int column) const
{
    return columns_[static_cast<std::size_t>(column - units_.window.left)];
}

Grain::Slot const& Grain::row_slot(int row) const
{
    return rows_[static_cast<std::size_t>(row - units_.window.top)];
}

void Grain::add_parts(PixelRect const& pixels, int row, int column)
{
    auto const& across = view_.turned ? row_slot(row) : column_slot(column);
    auto const& down = view_.turned ? column_slot(column) : row_slot(row);
    auto* part =
        &parts_[static_cast<std::size_t>(down.pixel - pixels.top) * static_cast<std::size_t>(pixels.width) +
                static_cast<std::size_t>(across.pixel - pixels.left)];
    part[0] += across.share * down.share;
    part[1] += across.share_of_next * down.share;
    part += pixels.width;
    part[0] += across.share * down.share_of_next;
    part[1] += across.share_of_next * down.share_of_next;
}

void Grain::cover_parts(CoverageMask& mask, PixelRect const& units, std::uint32_t seed)
{
    if (units.width == 0 || units.height == 0)
        return;
    if (columns_.empty())
        lay_out_slots();
    int const last_column = units.left + units.width - 1;
    int const last_row = units.top + units.height - 1;
    auto const& left = view_.turned ? row_slot(last_row) : column_slot(units.left);
    auto const& right = view_.turned ? row_slot(units.top) : column_slot(last_column);
    auto const& top = view_.turned ? column_slot(units.left) : row_slot(units.top);
    auto const& bottom = view_.turned ? column_slot(last_column) : row_slot(last_row);
    PixelRect const pixels{left.pixel, top.pixel, right.pixel + 2 - left.pixel, bottom.pixel + 2 - top.pixel};
    parts_.assign(static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height), 0);
    chances_.drain([&](int row, int column, std::span<std::uint8_t> levels) {
        for (auto const level : levels) {
            if (level != 0 && is_inked(column, row, seed, level))
                add_parts(pixels, row, column);
            ++column;
        }
    });
    run_.resize(static_cast<std::size_t>(pixels.width));
    auto const* part = parts_.data();
    for (int y = pixels.top; y < pixels.top + pixels.height; ++y) {
        std::uint32_t any = 0;
        for (auto& covered : run_) {
            any |= *part;
            covered = static_cast<std::uint8_t>(
                std::min(255U, (*part++ * 255U + (1U << (2 * kShareBits - 1))) >> (2 * kShareBits)));
        }
        if (any != 0)
            mask.add_run(y, pixels.left, run_);
    }
}

}  // namespace rmirror
