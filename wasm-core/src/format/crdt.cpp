// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/crdt.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace rmirror::v6 {

namespace {

/// "first must stand before second", as a graph over indices.
class Precedence {
public:
    explicit Precedence(std::span<Place const> places) : after_(places.size()), waiting_for_(places.size())
    {
        std::unordered_map<Id, std::size_t, IdHash> index_of;
        index_of.reserve(places.size());
        for (std::size_t i = 0; i < places.size(); ++i)
            index_of.emplace(places[i].id, i);
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (auto left = index_of.find(places[i].left); left != index_of.end())
                add(left->second, i);
            if (auto right = index_of.find(places[i].right); right != index_of.end())
                add(i, right->second);
        }
    }

    [[nodiscard]] bool is_free(std::size_t index) const { return waiting_for_[index] == 0; }

    /// Takes `index` out of the graph and returns what became free by it.
    std::vector<std::size_t> release(std::size_t index)
    {
        std::vector<std::size_t> freed;
        for (auto next : after_[index])
            if (--waiting_for_[next] == 0)
                freed.push_back(next);
        return freed;
    }

private:
    void add(std::size_t first, std::size_t second)
    {
        if (first == second)
            return;
        after_[first].push_back(second);
        ++waiting_for_[second];
    }

    std::vector<std::vector<std::size_t>> after_;
    std::vector<std::size_t> waiting_for_;
};

/// Whether each stands right after the one before it: so it is wherever nobody went back to insert.
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
    auto left = first.left;
    for (std::uint32_t k = 0; k < count; ++k) {
        Id const id{first.id.author, first.id.counter + k};
        Id const next{id.author, id.counter + 1};
        places.push_back({id, left, k + 1 < count ? next : first.right});
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

    // A stack: what follows the item just placed comes before what was free earlier, so that two
    // people's insertions in one spot stay whole.
    auto stands_later = [&](std::size_t a, std::size_t b) {
        if (places[a].id.author != places[b].id.author)
            return places[a].id.author < places[b].id.author;
        return places[a].id.counter > places[b].id.counter;
    };
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (graph.is_free(i))
            free.push_back(i);
    std::sort(free.begin(), free.end(), stands_later);

    std::vector<bool> placed(places.size());
    auto place = [&](std::size_t index) {
        placed[index] = true;
        order.indices.push_back(index);
        auto freed = graph.release(index);
        std::sort(freed.begin(), freed.end(), stands_later);
        for (auto next : freed)
            if (!placed[next])
                free.push_back(next);
    };
    for (std::size_t unplaced = 0; order.indices.size() < places.size();) {
        if (!free.empty()) {
            auto const next = free.back();
            free.pop_back();
            if (!placed[next])
                place(next);
            continue;
        }
        while (placed[unplaced])
            ++unplaced;
        order.had_cycle = true;
        place(unplaced);
    }
    return order;
}

}  // namespace rmirror::v6
