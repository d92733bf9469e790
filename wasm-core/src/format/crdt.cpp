// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/crdt.hpp"

#include <algorithm>
#include <numeric>

namespace rmirror::v6 {

namespace {

/// Maps ids to their index in `places`. Most ids follow the preceding one, so it stores sorted runs.
class Index {
public:
    explicit Index(std::span<Place const> places) : places_(places)
    {
        collect(~std::uint32_t{0});
        is_unique_ = !overlaps();
        if (is_unique_)
            return;
        runs_.clear();
        collect(1);
    }

    /// The first index of the id, or kNowhere. `near` is a guess of the index.
    [[nodiscard]] std::uint32_t find(Id id, std::size_t near) const
    {
        if (runs_.empty() || id < runs_.front().first)  // mostly kNone
            return kNowhere;
        if (is_unique_ && near < places_.size() && places_[near].id == id)
            return static_cast<std::uint32_t>(near);
        auto const after = std::upper_bound(runs_.begin(), runs_.end(), id,
                                            [](Id wanted, Run const& run) { return wanted < run.first; });
        if (after == runs_.begin())
            return kNowhere;
        auto const& run = *(after - 1);
        auto const offset = id.counter - run.first.counter;
        bool const is_within = id.author == run.first.author && offset < run.length;
        return is_within ? run.at + static_cast<std::uint32_t>(offset) : kNowhere;
    }

    static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

private:
    struct Run {
        Id first;
        std::uint32_t at, length;
    };

    void collect(std::uint32_t longest)
    {
        for (std::uint32_t i = 0; i < places_.size(); ++i) {
            auto const id = places_[i].id;
            if (!runs_.empty() && runs_.back().length < longest && id.counter != 0 &&
                Id{id.author, id.counter - 1} == places_[i - 1].id)
                ++runs_.back().length;
            else
                runs_.push_back({id, i, 1});
        }
        // Of equal ids the first is sorted last, because the search ends there.
        auto const before = [](Run const& a, Run const& b) {
            return a.first != b.first ? a.first < b.first : a.at > b.at;
        };
        if (!std::is_sorted(runs_.begin(), runs_.end(), before))
            std::sort(runs_.begin(), runs_.end(), before);
    }

    [[nodiscard]] bool overlaps() const
    {
        for (std::size_t i = 1; i < runs_.size(); ++i)
            if (runs_[i].first.author == runs_[i - 1].first.author &&
                runs_[i].first.counter - runs_[i - 1].first.counter < runs_[i - 1].length)
                return true;
        return false;
    }

    std::span<Place const> places_;
    std::vector<Run> runs_;
    bool is_unique_ = true;
};

/// The relation "first precedes second", as a graph over indexes.
class Precedence {
public:
    explicit Precedence(std::span<Place const> places)
        : last_edge_(places.size(), kNoEdge), waiting_for_(places.size())
    {
        Index const index(places);
        edges_.reserve(2 * places.size());
        for (std::uint32_t i = 0; i < places.size(); ++i) {
            add(index.find(places[i].left, std::size_t{i} - 1), i);
            add(i, index.find(places[i].right, std::size_t{i} + 1));
        }
    }

    [[nodiscard]] bool is_free(std::size_t index) const { return waiting_for_[index] == 0; }

    /// Removes `index` from the graph and calls `use` with every index that became free.
    template <typename Use>
    void release(std::size_t index, Use use)
    {
        for (auto edge = last_edge_[index]; edge != kNoEdge; edge = edges_[edge].before)
            if (--waiting_for_[edges_[edge].to] == 0)
                use(edges_[edge].to);
    }

private:
    static constexpr std::uint32_t kNoEdge = ~std::uint32_t{0};

    struct Edge {
        std::uint32_t to, before;  // `before` is the previous edge of the same index
    };

    void add(std::uint32_t first, std::uint32_t second)
    {
        if (first == second || first == Index::kNowhere || second == Index::kNowhere)
            return;
        edges_.push_back({second, last_edge_[first]});
        last_edge_[first] = static_cast<std::uint32_t>(edges_.size() - 1);
        ++waiting_for_[second];
    }

    std::vector<Edge> edges_;
    std::vector<std::uint32_t> last_edge_;
    std::vector<std::uint32_t> waiting_for_;
};

/// Whether each item directly follows the one before it, as in a sequence that was only ever appended to.
bool is_chain(std::span<Place const> places)
{
    for (std::size_t i = 0; i < places.size(); ++i) {
        bool const is_last = i + 1 == places.size();
        if (i > 0 && (places[i].left != places[i - 1].id || places[i].id.counter <= places[i - 1].id.counter))
            return false;
        if (places[i].right != kNone && (is_last || places[i].right != places[i + 1].id))
            return false;
    }
    return places.empty() || (places[0].left == kNone && places[0].id != kNone);
}

}  // namespace

void append_run(std::vector<Place>& places, Place const& first, std::uint32_t count)
{
    if (count == 1)
        return places.push_back(first);
    auto const before = places.size();
    places.resize(before + count);
    auto left = first.left;
    for (std::uint32_t k = 0; k < count; ++k) {
        Id const id{first.id.author, first.id.counter + k};
        Id const next{id.author, id.counter + 1};
        places[before + k] = {id, left, k + 1 < count ? next : first.right};
        left = id;
    }
}

Order order_sequence(std::span<Place const> places)
{
    Order order;
    if (is_chain(places)) {
        order.indices.resize(places.size());
        std::iota(order.indices.begin(), order.indices.end(), std::size_t{0});
        return order;
    }
    order.indices.reserve(places.size());
    Precedence graph(places);

    // A stack: successors of the item just placed come before items that became free earlier, so that two
    // people's insertions at the same position aren't interleaved.
    auto stands_later = [&](std::size_t a, std::size_t b) {
        if (places[a].id.author != places[b].id.author)
            return places[a].id.author < places[b].id.author;
        if (places[a].id.counter != places[b].id.counter)
            return places[a].id.counter > places[b].id.counter;
        return a > b;
    };
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (graph.is_free(i))
            free.push_back(i);
    std::sort(free.begin(), free.end(), stands_later);

    std::vector<std::uint8_t> placed(places.size());
    auto place = [&](std::size_t index) {
        placed[index] = 1;
        order.indices.push_back(index);
        auto const before = static_cast<std::ptrdiff_t>(free.size());
        graph.release(index, [&](std::size_t freed) {
            if (placed[freed] == 0)
                free.push_back(freed);
        });
        if (static_cast<std::ptrdiff_t>(free.size()) - before > 1)
            std::sort(free.begin() + before, free.end(), stands_later);
    };
    for (std::size_t unplaced = 0; order.indices.size() < places.size();) {
        if (!free.empty()) {
            auto const next = free.back();
            free.pop_back();
            if (placed[next] == 0)
                place(next);
            continue;
        }
        while (placed[unplaced] != 0)
            ++unplaced;
        order.had_cycle = true;
        place(unplaced);
    }
    return order;
}

}  // namespace rmirror::v6
