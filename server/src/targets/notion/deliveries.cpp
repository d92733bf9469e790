// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/deliveries.hpp"

#include "targets/notion/push.hpp"
#include "targets/notion/todo_rows.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

namespace {

using queue::Outcome;

/// Items of one kind, with their indices among all items.
struct Part {
    std::vector<Delivery> items = {};
    std::vector<std::size_t> places = {};

    void put_back(std::vector<Ending> from, std::vector<Ending>& endings) const
    {
        for (std::size_t i = 0; i < places.size(); ++i)
            endings[places[i]] = std::move(from[i]);
    }
};

struct Parts {
    Part todos = {};
    Part rest = {};
};

Parts parts_of(std::span<Delivery const> items)
{
    Parts parts;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto& part = items[i].type == ItemType::todo ? parts.todos : parts.rest;
        part.items.push_back(items[i]);
        part.places.push_back(i);
    }
    return parts;
}

/// The links that were recorded before, updated by the results of pages in this batch.
PageLinks links_of(Standing const& standing, Part const& rest, std::vector<Ending> const& endings)
{
    PageLinks links;
    for (auto const& stands : standing.items)
        add_link(links, stands.type, stands.page_uuid, stands.remote);
    for (std::size_t i = 0; i < rest.items.size(); ++i)
        if (auto const& ending = endings[i]; ending.remote)
            add_link(links, rest.items[i].type, rest.items[i].page_uuid, *ending.remote);
    return links;
}

}  // namespace

std::vector<Ending> push_all(Outside& outside, std::span<Delivery const> items)
{
    auto const parts = parts_of(items);
    if (parts.todos.items.empty())
        return push(outside, items);
    std::vector<Ending> endings(items.size(), Ending{Outcome::done(), std::nullopt});
    auto rest = parts.rest.items.empty() ? std::vector<Ending>() : push(outside, parts.rest.items);
    auto const links = links_of(outside.standing(), parts.rest, rest);
    parts.rest.put_back(std::move(rest), endings);
    parts.todos.put_back(push_todos(outside, parts.todos.items, links), endings);
    return endings;
}

std::vector<Ending> remove_all(Outside& outside, std::span<Delivery const> items)
{
    auto const parts = parts_of(items);
    std::vector<Ending> endings(items.size(), Ending{Outcome::done(), std::nullopt});
    if (!parts.todos.items.empty())
        parts.todos.put_back(remove_todos(outside, parts.todos.items), endings);
    // Removing a notebook also removes its todos.
    bool const takes_todos =
        std::any_of(parts.rest.items.begin(), parts.rest.items.end(),
                    [](Delivery const& item) { return item.type == ItemType::notebook; });
    auto const failure = takes_todos ? remove_all_todos(outside) : std::nullopt;
    if (!parts.rest.items.empty())
        parts.rest.put_back(failure ? std::vector<Ending>(parts.rest.items.size(), *failure)
                                    : remove(outside, parts.rest.items),
                            endings);
    return endings;
}

}  // namespace rmirror::targets::notion
