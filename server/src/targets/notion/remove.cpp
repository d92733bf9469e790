// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/push.hpp"

#include "targets/notion/new_toggles.hpp"

#include <utility>

namespace rmirror::targets::notion {

namespace {

using queue::Outcome;

/// Whether nobody but us, who made it, is known to have written in it.
bool is_ours_alone(boost::json::object const& page)
{
    return user_of(page, "created_by") == user_of(page, "last_edited_by");
}

class Removal {
public:
    explicit Removal(Outside& outside) : outside_(outside), api_(outside), toggles_(outside) {}

    std::optional<Ending> remove(Delivery const& item);

private:
    std::optional<Ending> remove_page(Delivery const& item);
    std::optional<Ending> remove_others(Delivery const& item, std::string const& known);
    std::optional<Ending> remove_row(Delivery const& item);

    Outside& outside_;
    Api api_;
    Toggles toggles_;
};

std::optional<Ending> Removal::remove_page(Delivery const& item)
{
    auto const toggle = item.remote ? toggle_of(*item.remote) : std::nullopt;
    if (toggle)
        if (auto failure = toggles_.remove(*toggle, item.is_uncertain))
            return failure;
    return item.is_uncertain ? remove_others(item, toggle ? toggle->id : "") : std::nullopt;
}

/// An attempt that never ended may have made a toggle, or another one, in a row that nobody knows of either.
std::optional<Ending> Removal::remove_others(Delivery const& item, std::string const& known)
{
    auto const row = Rows(outside_).find(item);
    if (row.failure || !row.value)
        return row.failure;
    auto const found = NewToggles(outside_, *row.value, {}, outside_.standing().pages).look_for({&item});
    if (found.failure)
        return found.is_gone() ? std::nullopt : found.failure;
    auto const there = found.value.find(item.page_uuid);
    if (there == found.value.end())
        return std::nullopt;
    for (auto const& toggle : there->second)
        if (toggle.id != known)
            if (auto failure = toggles_.remove(toggle, true))
                return failure;
    return std::nullopt;
}

std::optional<Ending> Removal::remove_row(Delivery const& item)
{
    auto const found = Rows(outside_).find(item);
    if (found.failure)
        return found.failure;
    auto const& row = found.value;
    if (!row)
        return std::nullopt;
    auto const page = api_.ask("GET", "/pages/" + row->id);
    if (page.is_gone() || (!page.failure && is_in_trash(page.value)))
        return std::nullopt;
    if (page.failure)
        return page.failure;
    if (is_ours_alone(page.value)) {
        auto const answer = api_.ask("PATCH", "/pages/" + row->id, {{"in_trash", true}});
        return answer.is_gone() ? std::nullopt : answer.failure;
    }
    for (auto const& stands : outside_.standing().items) {
        auto toggle = stands.type == ItemType::page_text ? toggle_of(stands.remote) : std::nullopt;
        if (!toggle)
            continue;
        if (toggle->bot.empty())
            toggle->bot = user_of(page.value, "created_by");
        if (auto failure = toggles_.remove(*toggle, true))
            return failure;
    }
    return std::nullopt;
}

std::optional<Ending> Removal::remove(Delivery const& item)
{
    if (item.type == ItemType::notebook)
        return remove_row(item);
    return item.type == ItemType::page_text ? remove_page(item) : std::nullopt;
}

}  // namespace

std::vector<Ending> remove(Outside& outside, std::span<Delivery const> items)
{
    Removal removal(outside);
    std::vector<Ending> endings;
    for (auto const& item : items) {
        auto failure = removal.remove(item);
        endings.push_back(failure ? std::move(*failure) : Ending{Outcome::done(), std::nullopt});
    }
    return endings;
}

}  // namespace rmirror::targets::notion
