// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/edits/alignment.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace rmirror::targets::notion {

namespace {

using Cost = std::int64_t;

/// More than all word costs of a page together, so that fewer calls always win.
constexpr Cost kCall = 1'000'000'000;
constexpr Cost kAllWords = 1000;
/// More than the cost of changing every word, so that changing a slightly similar block is preferred to a new
/// one.
constexpr Cost kNewWords = 2 * kAllWords;
/// Tie-breaker: prefers one of the server's blocks to an unknown one with the same content.
constexpr Cost kUnknownBlockPenalty = 1;
constexpr Cost kImpossible = std::numeric_limits<Cost>::max() / 4;
/// Larger tables aren't computed; the blocks are replaced instead.
constexpr std::size_t kMaxCells = 4'000'000;
/// Likeness from which a user's change and the tablet's change count as changes of the same line. Both may
/// differ a lot from the original, which isn't stored.
constexpr double kSameLine = 0.3;

bool can_become(Block const& now, Block const& wanted)
{
    return now.kind == wanted.kind && (now.kind != BlockKind::table || now.width == wanted.width);
}

bool is_whole_match(ExistingBlock const& now, Wanted const& wanted)
{
    return now.owner == Owner::ours && now.hash == wanted.hash && !BlockAligner::needs_patch(now, wanted) &&
           now.children.size() == wanted.children.size() &&
           std::equal(now.children.begin(), now.children.end(), wanted.children.begin(), is_whole_match);
}

}  // namespace

bool BlockAligner::needs_patch(ExistingBlock const& now, Wanted const& wanted)
{
    return now.hash != wanted.hash || !wanted.block->upload_id.empty();
}

Cost BlockAligner::match_cost(ExistingBlock const& now, Wanted const& wanted) const
{
    bool const is_equal = now.hash == wanted.hash;
    auto const& block = now.read->block;
    switch (now.owner) {
        case Owner::ours: {
            if (!can_become(block, *wanted.block))
                return kImpossible;
            auto const unlike = static_cast<Cost>((1 - similarity(now.words, wanted.words)) * kAllWords);
            return (needs_patch(now, wanted) ? kCall + unlike : 0) + cost(now.children, wanted.children);
        }
        case Owner::changed: {
            bool const is_his =
                now.written == wanted.hash && (block.kind == wanted.block->kind || wanted.children.empty());
            bool const is_alike =
                can_become(block, *wanted.block) && similarity(now.words, wanted.words) >= kSameLine;
            return is_equal || is_his || is_alike
                       ? (is_equal || is_his ? 0 : kAllWords) + cost(now.children, wanted.children)
                       : kImpossible;
        }
        default:
            return is_equal ? kUnknownBlockPenalty + cost(now.children, wanted.children) : kImpossible;
    }
}

Cost BlockAligner::insert_cost(Wanted const& wanted) const
{
    return removed_.contains(wanted.hash) ? 0 : kCall;
}

/// Dynamic programming over all pairs of prefixes of both lists. Each cell has two states, without and with a
/// new block since the last match, because all new blocks between two matches go in one call.
class Table {
public:
    Table(BlockAligner const& aligning, std::span<ExistingBlock const> now, std::span<Wanted const> wanted)
        : now_(now), wanted_(wanted), cells_((now.size() + 1) * (wanted.size() + 1))
    {
        at(0, 0).cost[0] = 0;
        for (std::size_t i = 0; i <= now.size(); ++i)
            for (std::size_t j = 0; j <= wanted.size(); ++j)
                go_on(aligning, i, j);
    }

    Cost cost() const { return at(now_.size(), wanted_.size()).cost[best_end()]; }

    std::vector<Step> steps() const
    {
        std::vector<Step> steps;
        std::size_t i = now_.size();
        std::size_t j = wanted_.size();
        for (std::size_t has_new = best_end(); i > 0 || j > 0;) {
            auto const& from = at(i, j).from[has_new];
            i -= from.kind == Step::Kind::insert ? 0 : 1;
            j -= from.kind == Step::Kind::erase ? 0 : 1;
            steps.push_back({from.kind, i, j});
            has_new = from.had_new;
        }
        std::reverse(steps.begin(), steps.end());
        return steps;
    }

private:
    struct From {
        Step::Kind kind = Step::Kind::match;
        std::uint8_t had_new = 0;
    };
    struct Cell {
        std::array<Cost, 2> cost = {kImpossible, kImpossible};
        std::array<From, 2> from = {};
    };

