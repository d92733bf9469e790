// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggles/page_order.hpp"

#include "targets/notion/client/api.hpp"
#include "targets/notion/toggles/toggle_title.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace rmirror::targets::notion {

using queue::Outcome;

namespace {

/// Titles written per delivery. When a page is inserted or removed at the front of a long notebook, the other
/// titles follow at backlog priority.
constexpr std::size_t kMaxTitles = 10;

}  // namespace

bool comes_later(DeliveryResult const& result)
{
    auto const kind = result.outcome.kind;
    return (kind == Outcome::Kind::retry || kind == Outcome::Kind::later) && !is_out_of_blocks(result);
}

PageOrder::PageOrder(TargetContext& context, Row const& row, std::span<Delivery const> items,
                     std::span<std::optional<DeliveryResult>> results, NewToggles const& new_toggles)
    : context_(context), row_(row), items_(items), results_(results), new_toggles_(new_toggles)
{}

bool PageOrder::is_among_items(std::string_view page_uuid) const
{
    return std::any_of(items_.begin(), items_.end(), [page_uuid](Delivery const& item) {
        return item.type == ItemType::page_text && item.page_uuid == page_uuid;
    });
}

/// The row's toggles in the notebook's order.
std::vector<PageOrder::Page> PageOrder::pages() const
{
    std::vector<Page> pages;
    auto const add = [&](ItemState const* item_state, DeliveryResult* result, Remote const& remote,
                         std::string_view uuid) {
        auto toggle = toggle_of(remote);
        auto const number = new_toggles_.number_of(uuid);
        if (toggle && !toggle->is_removed && toggle->row.id == row_.id &&
            number <= context_.notebook_state().pages.size())
            pages.push_back({item_state, result, std::string(uuid), std::move(*toggle), number});
    };
    for (auto const& item_state : context_.notebook_state().items)
        if (item_state.type == ItemType::page_text && !is_among_items(item_state.page_uuid))
            add(&item_state, nullptr, item_state.remote, item_state.page_uuid);
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (auto& result = results_[i]; result && result->remote && items_[i].type == ItemType::page_text)
            add(nullptr, &*result, *result->remote, items_[i].page_uuid);
    std::sort(pages.begin(), pages.end(),
              [](Page const& one, Page const& other) { return one.number < other.number; });
    return pages;
}

/// Reads the numbers shown in titles, because an unfinished attempt may have changed titles without a record.
std::optional<DeliveryResult> PageOrder::read_titles(std::vector<Page>& pages)
{
    auto const children = Api(context_).children_of(row_.id);
    if (children.failure)
        return children.failure;
    std::map<std::string, std::size_t> shown;
    for (auto const& child : children.value)
        if (auto const* const block = child.if_object())
            shown.emplace(id_of(*block), number_shown(*block));
    for (auto& page : pages)
        if (auto const found = shown.find(page.toggle.id); found != shown.end() && found->second > 0)
            page.toggle.number = found->second;
    return std::nullopt;
}

DeliveryResult PageOrder::bring(Delivery const& item)
{
    // The place of a page that is yet to be delivered isn't known.
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (items_[i].type == ItemType::page_text && results_[i] && comes_later(*results_[i]))
            return result_of_untried(*results_[i]);
    DeliveryResult result{Outcome::done(), Remote{row_.id, metadata_of(row_)}};
    auto pages = this->pages();
    if (item.has_unfinished_attempt)
        if (auto failure = read_titles(pages))
            return *failure;
    std::vector<double> places;
    places.reserve(pages.size());
    for (auto const& page : pages)
        places.push_back(page.toggle.place);
    auto const moves = misplaced(places);
    Toggles toggles(context_);
    std::size_t titles = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        auto& [item_state, of_item, page_uuid, toggle, number] = pages[i];
        bool const is_misplaced = moves[i];
        if (!is_misplaced && toggle.number == number)
            continue;
        toggle.is_misplaced = is_misplaced;
        bool const is_left = !is_misplaced && titles++ >= kMaxTitles;
        // If titles were read, the record gets the numbers read.
        if (is_left && !item.has_unfinished_attempt)
            continue;
        if (!is_misplaced && !is_left) {
            if (auto failure = toggles.retitle(toggle, item.notebook_uuid, page_uuid, number)) {
                // The next attempt continues here, so this one isn't counted as a failure.
                auto stopped = result.others.empty() ? std::move(*failure) : result_of_untried(*failure);
                stopped.others = std::move(result.others);
                return stopped;
            }
            toggle.number = number;
        }
        if (!of_item) {
            result.others.push_back({item_state->type, item_state->item_key, item_state->page_uuid,
                                     remote_without_blocks(toggle), is_misplaced});
            continue;
        }
        of_item->remote = remote_of(toggle);
        if (is_misplaced)
            of_item->redeliver_after = std::chrono::seconds(0);
    }
    has_more_titles_ = titles > kMaxTitles;
    return result;
}

}  // namespace rmirror::targets::notion
