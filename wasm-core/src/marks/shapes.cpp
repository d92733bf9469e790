// SPDX-License-Identifier: AGPL-3.0-or-later
// All distances are relative to the size of the letters nearby, so that the same numbers fit small print and
// headings. UNSURE: they were chosen by generated marks (tests/marks); of pages from tablets, which show
// what is no mark, hardly any with marks on print was at hand (2026-11).
#include "marks/shapes.hpp"

#include "marks/arrows.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

namespace rmirror {
namespace {

struct Interval {
    double from = 0, to = 0;
};

double overlap(Interval one, Interval two)
{
    return std::max(0.0, std::min(one.to, two.to) - std::max(one.from, two.from));
}

/// Sorted and without overlaps.
std::vector<Interval> merged(std::vector<Interval> intervals)
{
    std::sort(intervals.begin(), intervals.end(),
              [](Interval const& one, Interval const& two) { return one.from < two.from; });
    std::vector<Interval> joined;
    for (auto const& each : intervals)
        if (!joined.empty() && each.from <= joined.back().to)
            joined.back().to = std::max(joined.back().to, each.to);
        else
            joined.push_back(each);
    return joined;
}

class Recogniser {
public:
    Recogniser(std::vector<Word> const& words, std::vector<Path> const& paths)
        : words_(words), paths_(paths), lines_(lines_of(words))
    {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            by_middle_.push_back(i);
            largest_ = std::max(largest_, lines_[i].size);
        }
        std::sort(by_middle_.begin(), by_middle_.end(), [this](std::size_t one, std::size_t two) {
            return lines_[one].middle() < lines_[two].middle();
        });
    }

    /// The words that the path marks by itself; nothing for a shape that marks none.
    [[nodiscard]] std::optional<MarkedWords> find(Path const& path) const
    {
        auto marked = [&](MarkKind kind, std::vector<std::size_t> words) {
            std::sort(words.begin(), words.end());
            return MarkedWords{kind, path.stroke, std::move(words)};
        };
        if (path.is_highlighter && path.width() >= path.height() / 2)
            if (auto words = covered(path); !words.empty())
                return marked(MarkKind::highlighter, std::move(words));
        if (path.is_closed())
            if (auto words = enclosed(path); !words.empty())
                return marked(MarkKind::circle, std::move(words));
        if (auto words = underlined(path); !words.empty())
            return marked(path.is_highlighter ? MarkKind::highlighter : MarkKind::underline,
                          std::move(words));
        if (auto words = beside(path); !words.empty())
            return marked(MarkKind::margin_bar, std::move(words));
        return std::nullopt;
    }

    /// The sentence that an arrow's tip points to.
    [[nodiscard]] std::optional<MarkedWords> find(Arrow const& arrow) const
    {
        std::optional<std::size_t> nearest;
        double least = std::numeric_limits<double>::max();
        for (auto const& line : lines_) {
            auto const reach = kMaxPointed * line.size;
            // From a little before the tip, so that of two words the one in its direction is nearer.
            Spot const ahead{arrow.tip.x + arrow.direction.x * line.size * 0.6,
                             arrow.tip.y + arrow.direction.y * line.size * 0.6};
            if (ahead.y < line.top - reach || ahead.y > line.bottom + reach)
                continue;
            for (auto i = line.first; i < line.end; ++i) {
                auto const& rect = words_[i].rect;
                auto const across = std::max({rect.x - ahead.x, 0.0, ahead.x - rect.x - rect.width});
                auto const down = std::max({rect.y - ahead.y, 0.0, ahead.y - rect.y - rect.height});
                auto const away = std::hypot(across, down);
                if (away <= reach && away < least) {
                    least = away;
                    nearest = i;
                }
            }
        }
        if (!nearest)
            return std::nullopt;
        MarkedWords marked{MarkKind::arrow, arrow.shaft->stroke, {}};
        auto const [first, end] = sentence_around(words_, {*nearest, *nearest + 1});
        for (auto i = first; i < end; ++i)
            marked.words.push_back(i);
        return marked;
    }

private:
    static constexpr double kTooShort = 0.2;    // sizes by which strokes often end too early
    static constexpr double kMaxPointed = 2.5;  // sizes from an arrow's tip to its word

