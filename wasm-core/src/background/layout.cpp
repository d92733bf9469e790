// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/layout.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

constexpr double kNothing = 1e-6;  // page units: tolerance for sums of decimal fractions

/// The indexes of the lines of a series that are drawn.
struct Range {
    int first = 0;
    int end = 0;
};

class Sheet {
public:
    explicit Sheet(Pattern& pattern)
        : pattern_(pattern),
          small_(std::min(pattern.width(), pattern.bottom()) <= kSmallSheet),
          finest_(std::min(pattern.width(), pattern.bottom()))
    {}

    void lay(Ruling const& ruling, double below)
    {
        bool const plumb = ruling.way == LineDirection::plumb;
        double const across = plumb ? pattern_.width() : pattern_.bottom();
        double const along = plumb ? pattern_.bottom() : pattern_.width();
        double const down_across = plumb ? 0 : below;
        double const down_along = plumb ? below : 0;
        double const first = at(ruling.first) + down_across;
        auto const lines = range(first, ruling.pitch, ruling.times, across);
        for (int i = lines.first; i < lines.end; ++i) {
            double const unit = std::floor(first + i * ruling.pitch + kNothing);
            if (unit >= 0 && unit < across)
                line(ruling, unit, at(ruling.from) + down_along, at(ruling.to) + down_along, along);
        }
        note(ruling.pitch, ruling.times);
        note(ruling.step, ruling.pieces);
    }

    void lay(PrintedWord const& word, double below)
    {
        pattern_.word(word.text, at(word.x), at(word.baseline) + below, word.size, word.align);
    }

    [[nodiscard]] double min_pitch() const { return finest_; }

private:
    [[nodiscard]] double at(Where const& where) const
    {
        auto const& offset = small_ ? where.small : where.large;
        return offset.at + offset.of_width * pattern_.width() + offset.of_height * pattern_.bottom();
    }

    static Range range(double first, double pitch, int times, double end)
    {
        if (times >= 0 || pitch <= 0)
            return {0, std::max(times, 1)};
        int const before = static_cast<int>(std::floor((first + kNothing) / pitch));
        int const after = static_cast<int>(std::ceil((end - first - kNothing) / pitch));
        return {times == kForward ? 0 : -before, times == kBackward ? 1 : std::max(after, 0)};
    }

    void line(Ruling const& ruling, double unit, double from, double to, double end)
    {
        auto const pieces = range(from, ruling.step, ruling.pieces, end);
        if (ruling.way == LineDirection::dotted) {
            double const left = from + pieces.first * ruling.step;
            return pattern_.dots(unit, left, ruling.step, pieces.end - pieces.first);
        }
        for (int i = pieces.first; i < pieces.end; ++i) {
            double const start = std::max(0.0, std::floor(from + i * ruling.step + kNothing));
            double const stop = std::min(end, std::floor(to + i * ruling.step + kNothing));
            if (start >= stop)
                continue;
            if (ruling.way == LineDirection::level)
                pattern_.level(unit + 0.5, start, stop);
            else
                pattern_.plumb(unit + 0.5, start, stop);
        }
    }

    void note(double pitch, int times)
    {
        if (pitch > 0 && (times < 0 || times > 2))
            finest_ = std::min(finest_, pitch);
    }

    Pattern& pattern_;
    bool small_;
    double finest_;
};

}  // namespace

SheetLayout const* find_layout(std::string_view name, double width, double height)
{
    bool const small = std::min(width, height) <= kSmallSheet;
    for (auto const layouts : {ruled_layouts(), planned_layouts()})
        for (auto const& layout : layouts)
            if (layout.name == name)
                return small && layout.large_only ? nullptr : &layout;
    return nullptr;
}

double lay_out(Pattern& pattern, SheetLayout const& layout)
{
    Sheet sheet(pattern);
    double below = 0;
    do {
        for (auto const& ruling : layout.rulings)
            sheet.lay(ruling, below);
        for (auto const& word : layout.words)
            sheet.lay(word, below);
        below += layout.repeat_height;
    } while (layout.repeat_height > 0 && below < pattern.bottom());
    return sheet.min_pitch();
}

}  // namespace rmirror
