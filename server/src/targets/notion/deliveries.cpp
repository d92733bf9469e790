// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/deliveries.hpp"

#include "targets/notion/push.hpp"
#include "targets/notion/todos/todo_rows.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

namespace {

using queue::Outcome;

/// Items of one kind, with their indices among all items.
struct Part {
    std::vector<Delivery> items = {};
    std::vector<std::size_t> places = {};

    void put_back(std::vector<DeliveryResult> from, std::vector<DeliveryResult>& results) const
    {
        for (std::size_t i = 0; i < places.size(); ++i)
            results[places[i]] = std::move(from[i]);
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
PageLinks links_of(NotebookState const& notebook_state, Part const& rest,
                   std::vector<DeliveryResult> const& results)
{
    PageLinks links;
    for (auto const& item_state : notebook_state.items)
        add_link(links, item_state.type, item_state.page_uuid, item_state.remote);
    for (std::size_t i = 0; i < rest.items.size(); ++i)
        if (auto const& result = results[i]; result.remote)
            add_link(links, rest.items[i].type, rest.items[i].page_uuid, *result.remote);
    return links;
}

}  // namespace

std::vector<DeliveryResult> push_all(TargetContext& context, std::span<Delivery const> items)
{
    auto const parts = parts_of(items);
    if (parts.todos.items.empty())
        return push(context, items);
    std::vector<DeliveryResult> results(items.size(), DeliveryResult{Outcome::done(), std::nullopt});
    auto rest = parts.rest.items.empty() ? std::vector<DeliveryResult>() : push(context, parts.rest.items);
    auto const links = links_of(context.notebook_state(), parts.rest, rest);
    parts.rest.put_back(std::move(rest), results);
    parts.todos.put_back(push_todos(context, parts.todos.items, links), results);
    return results;
}

std::vector<DeliveryResult> remove_all(TargetContext& context, std::span<Delivery const> items)
{
    auto const parts = parts_of(items);
    std::vector<DeliveryResult> results(items.size(), DeliveryResult{Outcome::done(), std::nullopt});
    if (!parts.todos.items.empty())
        parts.todos.put_back(remove_todos(context, parts.todos.items), results);
    // Removing a notebook also removes its todos.
    bool const takes_todos =
        std::any_of(parts.rest.items.begin(), parts.rest.items.end(),
                    [](Delivery const& item) { return item.type == ItemType::notebook; });
    auto const failure = takes_todos ? remove_all_todos(context) : std::nullopt;
    if (!parts.rest.items.empty())
        parts.rest.put_back(failure ? std::vector<DeliveryResult>(parts.rest.items.size(), *failure)
                                    : remove(context, parts.rest.items),
                            results);
    return results;
}

}  // namespace rmirror::targets::notion