    /// Calls `take` with each line whose middle is between these y.
    template <typename Take>
    void each_line(double top, double bottom, Take take) const
    {
        auto at = std::lower_bound(by_middle_.begin(), by_middle_.end(), top,
                                   [this](std::size_t line, double y) { return lines_[line].middle() < y; });
        for (; at != by_middle_.end() && lines_[*at].middle() <= bottom; ++at)
            take(lines_[*at]);
    }

    /// Words that a highlighter stroke runs over.
    [[nodiscard]] std::vector<std::size_t> covered(Path const& path) const
    {
        constexpr double kBand = 0.6;  // sizes from the line's middle; the next line's is 1.2 away
        std::vector<std::size_t> words;
        each_line(path.top - largest_, path.bottom + largest_, [&](WordLine const& line) {
            if (line.right < path.left || line.left > path.right)
                return;
            std::vector<Interval> runs;
            for (std::size_t i = 1; i < path.spots.size(); ++i) {
                auto const& one = path.spots[i - 1];
                auto const& two = path.spots[i];
                if (std::abs((one.y + two.y) / 2 - line.middle()) <= kBand * line.size)
                    runs.push_back({std::min(one.x, two.x) - kTooShort * line.size,
                                    std::max(one.x, two.x) + kTooShort * line.size});
            }
            runs = merged(std::move(runs));
            double longest = 0;
            for (auto const& run : runs)
                longest = std::max(longest, run.to - run.from);
            if (longest < line.size)
                return;
            for (auto i = line.first; i < line.end; ++i)
                if (share_of(words_[i], runs) >= kMinShare)
                    words.push_back(i);
        });
        return words;
    }

    static constexpr double kMinShare = 0.5;  // of a word's width

    static double share_of(Word const& word, std::vector<Interval> const& runs)
    {
        Interval const place{word.rect.x, word.rect.x + word.rect.width};
        double shared = 0;
        for (auto const& run : runs)
            shared += overlap(run, place);
        return shared / std::max(word.rect.width, 1.0);
    }

    [[nodiscard]] std::vector<std::size_t> enclosed(Path const& path) const
    {
        std::vector<std::size_t> words;
        each_line(path.top, path.bottom, [&](WordLine const& line) {
            if (line.right < path.left || line.left > path.right)
                return;
            for (auto i = line.first; i < line.end; ++i) {
                auto const& rect = words_[i].rect;
                int inside = 0;
                for (double const part : {0.1, 0.3, 0.5, 0.7, 0.9})
                    inside += path.encloses({rect.x + part * rect.width, line.middle()}) ? 1 : 0;
                if (inside >= 3)
                    words.push_back(i);
            }
        });
        return words;
    }

    [[nodiscard]] std::vector<std::size_t> underlined(Path const& path) const
    {
        // Sizes below the baseline. A line through the letters crosses them out.
        constexpr double kHighest = -0.6, kCrossing = -0.17, kLowest = 0.78, kBest = 0.15;
        std::vector<std::size_t> best;
        double least = std::numeric_limits<double>::max();
        each_line(path.top - 1.5 * largest_, path.bottom + largest_, [&](WordLine const& line) {
            auto const size = line.size;
            if (line.right < path.left || line.left > path.right || !is_level(path, size))
                return;
            Interval const stroke{path.left - kTooShort * size, path.right + kTooShort * size};
            std::vector<std::size_t> words;
            double depth = 0;
            double from = HUGE_VAL, to = -HUGE_VAL;
            for (auto i = line.first; i < line.end; ++i) {
                auto const& rect = words_[i].rect;
                if (overlap(stroke, {rect.x, rect.x + rect.width}) < kMinShare * rect.width)
                    continue;
                auto const y = path.mean_y(rect.x, rect.x + rect.width);
                if (std::isnan(y))
                    continue;
                words.push_back(i);
                depth += (y - line.baseline()) / size;
                from = std::min(from, rect.x);
                to = std::max(to, rect.x + rect.width);
            }
            if (words.empty() || overlap(stroke, {from, to}) < 0.5 * path.width())
                return;
            depth /= static_cast<double>(words.size());
            if (depth < kHighest || depth > kLowest)
                return;
            bool const crosses = depth < kCrossing;
            auto const cost = crosses ? std::abs(depth + 0.3) : std::abs(depth - kBest);
            if (cost >= least)
                return;
            least = cost;
            best = crosses ? std::vector<std::size_t>{} : std::move(words);
        });
        if (!best.empty() && path.width() < 2.5 * words_[best.front()].rect.height &&
            crowd(path, 0.3 * words_[best.front()].rect.height) >= 2)
            return {};  // the bar of a t, or a dash
        return best;
    }