    Cell& at(std::size_t i, std::size_t j) { return cells_[i * (wanted_.size() + 1) + j]; }
    Cell const& at(std::size_t i, std::size_t j) const { return cells_[i * (wanted_.size() + 1) + j]; }

    std::size_t best_end() const
    {
        auto const& end = at(now_.size(), wanted_.size()).cost;
        return end[1] < end[0] ? 1 : 0;
    }

    void go_on(BlockAligner const& aligning, std::size_t i, std::size_t j)
    {
        auto const here = at(i, j).cost;
        auto const to = [&](std::size_t next_i, std::size_t next_j, std::size_t has_new, Cost cost,
                            From from) {
            auto& cell = at(next_i, next_j);
            if (cost < cell.cost[has_new]) {
                cell.cost[has_new] = cost;
                cell.from[has_new] = from;
            }
        };
        Cost const match =
            i < now_.size() && j < wanted_.size() ? aligning.match_cost(now_[i], wanted_[j]) : kImpossible;
        for (std::uint8_t had_new = 0; had_new < 2; ++had_new) {
            if (here[had_new] >= kImpossible)
                continue;
            if (match < kImpossible)
                to(i + 1, j + 1, 0, here[had_new] + match, {Step::Kind::match, had_new});
            if (i < now_.size())
                to(i + 1, j, had_new, here[had_new] + static_cast<Cost>(now_[i].erase_calls) * kCall,
                   {Step::Kind::erase, had_new});
            if (j < wanted_.size()) {
                auto const cost = aligning.insert_cost(wanted_[j]);
                to(i, j + 1, cost > 0 ? 1 : had_new, here[had_new] + (had_new == 0 ? cost : 0) + kNewWords,
                   {Step::Kind::insert, had_new});
            }
        }
    }

    std::span<ExistingBlock const> now_;
    std::span<Wanted const> wanted_;
    std::vector<Cell> cells_;
};

namespace {

/// The number of equal blocks at the beginning and at the end.
struct Ends {
    std::size_t first = 0;
    std::size_t last = 0;
};

Ends same_ends(std::vector<ExistingBlock> const& now, std::vector<Wanted> const& wanted)
{
    auto const shortest = std::min(now.size(), wanted.size());
    Ends ends;
    while (ends.first < shortest && is_whole_match(now[ends.first], wanted[ends.first]))
        ++ends.first;
    while (ends.last < shortest - ends.first &&
           is_whole_match(now[now.size() - ends.last - 1], wanted[wanted.size() - ends.last - 1]))
        ++ends.last;
    return ends;
}

template <typename T>
std::span<T const> middle(std::vector<T> const& all, Ends const& ends)
{
    return std::span<T const>(all).subspan(ends.first, all.size() - ends.first - ends.last);
}

}  // namespace

Cost BlockAligner::cost(std::vector<ExistingBlock> const& now, std::vector<Wanted> const& wanted) const
{
    auto const ends = same_ends(now, wanted);
    auto const left = middle(now, ends);
    auto const right = middle(wanted, ends);
    if (!left.empty() && !right.empty() && left.size() * right.size() <= kMaxCells)
        return Table(*this, left, right).cost();
    Cost cost = 0;
    for (auto const& one : left)
        cost += static_cast<Cost>(one.erase_calls) * kCall;
    bool const has_new =
        std::any_of(right.begin(), right.end(), [&](auto const& one) { return insert_cost(one) > 0; });
    return cost + (has_new ? kCall : 0) + static_cast<Cost>(right.size()) * kNewWords;
}

std::vector<Step> BlockAligner::steps(std::vector<ExistingBlock> const& now,
                                      std::vector<Wanted> const& wanted) const
{
    auto const ends = same_ends(now, wanted);
    auto const left = middle(now, ends);
    auto const right = middle(wanted, ends);
    std::vector<Step> steps;
    for (std::size_t i = 0; i < ends.first; ++i)
        steps.push_back({Step::Kind::match, i, i});
    if (left.size() * right.size() <= kMaxCells) {
        for (auto const& step : Table(*this, left, right).steps())
            steps.push_back({step.kind, step.existing + ends.first, step.wanted + ends.first});
    } else {
        for (std::size_t i = 0; i < left.size(); ++i)
            steps.push_back({Step::Kind::erase, ends.first + i, ends.first});
        for (std::size_t j = 0; j < right.size(); ++j)
            steps.push_back({Step::Kind::insert, ends.first + left.size(), ends.first + j});
    }
    for (std::size_t i = ends.last; i > 0; --i)
        steps.push_back({Step::Kind::match, now.size() - i, wanted.size() - i});
    return steps;
}

}  // namespace rmirror::targets::notion
