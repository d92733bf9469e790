// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/row_push.hpp"

#include "targets/notion/client/time_slice.hpp"
#include "targets/notion/toggles/new_toggles.hpp"
#include "targets/notion/toggles/page_order.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

using queue::ErrorClass;
using queue::Outcome;

/// The next item gets the failure; the others weren't tried.
void RowPush::end_all(DeliveryResult const& result)
{
    auto const next = std::find(results_.begin(), results_.end(), std::nullopt);
    if (next == results_.end())
        return;
    *next = result;
    end_untried(result);
}

void RowPush::end_untried(DeliveryResult const& of_another)
{
    for (auto& one : results_)
        if (!one)
            one = result_of_untried(of_another);
}

void RowPush::update_row()
{
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (items_[i].type != ItemType::notebook_metadata)
            continue;
        results_[i] = row().is_new ? std::nullopt : rows_.update(row());
        if (!results_[i])
            results_[i] = DeliveryResult{Outcome::done(), Remote{row().id, metadata_of(row())}};
    }
}

/// Finds the toggles of pages whose last attempt didn't finish and may have made another toggle.
Answered<Found> RowPush::look_for_doubles(NewToggles& new_toggles)
{
    std::vector<Delivery const*> asked;
    bool has_known = false;
    for (auto const& item : items_) {
        // Includes pages without a record, so that their leftovers aren't taken for another page's.
        bool const is_known = item.remote.has_value();
        if (item.type != ItemType::page_text ||
            !(is_known ? item.has_unfinished_attempt : item.may_have_arrived))
            continue;
        asked.push_back(&item);
        has_known = has_known || is_known;
    }
    return has_known && !row().is_new ? new_toggles.look_for(asked) : Answered<Found>();
}

/// Reduces a page's toggles to one: keeps the recorded one, or else the first, and removes the others that
/// this connection made.
std::optional<DeliveryResult> RowPush::settle(std::vector<Toggle> const& there, Toggle& toggle)
{
    auto const is_known = [&toggle](Toggle const& one) { return one.id == toggle.id; };
    auto const known = std::find_if(there.begin(), there.end(), is_known);
    if (known == there.end()) {
        toggle.id = there.front().id;
        toggle.place = there.front().place;
        toggle.number = there.front().number;
        toggle.known.reset();
        has_found_pages_ = true;
    } else if (known->number > 0) {
        toggle.number = known->number;
    }
    for (auto const& other : there)
        if (!is_known(other) && other.bot == toggle.bot)
            if (auto failure = toggles_.remove(other, true))
                return failure;
    return std::nullopt;
}

void RowPush::update_pages(NewToggles& new_toggles)
{
    auto const doubles = look_for_doubles(new_toggles);
    if (doubles.failure && !doubles.is_gone())
        return end_all(*doubles.failure);
    TimeSlice const time_slice(context_);
    for (std::size_t i = 0; i < items_.size(); ++i) {
        auto const& item = items_[i];
        if (item.type != ItemType::page_text)
            continue;
        auto toggle = item.remote ? toggle_of(*item.remote) : std::nullopt;
        if (!toggle || toggle->row.id != row().id) {
            new_.push_back(
                {.item = &item,
                 .pictures = item.remote ? sent_pictures_of(item.remote->metadata) : SentPictures()});
            continue;
        }
        if (auto const there = doubles.value.find(item.page_uuid); there != doubles.value.end())
            if (auto const failure = settle(there->second, *toggle))
                return end_all(*failure);
        update_page(i, std::move(*toggle), new_toggles);
        if (results_[i] && comes_later(*results_[i]))
            return end_untried(*results_[i]);
        if (time_slice.is_over())
            return end_untried(TimeSlice::next());
    }
}

/// Updates the page's toggle, or adds the page to new_ if it needs a new one.
void RowPush::update_page(std::size_t index, Toggle toggle, NewToggles& new_toggles)
{
    auto const& item = items_[index];
    Update update;
    if (toggle.is_misplaced) {
        auto const is_ours = toggles_.is_ours(toggle, item.has_unfinished_attempt);
        if (is_ours.failure && !is_ours.is_gone()) {
            results_[index] = is_ours.failure;
            return;
        }
        toggle.is_misplaced = false;  // If the user wrote in it, it stays where it is.
        update.should_replace = !is_ours.failure && is_ours.value;
    }
    if (!update.should_replace)
        update = toggles_.update(toggle, item, new_toggles.number_of(item.page_uuid));
    auto stays = update.is_gone ? reason_not_to_recreate(context_, toggle.was_recreated) : std::nullopt;
    if (stays) {
        results_[index] = result_of_removed_toggle(std::move(*stays), item, std::move(toggle));
        new_toggles.forget(item.page_uuid);
    } else if (update.is_gone || update.should_replace) {
        new_.push_back({.item = &item,
                        .was_recreated = update.is_gone || toggle.was_recreated,
                        .replaced = update.is_gone ? "" : toggle.id,
                        .pictures = toggle.pictures});
        new_toggles.forget(item.page_uuid);
    } else if (update.failure) {
        results_[index] = std::move(update.failure);
    } else {
        results_[index] = result_of_toggle(toggle, std::move(update.picture_failure), update.redeliver_after);
    }
}

