// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/template_file/sheet_figures.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rmirror {
namespace {

// Planners full of words need 20,000, the tablet's finest dots 50,000.
constexpr std::size_t kMaxPoints = 300'000;

/// How many times all shapes together may cover the sheet. A dark sheet full of lines needs 2.
constexpr double kMaxCovered = 64;

constexpr double kFigureTolerance = 1e-6;  // page units: tolerance for sums of decimal fractions

/// The first whole unit covered by a line of this width; for the edge of a shape (width 0), the unit that
/// contains it.
double unit_of(double at, double width)
{
    return std::floor(at - width / 2 + (width > 0 ? 0.5 : 0) + kFigureTolerance);
}

Outline on_units(Outline const& line, double width)
{
    Outline laid = line;
    auto const last = line.size() - 1;
    bool const closed = is_closed(line);
    for (std::size_t i = 0; i <= last; ++i) {
        auto const& here = line[i];
        auto const& before = line[i > 0 ? i - 1 : closed ? last - 1 : 1];
        auto const& after = line[i < last ? i + 1 : closed ? 1 : last - 1];
        auto is_same = [](double a, double b) { return std::fabs(a - b) < kFigureTolerance; };
        bool const level = is_same(before.y, here.y) || is_same(here.y, after.y);
        bool const upright = is_same(before.x, here.x) || is_same(here.x, after.x);
        if (upright)
            laid[i].x = unit_of(here.x, width) + width / 2;
        else if (level)
            laid[i].x = unit_of(here.x, 0);
        if (level)
            laid[i].y = unit_of(here.y, width) + width / 2;
        else if (upright)
            laid[i].y = unit_of(here.y, 0);
    }
    return laid;
}

/// Clips the range [from, to] of t, within 0 to 1, to where start + t * change is between 0 and `high`.
void keep_below(double start, double change, double high, double& from, double& to)
{
    if (change == 0) {
        if (start < 0 || start > high)
            to = -1;
        return;
    }
    double const enters = -start / change;
    double const leaves = (high - start) / change;
    from = std::max(from, std::min(enters, leaves));
    to = std::min(to, std::max(enters, leaves));
}

Spot between(Spot const& from, Spot const& to, double share)
{
    return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}

/// Clips a closed outline to the sheet.
Outline cut_to(Outline outline, double right, double bottom)
{
    for (int side = 0; side < 4; ++side) {
        // Positive on the inner side of the sheet's edge.
        auto inside_by = [&](Spot const& spot) {
            double const along = side % 2 == 0 ? spot.x : spot.y;
            return side < 2 ? along : (side % 2 == 0 ? right : bottom) - along;
        };
        Outline cut;
        for (std::size_t i = 0; i < outline.size(); ++i) {
            auto const& from = outline[i];
            auto const& to = outline[i + 1 < outline.size() ? i + 1 : 0];
            double const here = inside_by(from);
            double const there = inside_by(to);
            if (here >= 0)
                cut.push_back(from);
            if ((here < 0) != (there < 0))
                cut.push_back(between(from, to, here / (here - there)));
        }
        outline.swap(cut);
    }
    return outline;
}

/// Twice the signed area; negative for the opposite direction.
double area_of(Outline const& outline)
{
    double area = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        auto const& to = outline[i + 1 < outline.size() ? i + 1 : 0];
        area += outline[i].x * to.y - to.x * outline[i].y;
    }
    return area;
}

/// Approximate cost of drawing in square page units: the bounding box of an area, or the length of a line
/// times its width.
double covered_by(Figure const& figure)
{
    double lines = 0;
    Spot low = figure.outlines.front().front();
    Spot high = low;
    for (auto const& outline : figure.outlines)
        for (std::size_t i = 0; i < outline.size(); ++i) {
            auto const& spot = outline[i];
            auto const& before = outline[i > 0 ? i - 1 : 0];
            lines += std::fabs(spot.x - before.x) + std::fabs(spot.y - before.y) + figure.width;
            low = {std::min(low.x, spot.x), std::min(low.y, spot.y)};
            high = {std::max(high.x, spot.x), std::max(high.y, spot.y)};
        }
    return figure.width > 0 ? lines * figure.width : (high.x - low.x) * (high.y - low.y);
}