    static bool is_level(Path const& path, double size)
    {
        return path.width() >= 0.9 * size && path.height() <= std::max(0.8 * size, 0.12 * path.width()) &&
               path.length <= 4 * path.width();
    }

    /// The lines beside a bar or bracket in the margin.
    [[nodiscard]] std::vector<std::size_t> beside(Path const& path) const
    {
        WordLine const* nearest = nullptr;
        double least = std::numeric_limits<double>::max();
        std::vector<WordLine const*> level;
        bool crosses = false;
        each_line(path.top - largest_, path.bottom + largest_, [&](WordLine const& line) {
            auto const size = line.size;
            auto const tolerance = 0.3 * size;
            if (line.middle() < path.top - tolerance || line.middle() > path.bottom + tolerance ||
                !is_bar(path, size))
                return;
            constexpr double kMaxAway = 9;  // sizes: margins are 4 to 8 wide
            auto const away = std::max(line.left - path.right, path.left - line.right);
            crosses = crosses || away < -0.35 * size;
            if (away > kMaxAway * size)
                return;
            level.push_back(&line);
            if (away < least) {
                least = away;
                nearest = &line;
            }
        });
        if (nearest == nullptr || crosses || is_letter(path, nearest->size))
            return {};
        std::vector<std::size_t> words;
        for (auto const* line : level) {
            Interval const column{nearest->left, nearest->right};
            auto const narrower = std::min(nearest->right - nearest->left, line->right - line->left);
            bool const same_side = (line->left >= path.right) == (nearest->left >= path.right);
            if (same_side && overlap(column, {line->left, line->right}) >= 0.5 * narrower)
                for (auto i = line->first; i < line->end; ++i)
                    words.push_back(i);
        }
        return words;
    }

    static bool is_bar(Path const& path, double size)
    {
        return path.height() >= 0.8 * size && path.width() <= std::max(0.45 * size, 0.22 * path.height()) &&
               path.straightness() >= 0.55;
    }

    /// Whether an upright stroke is part of handwriting: a letter among others, or with a dot below it.
    [[nodiscard]] bool is_letter(Path const& path, double size) const
    {
        auto const beside = crowd(path, 0.8 * size);
        return (path.height() < 2.2 * size && beside >= 1) || (path.height() < 4 * size && beside >= 3);
    }

    /// The number of other strokes near this one that aren't lines themselves. A highlighter's matter to its
    /// own strokes only: people write with it, too.
    [[nodiscard]] std::size_t crowd(Path const& path, double reach) const
    {
        std::size_t count = 0;
        for (auto const& other : paths_) {
            if (other.stroke == path.stroke || (other.is_highlighter && !path.is_highlighter) ||
                other.right < path.left - reach || other.left > path.right + reach ||
                other.bottom < path.top - reach || other.top > path.bottom + reach)
                continue;
            bool const is_level_line = other.width() > 5 * other.height() && path.width() > 5 * path.height();
            // The dot of an exclamation mark is upright, too, but no line.
            bool const is_upright_line = other.height() >= 0.4 * path.height() &&
                                         other.height() > 5 * other.width() &&
                                         path.height() > 5 * path.width();
            count += is_level_line || is_upright_line ? 0 : 1;
        }
        return count;
    }