void RowPush::make_pages(NewToggles& new_toggles)
{
    bool const is_in_doubt =
        row().is_found || std::any_of(new_.begin(), new_.end(), [](NewToggle const& page) {
            return page.item->may_have_arrived || page.item->has_unfinished_attempt;
        });
    if (!new_.empty() && is_in_doubt)
        if (auto const failure = new_toggles.find(new_))
            return end_all(*failure);
    for (auto& page : new_) {
        if (!page.toggle)
            continue;
        has_found_pages_ = true;
        auto update = toggles_.update(*page.toggle, *page.item, new_toggles.number_of(page.item->page_uuid));
        page.result = update.failure;
        page.picture_failure = std::move(update.picture_failure);
        if (update.should_replace) {
            page.replaced = page.toggle->id;
            page.pictures = page.toggle->pictures;
            page.toggle.reset();
            new_toggles.forget(page.item->page_uuid);
        }
    }
    new_toggles.make(new_);
    for (auto& page : new_) {
        if (page.toggle && !page.result && !page.replaced.empty())
            page.result = api_.trash_block(page.replaced);
        auto& result = results_[static_cast<std::size_t>(page.item - items_.data())];
        result = page.result ? std::move(page.result)
                             : result_of_toggle(*page.toggle, std::move(page.picture_failure));
    }
}

std::optional<DeliveryResult>* RowPush::done_result()
{
    auto const done =
        std::find_if(results_.begin(), results_.end(), [](std::optional<DeliveryResult> const& result) {
            return result->outcome.kind == Outcome::Kind::done;
        });
    return done == results_.end() ? nullptr : &*done;
}

void RowPush::bring_all()
{
    update_row();
    NewToggles new_toggles(context_, row());
    update_pages(new_toggles);
    make_pages(new_toggles);
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (items_[i].type == ItemType::notebook && !results_[i]) {
            PageOrder order(context_, row(), items_, results_, new_toggles);
            results_[i] = order.bring(items_[i]);
            has_more_titles_ = order.has_more_titles();
        }
}

/// Writes the row's "Synced At", if the last time was a while ago.
void RowPush::stamp_row()
{
    auto* const done = done_result();
    if (!done || !Rows::is_stale(row()))
        return;
    // A failure doesn't change the results of the items, which are already delivered.
    rows_.stamp(
        row(), std::any_of(results_.begin(), results_.end(), [](std::optional<DeliveryResult> const& result) {
            return result->outcome.kind == Outcome::Kind::rejected;
        }));
    for (auto const& member : metadata_of(row()))
        (*done)->remote->metadata[member.key()] = member.value();
}

/// Whether the failure was that an object doesn't exist.
bool RowPush::is_missing(DeliveryResult const& result)
{
    return result.outcome.kind == Outcome::Kind::retry && result.outcome.error == ErrorClass::invalid_data;
}

bool RowPush::misses_something() const
{
    return std::any_of(results_.begin(), results_.end(), [](std::optional<DeliveryResult> const& result) {
        return result->outcome.kind == Outcome::Kind::dropped || is_missing(*result);
    });
}

/// The row exists, so the database may be gone.
void RowPush::explain_what_is_missing()
{
    auto const missing = [](std::optional<DeliveryResult> const& result) { return is_missing(*result); };
    if (std::none_of(results_.begin(), results_.end(), missing))
        return;
    if (auto const about_source = check_source(api_, context_.setting("data_source")))
        std::replace_if(results_.begin(), results_.end(), missing, std::optional(*about_source));
}

/// Replaces a row that the user removed, and delivers its pages again.
void RowPush::recreate_row()
{
    auto const is_removed = rows_.is_removed(row());
    if (is_removed.failure)
        return;
    if (!is_removed.value)
        return explain_what_is_missing();
    if (auto const stays = reason_not_to_recreate(context_, row().was_recreated))
        return results_.assign(items_.size(), *stays);
    results_.assign(items_.size(), std::nullopt);
    new_.clear();
    if (auto const failure = rows_.recreate(number_))
        return end_all(*failure);
    bring_all();
    if (done_result())
        redeliver_pages();
}

/// All pages of the former row.
void RowPush::redeliver_pages()
{
    for (auto const& item_state : context_.notebook_state().items) {
        bool const is_here = std::any_of(items_.begin(), items_.end(), [&item_state](Delivery const& item) {
            return item.type == item_state.type && item.item_key == item_state.item_key;
        });
        if (item_state.type == ItemType::page_text && row_number_of(item_state.remote) == number_ && !is_here)
            others_.push_back({item_state.type, item_state.item_key, item_state.page_uuid,
                               reusable_remote_of(item_state.remote), true});
    }
}

std::vector<DeliveryResult> RowPush::run()
{
    bool const was_new = row().is_new;
    bring_all();
    if (!was_new && misses_something())
        recreate_row();
    stamp_row();
    std::vector<DeliveryResult> results;
    results.reserve(results_.size());
    for (auto& result : results_)
        results.push_back(std::move(*result));
    return results;
}

}  // namespace rmirror::targets::notion
