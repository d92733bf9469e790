// SPDX-License-Identifier: AGPL-3.0-or-later
// Collects the marks of one upright sheet.
#pragma once

#include "background/background.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace rmirror {

class Pattern {
public:
    /// Page units; x grows to the right, y downwards, from the sheet's top left corner.
    Pattern(double width, double height) : right_(width), bottom_(height) {}

    [[nodiscard]] double width() const { return right_; }
    [[nodiscard]] double bottom() const { return bottom_; }

    void line(double x0, double y0, double x1, double y1)
    {
        marks_.push_back({x0, y0, x1, y1, kHairline, 0});
    }
    void level(double y, double left, double right) { line(left, y, right, y); }
    void plumb(double x, double top, double bottom) { line(x, top, x, bottom); }
    void box(double left, double top, double right, double bottom);

    /// A line clipped to the sheet's left and right edge, `top` and `bottom`.
    void clipped_line(double x0, double y0, double x1, double y1, double top, double bottom);

    /// A row of dots that starts at `left`.
    void dots(double y, double left, double pitch, int count);

    /// A printed word in the regular font of typed text; nothing if no font is set. With Align::middle, it is
    /// centred at `x`.
    enum class Align : std::uint8_t { left, middle };
    void word(std::string_view text, double x, double baseline, double size, Align align);

    std::vector<Mark> take() { return std::move(marks_); }
    std::vector<Figure> take_figures() { return std::move(figures_); }

private:
    static constexpr double kHairline = 1;
    static constexpr double kDot = 2;

    double right_, bottom_;
    std::vector<Mark> marks_;
    std::vector<Figure> figures_;
};

}  // namespace rmirror
