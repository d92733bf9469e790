// SPDX-License-Identifier: AGPL-3.0-or-later
// Measured on a page of tasks and one of bullets, drawn by the desktop app at one pixel per unit (2026-11).
#include "typeset/marks.hpp"

#include "typeset/metrics.hpp"

#include <algorithm>

namespace rmirror {
namespace {

constexpr double kBoxLeft = 6.67;    // from the left edge of its level
constexpr double kBoxAbove = 24.93;  // above the baseline
constexpr double kBoxSide = 26.67;
constexpr double kBoxLine = 2.5;
constexpr double kInnerCorner = 8.3;  // radius, at the bottom left

constexpr double kBulletMiddle = 25.81;  // from the left edge of its level
constexpr double kBulletAbove = 10.6;    // above the baseline
constexpr double kBulletRadius = 3.95;

constexpr double kStrikeTop = 10.6;  // above the baseline
constexpr double kStrikeBottom = 8.6;

/// A contour in local coordinates, clockwise on a page with y downwards.
class Shape {
public:
    Shape(double x, double y) : x_(x), y_(y) {}

    Shape& to(double x, double y)
    {
        contour_.push_back({static_cast<float>(x_ + x), static_cast<float>(y_ + y)});
        return *this;
    }

    /// Adds an arc in steps of 15 degrees, clockwise, from (x, y) around the centre.
    Shape& around(double middle_x, double middle_y, double x, double y, int steps)
    {
        constexpr double kCos = 0.965925826289068, kSin = 0.258819045102521;
        double right = x - middle_x, down = y - middle_y;
        for (int i = 0; i <= steps; ++i) {
            to(middle_x + right, middle_y + down);
            double const turned = right * kCos - down * kSin;
            down = right * kSin + down * kCos;
            right = turned;
        }
        return *this;
    }

    Contour filled() { return std::move(contour_); }

    Contour hole()
    {
        std::reverse(contour_.begin(), contour_.end());
        return std::move(contour_);
    }

private:
    double x_, y_;
    Contour contour_;
};

Contour rectangle(double left, double top, double right, double bottom)
{
    return Shape(0, 0).to(left, top).to(right, top).to(right, bottom).to(left, bottom).filled();
}

void add_box(std::vector<Contour>& shapes, ListMark mark, double left, double top)
{
    shapes.push_back(rectangle(left, top, left + kBoxSide, top + kBoxSide));
    if (mark == ListMark::ticked_box) {
        shapes.push_back(Shape(left, top)
                             .to(5.4, 14.7)
                             .to(7.13, 12.97)
                             .to(10.83, 16.66)
                             .to(19.74, 7.74)
                             .to(21.48, 9.48)
                             .to(10.83, 20.13)
                             .hole());
        return;
    }
    constexpr double kNear = kBoxLine, kFar = kBoxSide - kBoxLine;
    constexpr double kMiddleX = kNear + kInnerCorner, kMiddleY = kFar - kInnerCorner;
    shapes.push_back(Shape(left, top)
                         .to(kNear, kNear)
                         .to(kFar, kNear)
                         .to(kFar, kFar)
                         .around(kMiddleX, kMiddleY, kMiddleX, kFar, 6)
                         .hole());
    if (mark == ListMark::dashed_box)
        shapes.push_back(rectangle(left + 5.83, top + 12.08, left + 20.83, top + 14.58));
}

}  // namespace

double left_of_mark(ListMark mark)
{
    return mark == ListMark::bullet ? kBulletMiddle - kBulletRadius : kBoxLeft;
}

std::vector<Contour> marks_of(TextLine const& line)
{
    std::vector<Contour> shapes;
    double const level = line.x - kListLevel;
    switch (line.mark) {
        case ListMark::bullet: {
            double const x = level + kBulletMiddle, y = line.baseline - kBulletAbove;
            shapes.push_back(Shape(x, y).around(0, 0, kBulletRadius, 0, 23).filled());
            break;
        }
        case ListMark::open_box:
        case ListMark::ticked_box:
        case ListMark::dashed_box:
            add_box(shapes, line.mark, level + kBoxLeft, line.baseline - kBoxAbove);
            break;
        default:
            break;
    }
    if (line.is_struck)
        shapes.push_back(rectangle(line.x, line.baseline - kStrikeTop, line.x + width_of(line),
                                   line.baseline - kStrikeBottom));
    return shapes;
}

}  // namespace rmirror
