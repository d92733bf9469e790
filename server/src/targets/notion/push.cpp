// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/push.hpp"

#include "targets/notion/row_push.hpp"
#include "targets/notion/rows/moves.hpp"
#include "targets/notion/rows/rows.hpp"
#include "targets/notion/rows/rows_of_pages.hpp"
#include "targets/notion/toggles/new_toggles.hpp"
#include "targets/notion/toggles/page_order.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace rmirror::targets::notion {

namespace {

using queue::Outcome;

/// Whether the item is written to all rows of the notebook.
bool is_of_notebook(ItemType type)
{
    return type == ItemType::notebook || type == ItemType::notebook_metadata;
}

bool is_in_doubt(Delivery const& item)
{
    return item.may_have_arrived || item.has_unfinished_attempt;
}

class Push {
public:
    Push(TargetContext& context, std::span<Delivery const> items)
        : context_(context),
          items_(items),
          rows_(context, items.front().notebook_uuid),
          target_rows_(rows_of_pages(context.notebook_state(), context.max_pages())),
          results_(items.size())
    {}

    std::vector<DeliveryResult> run();

private:
    /// Indices of items.
    using Indices = std::vector<std::size_t>;

    std::optional<DeliveryResult> bring_rows();
    std::optional<DeliveryResult> move_rows();
    std::optional<DeliveryResult> look_in_all_rows();
    std::optional<DeliveryResult> look_in(Row const& row, std::vector<Delivery const*> const& pages);
    std::size_t target_row_of(Delivery const& page) const;
    std::map<std::size_t, Indices> items_by_row() const;
    void bring(std::size_t number, Indices const& indices);
    void take(std::size_t index, DeliveryResult result);
    std::optional<DeliveryResult>* result_that(bool (*is_it)(DeliveryResult const&));
    void update_records();
    void note_not_moved();
    void end_all(Indices const& indices, DeliveryResult const& result);
    void end_untried(std::span<std::size_t const> indices, DeliveryResult const& of_another);

    TargetContext& context_;
    std::span<Delivery const> items_;
    Rows rows_;
    RowsOfPages target_rows_;
    bool has_found_pages_ = false;
    bool has_more_titles_ = false;
    std::vector<std::optional<DeliveryResult>> results_;
    std::vector<ItemState> others_;
    /// Why the rows stay where they are, although a rule wants them elsewhere.
    std::optional<DeliveryResult> not_moved_ = {};
};

std::size_t Push::target_row_of(Delivery const& page) const
{
    auto const home = target_rows_.find(page.page_uuid);
    return home == target_rows_.end() ? 1 : home->second;
}

/// Looks for pages of unfinished attempts, which may have put them in another row than they belong in now.
std::optional<DeliveryResult> Push::look_in_all_rows()
{
    std::vector<Delivery const*> pages;
    for (auto const& item : items_)
        if (item.type == ItemType::page_text && !(item.remote && row_number_of(*item.remote)))
            pages.push_back(&item);
    if (std::any_of(pages.begin(), pages.end(), [](Delivery const* page) { return is_in_doubt(*page); }))
        if (auto failure = rows_.query_once())
            return failure;
    // Also if there is one row only, because a page may now belong in a row that doesn't exist yet.
    for (auto const& [number, row] : rows_.known())
        if (auto failure = look_in(row, pages))
            return failure;
    return std::nullopt;
}

/// Looks for pages that belong in another row. In the row they belong in, they are looked for before they are
/// made.
std::optional<DeliveryResult> Push::look_in(Row const& row, std::vector<Delivery const*> const& pages)
{
    std::vector<Delivery const*> sought;
    for (auto const* page : pages)
        if (target_row_of(*page) != row.number && (row.is_found || is_in_doubt(*page)))
            sought.push_back(page);
    if (sought.empty())
        return std::nullopt;
    auto const found = NewToggles(context_, row).look_for(sought);
    for (auto const& [page, toggles] : found.value)
        target_rows_.insert_or_assign(page, row.number);
    return found.is_gone() ? std::nullopt : found.failure;
}

std::map<std::size_t, Push::Indices> Push::items_by_row() const
{
    std::map<std::size_t, Indices> all;
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (!is_of_notebook(items_[i].type))
            all[target_row_of(items_[i])].push_back(i);
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (!is_of_notebook(items_[i].type))
            continue;
        for (auto const& [number, row] : rows_.known())
            all.try_emplace(number);
        for (auto& [number, indices] : all)
            indices.push_back(i);
    }
    return all;
}

/// The first matching result.
std::optional<DeliveryResult>* Push::result_that(bool (*is_it)(DeliveryResult const&))
{
    auto const found = std::find_if(
        results_.begin(), results_.end(),
        [is_it](std::optional<DeliveryResult> const& result) { return result && is_it(*result); });
    return found == results_.end() ? nullptr : &*found;
}

/// The first item gets the failure; the others weren't tried.
void Push::end_all(Indices const& indices, DeliveryResult const& result)
{
    take(indices.front(), result);
    end_untried(std::span(indices).subspan(1), result);
}