    std::vector<Word> const& words_;
    std::vector<Path> const& paths_;
    std::vector<WordLine> lines_;
    std::vector<std::size_t> by_middle_;
    double largest_ = 0;
};

/// Whether the second mark goes on where the first ends: after a line's end, or after the pen was lifted.
bool continues(MarkedWords const& one, MarkedWords const& two, std::vector<Word> const& words)
{
    bool const are_lines =
        one.kind == two.kind && (one.kind == MarkKind::underline || one.kind == MarkKind::highlighter);
    if (!are_lines || one.words.back() >= two.words.front())
        return false;
    // At the end of a line the pen often stops a word too early.
    auto const between = two.words.front() - one.words.back() - 1;
    if (between > (words[one.words.back()].line == words[two.words.front()].line ? 0U : 1U))
        return false;
    return words[one.words.back()].block == words[two.words.front()].block &&
           ink_color(*one.stroke) == ink_color(*two.stroke);
}

bool is_repeated(MarkedWords const& one, MarkedWords const& two)
{
    if (one.words.back() < two.words.front() || two.words.back() < one.words.front())
        return false;
    std::vector<std::size_t> both;
    std::set_intersection(one.words.begin(), one.words.end(), two.words.begin(), two.words.end(),
                          std::back_inserter(both));
    // A second line below a part of the first is the same mark; a circle in a paragraph with a bar isn't.
    auto const [fewer, more] = std::minmax(one.words.size(), two.words.size());
    constexpr double kMostly = 0.7;
    return static_cast<double>(both.size()) >=
           kMostly * static_cast<double>(one.kind == two.kind ? fewer : more);
}

/// Marks that repeat or continue another become one.
std::vector<MarkedWords> joined(std::vector<MarkedWords> marks, std::vector<Word> const& words)
{
    std::stable_sort(marks.begin(), marks.end(), [](MarkedWords const& one, MarkedWords const& two) {
        return one.words.front() < two.words.front();
    });
    std::vector<MarkedWords> joined;
    for (auto& mark : marks) {
        // Of many marks in one place, only the last ones can still be continued.
        constexpr std::size_t kLookBack = 8;
        auto const from = joined.size() > kLookBack ? joined.size() - kLookBack : 0;
        auto const same = std::find_if(joined.begin() + static_cast<std::ptrdiff_t>(from), joined.end(),
                                       [&](MarkedWords const& known) {
                                           return is_repeated(known, mark) || continues(known, mark, words);
                                       });
        if (same == joined.end()) {
            joined.push_back(std::move(mark));
            continue;
        }
        if (!is_repeated(*same, mark))
            for (auto word = same->words.back() + 1; word < mark.words.front(); ++word)
                same->words.push_back(word);
        std::vector<std::size_t> all;
        std::set_union(same->words.begin(), same->words.end(), mark.words.begin(), mark.words.end(),
                       std::back_inserter(all));
        same->words = std::move(all);
    }
    return joined;
}

}  // namespace

std::vector<MarkedWords> marked_words(std::vector<Word> const& words, std::vector<Path> const& paths,
                                      std::vector<bool>& used)
{
    Recogniser const recogniser(words, paths);
    std::vector<MarkedWords> marks;
    for (auto const& arrow : arrows_among(paths, used)) {
        if (std::any_of(arrow.paths.begin(), arrow.paths.end(), [&](std::size_t path) { return used[path]; }))
            continue;
        if (auto marked = recogniser.find(arrow)) {
            for (auto const path : arrow.paths)
                used[path] = true;
            marks.push_back(std::move(*marked));
        }
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (used[i] || paths[i].spots.empty())
            continue;
        if (auto marked = recogniser.find(paths[i])) {
            used[i] = true;
            marks.push_back(std::move(*marked));
        }
    }
    return joined(std::move(marks), words);
}

}  // namespace rmirror
