// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/push.hpp"

#include "targets/notion/rows/rows.hpp"
#include "targets/notion/toggles/new_toggles.hpp"

#include <utility>

namespace rmirror::targets::notion {

namespace {

using queue::Outcome;

/// Whether no other user is known to have written in a page that this connection made.
bool is_ours_alone(boost::json::object const& page)
{
    return user_of(page, "created_by") == user_of(page, "last_edited_by");
}

class Removal {
public:
    explicit Removal(TargetContext& context) : context_(context), api_(context), toggles_(context) {}

    std::optional<DeliveryResult> remove(Delivery const& item);

private:
    std::optional<DeliveryResult> remove_page(Delivery const& item);
    std::optional<DeliveryResult> remove_others(Delivery const& item, std::string const& known);
    std::optional<DeliveryResult> remove_others_in(Row const& row, Delivery const& item,
                                                   std::string const& known);
    bool may_have_more_rows(Rows const& rows) const;
    std::optional<DeliveryResult> remove_rows(Delivery const& item);
    std::optional<DeliveryResult> remove_row(Row const& row);

    TargetContext& context_;
    Api api_;
    Toggles toggles_;
};

std::optional<DeliveryResult> Removal::remove_page(Delivery const& item)
{
    auto const toggle = item.remote ? toggle_of(*item.remote) : std::nullopt;
    if (toggle)
        if (auto failure = toggles_.remove(*toggle, item.has_unfinished_attempt))
            return failure;
    return item.has_unfinished_attempt ? remove_others(item, toggle ? toggle->id : "") : std::nullopt;
}

/// Removes toggles of the page that no record knows, in any row, since an unfinished attempt may have made
/// some.
std::optional<DeliveryResult> Removal::remove_others(Delivery const& item, std::string const& known)
{
    Rows rows(context_, item.notebook_uuid);
    if (auto failure = rows.query_once())
        return failure;
    for (auto const& [number, row] : rows.known())
        if (auto failure = remove_others_in(row, item, known))
            return failure;
    return std::nullopt;
}

std::optional<DeliveryResult> Removal::remove_others_in(Row const& row, Delivery const& item,
                                                        std::string const& known)
{
    auto const found = NewToggles(context_, row).look_for({&item});
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

/// If there may be further rows, they are looked for, so that none is left behind.
bool Removal::may_have_more_rows(Rows const& rows) const
{
    auto const& notebook_state = context_.notebook_state();
    return rows.known().size() > 1 || notebook_state.pages.size() > context_.max_pages();
}

std::optional<DeliveryResult> Removal::remove_rows(Delivery const& item)
{
    Rows rows(context_, item.notebook_uuid);
    if (auto failure = may_have_more_rows(rows) ? rows.query_once() : rows.find())
        return failure;
    for (auto const& [number, row] : rows.known())
        if (auto failure = remove_row(row))
            return failure;
    return std::nullopt;
}

std::optional<DeliveryResult> Removal::remove_row(Row const& row)
{
    auto const page = api_.ask("GET", "/pages/" + row.id);
    if (page.is_gone() || (!page.failure && is_in_trash(page.value)))
        return std::nullopt;
    if (page.failure)
        return page.failure;
    if (is_ours_alone(page.value)) {
        auto const answer = api_.ask("PATCH", "/pages/" + row.id, {{"in_trash", true}});
        return answer.is_gone() ? std::nullopt : answer.failure;
    }
    for (auto const& item_state : context_.notebook_state().items) {
        auto toggle = item_state.type == ItemType::page_text ? toggle_of(item_state.remote) : std::nullopt;
        if (!toggle || toggle->row.id != row.id)
            continue;
        if (toggle->bot.empty())
            toggle->bot = user_of(page.value, "created_by");
        if (auto failure = toggles_.remove(*toggle, true))
            return failure;
    }
    return std::nullopt;
}

std::optional<DeliveryResult> Removal::remove(Delivery const& item)
{
    if (item.type == ItemType::notebook)
        return remove_rows(item);
    return item.type == ItemType::page_text ? remove_page(item) : std::nullopt;
}

}  // namespace

std::vector<DeliveryResult> remove(TargetContext& context, std::span<Delivery const> items)
{
    Removal removal(context);
    std::vector<DeliveryResult> results;
    for (auto const& item : items) {
        auto failure = removal.remove(item);
        results.push_back(failure ? std::move(*failure) : DeliveryResult{Outcome::done(), std::nullopt});
    }
    return results;
}

}  // namespace rmirror::targets::notion