/// The figure to add a shape to: the last one with this look, so that adjacent shapes with the same look
/// become one figure. Shapes of the same color may be reordered.
Figure& figure_of(std::vector<Figure>& figures, SheetFigures::Look const& look)
{
    constexpr int kMaxLooks = 16;  // per color; beyond this, shapes only form more figures
    Figure wanted;
    wanted.width = look.width;
    wanted.pitch = look.pitch;
    wanted.red = look.ink.red;
    wanted.green = look.ink.green;
    wanted.blue = look.ink.blue;
    int looks = 0;
    for (auto figure = figures.rbegin(); figure != figures.rend() && looks < kMaxLooks; ++figure, ++looks) {
        if (figure->has_look_of(wanted))
            return *figure;
        if (figure->red != wanted.red || figure->green != wanted.green || figure->blue != wanted.blue)
            break;
    }
    figures.push_back(std::move(wanted));
    return figures.back();
}

}  // namespace

Result<Done> SheetFigures::stroke(std::vector<Outline> const& lines, Look const& look)
{
    bool const whole = look.width == std::floor(look.width);
    for (auto const& line : lines)
        if (line.size() > 1)
            TRY(stroke_line(whole ? on_units(line, look.width) : line, look));
    return Done{};
}

Result<Done> SheetFigures::stroke_line(Outline const& line, Look const& look)
{
    Outline piece;
    for (std::size_t i = 1; i < line.size(); ++i) {
        auto const& from = line[i - 1];
        auto const& to = line[i];
        double enters = 0;
        double leaves = 1;
        keep_below(from.x, to.x - from.x, right_, enters, leaves);
        keep_below(from.y, to.y - from.y, bottom_, enters, leaves);
        bool const shows = enters <= leaves;
        if (!shows || enters > 0)
            TRY(add(piece, 2, look));
        if (!shows)
            continue;
        if (piece.empty())
            piece.push_back(between(from, to, enters));
        piece.push_back(leaves == 1 ? to : between(from, to, leaves));
    }
    return add(piece, 2, look);
}

Result<Done> SheetFigures::fill(std::vector<Outline> const& outlines, bool smooth, Look const& look)
{
    double area = 0;
    for (auto const& outline : outlines)
        area += area_of(outline);
    for (auto outline : outlines) {
        if (!smooth)
            for (auto& spot : outline)
                spot = {unit_of(spot.x, 0), unit_of(spot.y, 0)};
        outline = cut_to(std::move(outline), right_, bottom_);
        // Gives all shapes the same direction, since overlapping shapes of opposite direction would cancel
        // out.
        if (area < 0)
            std::reverse(outline.begin(), outline.end());
        TRY(add(outline, 3, look));
    }
    return Done{};
}

Result<std::vector<Figure>> SheetFigures::take()
{
    double covered = 0;
    for (auto const& figure : figures_)
        covered += covered_by(figure);
    if (covered > kMaxCovered * right_ * bottom_)
        return Error{ErrorCode::too_large, "it covers the sheet too often"};
    return std::move(figures_);
}

/// Empties `outline`. An outline with fewer than `min` points is dropped.
Result<Done> SheetFigures::add(Outline& outline, std::size_t min, Look const& look)
{
    Outline whole;
    whole.swap(outline);
    if (whole.size() < min)
        return Done{};
    points_ += whole.size();
    if (points_ > kMaxPoints)
        return Error{ErrorCode::too_large, "it draws too much on one sheet"};
    figure_of(figures_, look).outlines.push_back(std::move(whole));
    return Done{};
}

}  // namespace rmirror
