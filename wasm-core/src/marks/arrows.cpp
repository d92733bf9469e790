// SPDX-License-Identifier: AGPL-3.0-or-later
#include "marks/arrows.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace rmirror {
namespace {

constexpr double kShortestShaft = 45;   // page units, 5 mm
constexpr double kLongestLetter = 110;  // page units, 12 mm
constexpr double kLongestHead = 0.6;    // of the shaft's length
constexpr double kShortestHead = 0.06;  // of the shaft's length
constexpr std::size_t kMaxShafts = 3000;

Spot direction_of(Spot from, Spot to)
{
    auto const length = std::max(distance(from, to), 1e-9);
    return {(to.x - from.x) / length, (to.y - from.y) / length};
}

double cosine(Spot one, Spot two)
{
    return one.x * two.x + one.y * two.y;
}

/// Whether a barb from the tip to `end` leads back along the shaft, at 8 to 75 degrees to it.
bool is_barb(Spot direction, Spot tip, Spot end)
{
    auto const back = -cosine(direction, direction_of(tip, end));
    return back > 0.25 && back < 0.99;
}

/// On which side of the shaft the spot is.
bool is_left_of(Spot direction, Spot tip, Spot spot)
{
    return direction.x * (spot.y - tip.y) - direction.y * (spot.x - tip.x) < 0;
}

/// Whether the path leads straight from its start to this distance along the direction, unlike a word that is
/// written in one stroke.
bool is_straight_until(Path const& path, Spot direction, double along)
{
    constexpr double kMaxDetour = 1.3;
    auto const start = path.first();
    double length = 0;
    for (std::size_t i = 1; i < path.spots.size(); ++i) {
        auto const spot = path.spots[i];
        length += distance(path.spots[i - 1], spot);
        if (cosine(direction, {spot.x - start.x, spot.y - start.y}) >= along)
            return length <= kMaxDetour * distance(start, spot);
    }
    return false;
}

/// Whether other strokes of its size are at the tip of a short arrow: letters beside a letter.
bool is_letter_among_others(Arrow const& arrow, std::vector<Path> const& paths)
{
    auto const& shaft = *arrow.shaft;
    auto const size = std::max(shaft.width(), shaft.height());
    if (size > kLongestLetter)
        return false;
    auto const reach = 0.3 * size;
    return std::any_of(paths.begin(), paths.end(), [&](Path const& other) {
        return &other != &shaft && !other.spots.empty() && !other.is_highlighter && other.width() <= size &&
               other.height() <= size && other.left - reach < arrow.tip.x &&
               other.right + reach > arrow.tip.x && other.top - reach < arrow.tip.y &&
               other.bottom + reach > arrow.tip.y;
    });
}

/// A shaft and its head in one stroke: its tip is the spot that is farthest from the start, and the pen may
/// pass it several times.
std::optional<Arrow> one_stroke_arrow(Path const& path)
{
    constexpr double kShaft = 0.35;       // of the way to the tip there is no head
    constexpr double kMaxBend = 0.1;      // of the shaft's length
    constexpr double kShortestBarb = 12;  // page units: the pen also goes back a little where a line ends
    auto const& spots = path.spots;
    if (spots.size() < 5 || path.is_closed())
        return std::nullopt;
    auto const start = spots.front();
    auto const tip = *std::max_element(spots.begin(), spots.end(), [&](Spot one, Spot two) {
        return distance(start, one) < distance(start, two);
    });
    auto const reach = distance(start, tip);
    if (reach < kShortestShaft || path.length < 1.15 * reach || path.length > 3.4 * reach)
        return std::nullopt;
    auto const direction = direction_of(start, tip);
    if (!is_straight_until(path, direction, kShaft * reach))
        return std::nullopt;
    double left = 0;
    double right = 0;
    for (auto const spot : spots) {
        auto const along = cosine(direction, {spot.x - start.x, spot.y - start.y});
        auto const aside =
            std::abs(cosine({-direction.y, direction.x}, {spot.x - start.x, spot.y - start.y}));
        if (along < kShaft * reach && aside > kMaxBend * reach)
            return std::nullopt;
        if (along < kShaft * reach || aside < 0.03 * reach || !is_barb(direction, tip, spot))
            continue;
        auto& side = is_left_of(direction, tip, spot) ? left : right;
        side = std::max(side, distance(tip, spot));
    }
    if (std::min(left, right) < std::max(kShortestHead * reach, kShortestBarb))
        return std::nullopt;
    return Arrow{&path, tip, direction, {}};
}

/// Heads drawn as strokes of their own.
class HeadSearch {
public:
    HeadSearch(std::vector<Path> const& paths, std::vector<bool> const& used) : paths_(paths), used_(used) {}

