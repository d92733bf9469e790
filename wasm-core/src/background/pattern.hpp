// SPDX-License-Identifier: AGPL-3.0-or-later
// Collects the marks of one upright sheet.
#pragma once

#include "background/background.hpp"
#include "background/templates.hpp"

#include <utility>
#include <vector>

namespace rmirror {

class Pattern {
public:
    /// Page units; x grows to the right, y downwards, from the sheet's top left corner.
    Pattern(double width, double height, Part part) : right_(width), top_(0), bottom_(height)
    {
        double const half = height / 2;
        if (part == Part::top)
            bottom_ = half;
        if (part == Part::bottom)
            top_ = half;
    }

    [[nodiscard]] double width() const { return right_; }
    [[nodiscard]] double top() const { return top_; }
    [[nodiscard]] double bottom() const { return bottom_; }

    void line(double x0, double y0, double x1, double y1)
    {
        marks_.push_back({x0, y0, x1, y1, kHairline, 0});
    }
    void level(double y, double left, double right) { line(left, y, right, y); }
    void plumb(double x, double top, double bottom) { line(x, top, x, bottom); }
    void box(double left, double top, double right, double bottom);

    /// A line cut to what of it lies between the sheet's left and right edge, `top` and `bottom`.
    void clipped_line(double x0, double y0, double x1, double y1, double top, double bottom);

    /// Lines across the part, `pitch` apart, from `first` to the part's end.
    void rule(double first, double pitch, double left, double right);

    /// A row of dots that begin at `left`.
    void dots(double y, double left, double right, double pitch);

    std::vector<Mark> take() { return std::move(marks_); }

private:
    // Measured on the isometric template; "P Dots S" has dots of 2 by 2. Both are black.
    static constexpr double kHairline = 1;
    static constexpr double kDot = 2;

    double right_, top_, bottom_;
    std::vector<Mark> marks_;
};

}  // namespace rmirror