void Push::end_untried(std::span<std::size_t const> indices, DeliveryResult const& of_another)
{
    for (auto const i : indices)
        take(i, result_of_untried(of_another));
}

/// Moves the rows to the database that a rule chose, if it is another one than before.
std::optional<DeliveryResult> Push::move_rows()
{
    auto const moved = std::find_if(items_.begin(), items_.end(),
                                    [](Delivery const& item) { return item.moved_from.has_value(); });
    if (moved == items_.end())
        return std::nullopt;
    if (is_in_doubt(*moved) || rows_.known().empty())
        if (auto failure = rows_.look_in(*moved->moved_from))
            return failure;
    auto failure = notion::move_rows(context_, rows_, *moved->moved_from);
    if (!failure || failure->outcome.kind != Outcome::Kind::rejected)
        return failure;
    not_moved_ = std::move(failure);
    return std::nullopt;
}

/// Returns the failure that kept all items from being delivered, if any.
std::optional<DeliveryResult> Push::bring_rows()
{
    if (auto failure = move_rows())
        return failure;
    if (auto failure = rows_.open(1))
        return failure;
    if (auto failure = look_in_all_rows())
        return failure;
    for (auto const& [number, indices] : items_by_row()) {
        if (auto const* const stopped = result_that(comes_later))
            end_untried(indices, **stopped);
        else if (auto const failure = rows_.open(number))
            end_all(indices, *failure);
        else
            bring(number, indices);
    }
    return std::nullopt;
}

void Push::bring(std::size_t number, Indices const& indices)
{
    std::vector<Delivery> items;
    for (auto const i : indices)
        items.push_back(items_[i]);
    RowPush push(context_, rows_, number, items);
    auto results = push.run();
    for (std::size_t i = 0; i < indices.size(); ++i) {
        // That a user removed a further row twice isn't a failure of the notebook.
        if (number > 1 && is_of_notebook(items[i].type) && results[i].outcome.kind == Outcome::Kind::dropped)
            results[i].outcome = Outcome::done();
        take(indices[i], std::move(results[i]));
    }
    others_.insert(others_.end(), push.others().begin(), push.others().end());
    has_found_pages_ = has_found_pages_ || push.has_found_pages();
    has_more_titles_ = has_more_titles_ || push.has_more_titles();
}

/// Merges the results of the rows: an item of the notebook is done once it is done in all of them.
void Push::take(std::size_t index, DeliveryResult result)
{
    auto& known = results_[index];
    if (!known) {
        known = std::move(result);
        return;
    }
    auto others = std::exchange(known->others, {});
    std::move(result.others.begin(), result.others.end(), std::back_inserter(others));
    if (known->outcome.kind == Outcome::Kind::done)
        known = std::move(result);
    known->others = std::move(others);
}

/// Writes all rows to the notebook's own records. If pages were found or must be delivered again, the
/// notebook's item is too, to check the order of pages.
void Push::update_records()
{
    bool const needs_redelivery = has_found_pages_ || !others_.empty();
    auto* const done =
        result_that([](DeliveryResult const& result) { return result.outcome.kind == Outcome::Kind::done; });
    if (!done)
        return;
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (is_of_notebook(items_[i].type) && results_[i]->outcome.kind == Outcome::Kind::done) {
            results_[i]->remote = rows_.remote();
            if (items_[i].type == ItemType::notebook && has_more_titles_)
                others_.push_back({ItemType::notebook, items_[i].item_key, {}, rows_.remote(), true});
        }
    for (auto const& item_state : context_.notebook_state().items) {
        bool const is_here = std::any_of(items_.begin(), items_.end(), [&item_state](Delivery const& item) {
            return item.type == item_state.type;
        });
        bool const is_ordered = needs_redelivery && item_state.type == ItemType::notebook;
        if (is_of_notebook(item_state.type) && !is_here && (rows_.has_unrecorded() || is_ordered))
            others_.push_back(
                {item_state.type, item_state.item_key, item_state.page_uuid, rows_.remote(), is_ordered});
    }
    std::move(others_.begin(), others_.end(), std::back_inserter((*done)->others));
}

/// Everything else has been delivered.
void Push::note_not_moved()
{
    for (std::size_t i = 0; not_moved_ && i < items_.size(); ++i) {
        auto& result = *results_[i];
        if (!items_[i].moved_from || result.outcome.kind != Outcome::Kind::done)
            continue;
        result.outcome = std::move(not_moved_->outcome);
        return;
    }
}

std::vector<DeliveryResult> Push::run()
{
    if (auto const failure = bring_rows()) {
        results_.assign(items_.size(), result_of_untried(*failure));
        results_.front() = *failure;
    }
    update_records();
    note_not_moved();
    std::vector<DeliveryResult> results;
    results.reserve(results_.size());
    for (auto& result : results_)
        results.push_back(std::move(*result));
    return results;
}

}  // namespace

std::vector<DeliveryResult> push(TargetContext& context, std::span<Delivery const> items)
{
    return Push(context, items).run();
}

}  // namespace rmirror::targets::notion
