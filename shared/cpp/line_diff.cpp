// SPDX-License-Identifier: AGPL-3.0-or-later
#include "line_diff.hpp"

#include <algorithm>
#include <cstdint>

namespace rmirror {

namespace {

/// Pairs of lines that are compared in one stretch, and bytes of a line that count.
constexpr std::size_t kMaxPairs = 40'000;
constexpr std::size_t kMaxComparedBytes = 400;
/// Stretches within stretches. Texts of people need a few; a text made for it could need as many as it has
/// lines.
constexpr std::size_t kMaxDepth = 50;
/// Two lines with fewer bigrams in common are different lines, rather than one that was changed.
constexpr double kMinSimilarity = 0.5;

/// Bits of a key for the index of its line: more than a text of the largest size has lines.
constexpr std::uint64_t kIndexBits = (1U << 24U) - 1;

/// FNV-1a, with room for an index.
std::uint64_t hash_of(std::string_view line)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (char const letter : line)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
    return hash & ~kIndexBits;
}

/// Adjacent bytes of a line without blanks, sorted.
std::vector<std::uint64_t> bigrams(std::string_view line)
{
    std::vector<std::uint64_t> pairs;
    int before = 0;
    for (char const letter : line.substr(0, kMaxComparedBytes)) {
        if (letter == ' ' || letter == '\t')
            continue;
        auto const byte = static_cast<unsigned char>(letter);
        pairs.push_back(static_cast<std::uint64_t>(before << 8 | byte));
        before = byte;
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

/// Dice's coefficient: 0 for nothing in common, 1 for the same bigrams.
double similarity(std::vector<std::uint64_t> const& one, std::vector<std::uint64_t> const& other)
{
    if (one.empty() || other.empty())
        return 0;
    std::size_t common = 0;
    for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end();) {
        if (*a == *b) {
            ++common;
            ++a;
            ++b;
        } else if (*a < *b) {
            ++a;
        } else {
            ++b;
        }
    }
    return 2.0 * static_cast<double>(common) / static_cast<double>(one.size() + other.size());
}

/// Lines [from, to) of each version.
struct Stretch {
    std::size_t older_from, older_to, newer_from, newer_to;
    std::size_t depth;

    std::size_t older() const { return older_to - older_from; }
    std::size_t newer() const { return newer_to - newer_from; }
};

class Comparison {
public:
    Comparison(std::vector<std::string_view> const& older, std::vector<std::string_view> const& newer)
        : older_(older), newer_(newer)
    {
        diff_.became.resize(older.size());
        diff_.newer = newer.size();
    }

    LineDiff run()
    {
        // A stack of its own: a text may have many nested stretches.
        stretches_.push_back({0, older_.size(), 0, newer_.size(), 0});
        while (!stretches_.empty()) {
            auto stretch = stretches_.back();
            stretches_.pop_back();
            trim(stretch);
            if (stretch.older() > 0 && stretch.newer() > 0 && (stretch.depth == kMaxDepth || !split(stretch)))
                pair(stretch);
        }
        return std::move(diff_);
    }

private:
    struct Anchor {
        std::size_t older, newer;
    };

    /// Pairs equal lines at both ends.
    void trim(Stretch& s)
    {
        while (s.older() > 0 && s.newer() > 0 && older_[s.older_from] == newer_[s.newer_from])
            diff_.became[s.older_from++] = s.newer_from++;
        while (s.older() > 0 && s.newer() > 0 && older_[s.older_to - 1] == newer_[s.newer_to - 1])
            diff_.became[--s.older_to] = --s.newer_to;
    }

    /// Lines that occur once in each version of the stretch, in the order of the older one.
    std::vector<Anchor> unique_lines(Stretch const& s) const
    {
        LineIndex const older({older_.data() + s.older_from, s.older()});
        LineIndex const newer({newer_.data() + s.newer_from, s.newer()});
        std::vector<Anchor> unique;
        for (auto i = s.older_from; i < s.older_to; ++i)
            if (older.find(older_[i]).count == 1)
                if (auto const found = newer.find(older_[i]); found.count == 1)
                    unique.push_back({i, s.newer_from + found.first});
        return unique;
    }

    /// The longest run of anchors that is in order in both versions (patience sorting).
    static std::vector<Anchor> in_order(std::vector<Anchor> const& anchors)
    {
        constexpr auto kNone = static_cast<std::size_t>(-1);
        std::vector<std::size_t> ends;  // Of the runs of length 1, 2, …: the one that ends earliest.
        std::vector<std::size_t> before(anchors.size(), kNone);
        for (std::size_t i = 0; i < anchors.size(); ++i) {
            auto const place = std::lower_bound(
                ends.begin(), ends.end(), anchors[i].newer,
                [&](std::size_t end, std::size_t newer) { return anchors[end].newer < newer; });
            if (place != ends.begin())
                before[i] = *(place - 1);
            if (place == ends.end())
                ends.push_back(i);
            else
                *place = i;
        }
        std::vector<Anchor> run;
        for (auto i = ends.empty() ? kNone : ends.back(); i != kNone; i = before[i])
            run.push_back(anchors[i]);
        std::reverse(run.begin(), run.end());
        return run;
    }

    /// Splits a stretch at lines that are unique and equal; false if there are none.
    bool split(Stretch const& s)
    {
        auto const anchors = in_order(unique_lines(s));
        auto from = s;
        ++from.depth;
        for (auto const& anchor : anchors) {
            diff_.became[anchor.older] = anchor.newer;
            stretches_.push_back({from.older_from, anchor.older, from.newer_from, anchor.newer, from.depth});
            from.older_from = anchor.older + 1;
            from.newer_from = anchor.newer + 1;
        }
        if (!anchors.empty())
            stretches_.push_back(from);
        return !anchors.empty();
    }

    /// Pairs lines so that those that belong together are as similar as possible, and between them in their
    /// order.
    void pair(Stretch const& s)
    {
        auto from = s;
        for (auto const& anchor : similar_lines(s)) {
            diff_.became[anchor.older] = anchor.newer;
            pair_in_order({from.older_from, anchor.older, from.newer_from, anchor.newer, s.depth});
            from.older_from = anchor.older + 1;
            from.newer_from = anchor.newer + 1;
        }
        pair_in_order(from);
    }

    void pair_in_order(Stretch const& s)
    {
        for (std::size_t i = 0; i < std::min(s.older(), s.newer()); ++i)
            diff_.became[s.older_from + i] = s.newer_from + i;
    }

    /// Needleman and Wunsch's alignment, with the similarity of two lines as the value of their pair.
    std::vector<Anchor> similar_lines(Stretch const& s) const
    {
        auto const rows = s.older();
        auto const columns = s.newer();
        if (rows > kMaxPairs / columns)
            return {};
        std::vector<std::vector<std::uint64_t>> of_newer;
        for (auto i = s.newer_from; i < s.newer_to; ++i)
            of_newer.push_back(bigrams(newer_[i]));
        std::vector<double> best((rows + 1) * (columns + 1));
        std::vector<bool> is_pair(best.size());
        auto const at = [&](std::size_t row, std::size_t column) { return row * (columns + 1) + column; };
        for (auto row = rows; row-- > 0;) {
            auto const of_older = bigrams(older_[s.older_from + row]);
            for (auto column = columns; column-- > 0;) {
                auto const& newer = newer_[s.newer_from + column];
                double const alike =
                    older_[s.older_from + row] == newer ? 1 : similarity(of_older, of_newer[column]);
                auto const apart = std::max(best[at(row + 1, column)], best[at(row, column + 1)]);
                auto const together = alike + best[at(row + 1, column + 1)];
                is_pair[at(row, column)] = alike >= kMinSimilarity && together > apart;
                best[at(row, column)] = is_pair[at(row, column)] ? together : apart;
            }
        }
        std::vector<Anchor> found;
        for (std::size_t row = 0, column = 0; row < rows && column < columns;) {
            if (is_pair[at(row, column)])
                found.push_back({s.older_from + row++, s.newer_from + column++});
            else if (best[at(row + 1, column)] >= best[at(row, column + 1)])
                ++row;
            else
                ++column;
        }
        return found;
    }

    std::vector<std::string_view> const& older_;
    std::vector<std::string_view> const& newer_;
    LineDiff diff_;
    std::vector<Stretch> stretches_;
};

}  // namespace

LineIndex::LineIndex(std::span<std::string_view const> lines) : lines_(lines)
{
    keys_.reserve(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        keys_.push_back(hash_of(lines[i]) | i);
    std::sort(keys_.begin(), keys_.end());
}

LineIndex::Place LineIndex::find(std::string_view line) const
{
    auto const hash = hash_of(line);
    auto const begin = std::lower_bound(keys_.begin(), keys_.end(), hash);
    auto const end = std::lower_bound(begin, keys_.end(), hash + kIndexBits + 1);
    if (begin == end)
        return {};
    auto const first = static_cast<std::size_t>(*begin & kIndexBits);
    return lines_[first] == line ? Place{first, static_cast<std::size_t>(end - begin)} : Place{};
}

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    if (text.empty())
        return lines;
    for (std::size_t from = 0;;) {
        auto const end = text.find('\n', from);
        lines.push_back(text.substr(from, end - from));
        if (end == std::string_view::npos)
            return lines;
        from = end + 1;
    }
}

LineDiff diff_lines(std::vector<std::string_view> const& older, std::vector<std::string_view> const& newer)
{
    return Comparison(older, newer).run();
}

}  // namespace rmirror