    [[nodiscard]] std::optional<Arrow> find(std::size_t shaft) const
    {
        auto const& path = paths_[shaft];
        auto const length = distance(path.first(), path.last());
        if (path.is_highlighter || length < kShortestShaft || length < 0.93 * path.length)
            return std::nullopt;
        for (bool const at_end : {true, false}) {
            auto const tip = at_end ? path.last() : path.first();
            auto const from = at_end ? path.first() : path.last();
            if (auto arrow = head_at(shaft, from, tip, length))
                return arrow;
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] std::optional<Arrow> head_at(std::size_t shaft, Spot from, Spot tip, double length) const
    {
        auto const direction = direction_of(from, tip);
        auto const near = std::clamp(0.15 * length, 12.0, 30.0);
        std::optional<std::size_t> left, right;
        // Heads are drawn just after their shafts, or just before.
        constexpr std::size_t kApart = 4;
        auto const first = shaft > kApart ? shaft - kApart : 0;
        for (auto i = first; i < paths_.size() && i <= shaft + kApart; ++i) {
            auto const& head = paths_[i];
            if (i == shaft || used_[i] || head.spots.empty() || head.is_highlighter ||
                head.length > 2.5 * kLongestHead * length || head.length < kShortestHead * length)
                continue;
            if (is_whole_head(head, direction, tip, near))
                return Arrow{&paths_[shaft], tip, direction, {shaft, i}};
            if (auto const end = barb_end(head, tip, near); end && is_barb(direction, tip, *end))
                (is_left_of(direction, tip, *end) ? left : right) = i;
        }
        if (left && right)
            return Arrow{&paths_[shaft], tip, direction, {shaft, *left, *right}};
        return std::nullopt;
    }

    /// A "V" whose corner is at the tip.
    static bool is_whole_head(Path const& head, Spot direction, Spot tip, double near)
    {
        auto const corner = std::max_element(head.spots.begin(), head.spots.end(), [&](Spot one, Spot two) {
            return cosine(direction, one) < cosine(direction, two);
        });
        auto const shortest = 0.2 * head.length;
        return distance(*corner, tip) <= near && distance(*corner, head.first()) >= shortest &&
               distance(*corner, head.last()) >= shortest && is_barb(direction, *corner, head.first()) &&
               is_barb(direction, *corner, head.last()) &&
               is_left_of(direction, tip, head.first()) != is_left_of(direction, tip, head.last());
    }

    /// The far end of a straight stroke that touches the tip.
    static std::optional<Spot> barb_end(Path const& head, Spot tip, double near)
    {
        if (head.straightness() < 0.85)
            return std::nullopt;
        if (distance(head.first(), tip) <= near)
            return head.last();
        if (distance(head.last(), tip) <= near)
            return head.first();
        return std::nullopt;
    }

    std::vector<Path> const& paths_;
    std::vector<bool> const& used_;
};

}  // namespace

std::vector<Arrow> arrows_among(std::vector<Path> const& paths, std::vector<bool> const& used)
{
    std::vector<Arrow> arrows;
    HeadSearch const heads(paths, used);
    for (std::size_t i = 0; i < paths.size() && arrows.size() < kMaxShafts; ++i) {
        if (used[i] || paths[i].spots.empty() || paths[i].is_highlighter)
            continue;
        auto arrow = one_stroke_arrow(paths[i]);
        if (arrow && is_letter_among_others(*arrow, paths))
            continue;
        if (arrow)
            arrow->paths = {i};
        else
            arrow = heads.find(i);
        if (arrow)
            arrows.push_back(std::move(*arrow));
    }
    return arrows;
}

}  // namespace rmirror
