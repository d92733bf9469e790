// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/runs.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

constexpr double kShort = 1404;
constexpr double kLong = 1872;

/// Maps positions on the tablet's own sheet to this sheet, along one axis.
class Axis {
public:
    Axis(double own, double side, Fit fit)
        : own_(own), side_(side), half_(fit == Fit::top_half || fit == Fit::bottom_half)
    {
        if (fit == Fit::stretched)
            scale_ = side / own;
        else
            room_ = half_ ? (side - own) / 2 : side - own;
        if (fit == Fit::bottom_half)
            start_ = room_;
    }

    [[nodiscard]] double scaled(double length) const { return length * scale_; }

    [[nodiscard]] double place(double at) const { return start_ + at * scale_; }

    /// Position of a line of the series. A single line at the far edge stays at the edge.
    [[nodiscard]] double place(Series const& series, int index) const
    {
        constexpr double kAtTheEdge = 2;  // page units
        if (series.count == 1 && scale_ == 1 && series.first >= own_ - kAtTheEdge)
            return series.first + side_ - own_;
        return place(double{series.first} + index * double{series.pitch});
    }

    [[nodiscard]] int count(Series const& series) const
    {
        constexpr int kSeries = 3;  // two lines belong together: the sides of a box, a double line
        return series.count < kSeries ? series.count : std::max(0, series.count + more(series.pitch));
    }

    /// End of a line across fields that are `pitch` wide: at the end of the last field, or at the edge.
    [[nodiscard]] double end(double to, double pitch) const
    {
        if (to == kToEdge)
            return side_;
        bool const grid = half_ && start_ == 0 && pitch > 0;
        return std::min(side_, place(to) + (grid ? more(pitch) * pitch : 0));
    }

    [[nodiscard]] bool holds(double at) const { return at >= 0 && at < side_; }

private:
    [[nodiscard]] int more(double pitch) const { return static_cast<int>(std::floor(room_ / pitch + 0.5)); }

    double own_;
    double side_;
    bool half_;
    double scale_ = 1;
    double room_ = 0;   // how much longer this sheet is than the tablet's
    double start_ = 0;  // offset of the tablet's coordinates
};

class Layout {
public:
    Layout(Pattern& sheet, Template const& row)
        : sheet_(sheet),
          landscape_(is_landscape(row.name)),
          across_(landscape_ ? kLong : kShort, sheet.width(), across(row.fit)),
          down_(landscape_ ? kShort : kLong, sheet.bottom(), row.fit)
    {}

    void lay(Run const& run)
    {
        bool const plumb = run.way == LineDirection::plumb;
        Axis const& stacked = plumb ? across_ : down_;
        Axis const& along = plumb ? down_ : across_;
        Series const pieces{run.span.from, run.span.step, run.span.times};
        int const count = stacked.count(run.at);
        for (int i = 0; i < count; ++i) {
            double const at = std::floor(stacked.place(run.at, i));
            if (!stacked.holds(at))
                continue;
            if (run.way == LineDirection::dotted)
                sheet_.dots(at, along.place(run.span.from), along.scaled(run.span.step), along.count(pieces));
            else
                lines(run, at + (run.lies == Lies::between ? 0 : 0.5), along, pieces);
        }
        note(run.at, stacked);
        note(pieces, along);
    }

    [[nodiscard]] double min_pitch() const { return finest_; }

private:
    /// Halves are an upper and a lower one, so they don't affect the horizontal axis.
    static Fit across(Fit fit) { return fit == Fit::stretched ? fit : Fit::continued; }

    void lines(Run const& run, double middle, Axis const& along, Series const& pieces)
    {
        int const count = along.count(pieces);
        for (int i = 0; i < count; ++i) {
            double const moved = i * double{pieces.pitch};
            double const from = std::floor(along.place(run.span.from + moved));
            double const to = run.span.to == kToEdge
                                  ? along.end(kToEdge, 0)
                                  : std::floor(along.end(run.span.to + moved, run.at.pitch));
            if (from >= to)
                continue;
            if (run.way == LineDirection::level)
                sheet_.level(middle, from, to);
            else
                sheet_.plumb(middle, from, to);
        }
    }

    void note(Series const& series, Axis const& axis)
    {
        if (series.count > 2)
            finest_ = std::min(finest_, axis.scaled(series.pitch));
    }

    Pattern& sheet_;
    bool landscape_;
    Axis across_;
    Axis down_;
    double finest_ = kShort;
};

}  // namespace

double lay_runs(Pattern& sheet, Template const& row)
{
    Layout layout(sheet, row);
    for (auto const& run : row.runs)
        layout.lay(run);
    return layout.min_pitch();
}

}  // namespace rmirror
