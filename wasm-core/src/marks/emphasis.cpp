// SPDX-License-Identifier: AGPL-3.0-or-later
// Marks over handwriting. Where its words are is unknown before it is transcribed, so a mark yields a place.
#include "marks/shapes.hpp"

#include <algorithm>

namespace rmirror {
namespace {

constexpr double kFewestUnits = 120;  // page units, 13 mm: a shorter line may be a dash

bool is_level_line(Path const& path)
{
    return path.width() >= kFewestUnits && path.height() <= std::max(12.0, 0.12 * path.width()) &&
           path.length <= 3 * path.width();
}

/// The strokes of a pen, which of them are letters, and how high these usually are.
class Letters {
public:
    Letters(std::vector<Path> const& paths, std::vector<bool> const& used)
    {
        std::vector<double> heights;
        for (std::size_t i = 0; i < paths.size(); ++i) {
            auto const& path = paths[i];
            if (used[i] || path.spots.empty() || path.is_highlighter || path.height() > kHighest)
                continue;
            bool const is_letter = !is_level_line(path);
            strokes_.push_back({&path, is_letter});
            if (is_letter && path.height() >= kLowest)
                heights.push_back(path.height());
        }
        std::sort(strokes_.begin(), strokes_.end(),
                  [](PenStroke const& one, PenStroke const& two) { return one.path->top < two.path->top; });
        if (heights.empty())
            return;
        auto const middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
        std::nth_element(heights.begin(), middle, heights.end());
        usual_ = std::clamp(*middle, kLowest, kUsuallyHighest);
    }

    [[nodiscard]] double usual_height() const { return usual_; }

    /// The bounds of those letters, besides the mark itself, whose middle is in the rectangle; nothing of
    /// fewer than `least`, or if ink fills that area, as of a box that was painted black.
    [[nodiscard]] std::vector<Rect> within(Rect const& place, Path const& mark, std::size_t least) const
    {
        std::size_t count = 0;
        double left = 0, top = 0, right = 0, bottom = 0;
        double inked = 0;
        each_between(place.y - kHighest, place.y + place.height, [&](Path const& path, bool is_letter) {
            auto const x = (path.left + path.right) / 2;
            auto const y = (path.top + path.bottom) / 2;
            if (&path == &mark || x < place.x || x > place.x + place.width || y < place.y ||
                y > place.y + place.height)
                return;
            inked += path.length * 2 * path.radius;
            if (!is_letter)
                return;
            left = count == 0 ? path.left : std::min(left, path.left);
            top = count == 0 ? path.top : std::min(top, path.top);
            right = count == 0 ? path.right : std::max(right, path.right);
            bottom = count == 0 ? path.bottom : std::max(bottom, path.bottom);
            ++count;
        });
        if (count < least || inked > (right - left) * (bottom - top))
            return {};
        return {Rect{left, top, right - left, bottom - top}};
    }

    /// Whether letters stand close below the line and all of them within its ends: a denominator.
    [[nodiscard]] bool has_denominator(Path const& line) const
    {
        constexpr double kMaxGap = 0.5;  // of the usual height
        std::size_t below = 0;
        std::size_t beyond = 0;
        each_between(line.top, line.bottom + kMaxGap * usual_, [&](Path const& path, bool is_letter) {
            auto const middle = (path.top + path.bottom) / 2;
            if (!is_letter || middle < line.bottom || path.right < line.left - usual_ ||
                path.left > line.right + usual_)
                return;
            ++(path.left >= line.left && path.right <= line.right ? below : beyond);
        });
        return below > 0 && beyond == 0;
    }

private:
    struct PenStroke {
        Path const* path;
        bool is_letter;
    };

    /// Calls `take` with each stroke whose upper edge is between these y, and whether it is a letter's.
    template <typename Take>
    void each_between(double top, double bottom, Take take) const
    {
        auto at = std::lower_bound(strokes_.begin(), strokes_.end(), top,
                                   [](PenStroke const& stroke, double y) { return stroke.path->top < y; });
        for (; at != strokes_.end() && at->path->top <= bottom; ++at)
            take(*at->path, at->is_letter);
    }

    static constexpr double kLowest = 15, kUsuallyHighest = 120, kHighest = 300;  // page units

    std::vector<PenStroke> strokes_;  // by their upper edge
    double usual_ = 40;
};

std::vector<Rect> emphasised_by(Path const& path, Letters const& letters)
{
    auto const height = letters.usual_height();
    if (path.is_highlighter) {
        auto const reach = std::max(path.radius, 0.3 * height);
        return letters.within({path.left, path.top - reach, path.width(), path.height() + 2 * reach}, path,
                              2);
    }
    if (path.is_closed() && path.height() >= 1.2 * height && path.height() <= 4 * height)
        return letters.within({path.left, path.top, path.width(), path.height()}, path, 3);
    // Most letters reach down to the line that emphasises them.
    if (is_level_line(path) && !letters.has_denominator(path))
        return letters.within({path.left, path.top - 1.6 * height, path.width(), 1.6 * height}, path, 3);
    return {};
}

}  // namespace

std::vector<Rect> emphasised_ink(std::vector<Path> const& paths, std::vector<bool> const& used,
                                 std::size_t& shapes_over_nothing)
{
    Letters const letters(paths, used);
    std::vector<Rect> rects;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        auto const& path = paths[i];
        if (used[i] || path.spots.empty())
            continue;
        auto const found = emphasised_by(path, letters);
        if (found.empty() && (path.is_highlighter || is_level_line(path)))
            ++shapes_over_nothing;
        if (rects.size() < kMaxMarks)
            rects.insert(rects.end(), found.begin(), found.end());
    }
    return rects;
}

}  // namespace rmirror
