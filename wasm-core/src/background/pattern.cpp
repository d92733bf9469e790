// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/pattern.hpp"

#include "background/printed_word.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

/// Clips the range [from, to] of t, within 0 to 1, to where start + t * change is between `low` and `high`.
void keep_between(double start, double change, double low, double high, double& from, double& to)
{
    if (change == 0) {
        if (start < low || start > high)
            to = from - 1;
        return;
    }
    double enters = (low - start) / change;
    double leaves = (high - start) / change;
    if (enters > leaves)
        std::swap(enters, leaves);
    from = std::max(from, enters);
    to = std::min(to, leaves);
}

}  // namespace

void Pattern::box(double left, double top, double right, double bottom)
{
    level(top, left, right);
    level(bottom, left, right);
    plumb(left, top, bottom);
    plumb(right, top, bottom);
}

void Pattern::clipped_line(double x0, double y0, double x1, double y1, double top, double bottom)
{
    double from = 0;
    double to = 1;
    keep_between(x0, x1 - x0, 0, right_, from, to);
    keep_between(y0, y1 - y0, top, bottom, from, to);
    if (from >= to)
        return;
    line(x0 + from * (x1 - x0), y0 + from * (y1 - y0), x0 + to * (x1 - x0), y0 + to * (y1 - y0));
}

void Pattern::dots(double y, double left, double pitch, int count)
{
    if (count > 0)
        marks_.push_back({left, y, left + (count - 0.5) * pitch, y, kDot, pitch});
}

void Pattern::word(std::string_view text, double x, double baseline, double size, Align align)
{
    double const left = align == Align::middle ? x - printed_width(text, size) / 2 : x;
    auto figure = printed_word(text, left, baseline, size);
    if (!figure.outlines.empty())
        figures_.push_back(std::move(figure));
}

}  // namespace rmirror
