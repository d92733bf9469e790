// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps page numbers in toggle titles up to date and finds misplaced toggles.
#pragma once

#include "targets/notion/toggles/new_toggles.hpp"
#include "targets/notion/toggles/toggle.hpp"
#include "targets/target.hpp"
#include "targets/target_context.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// Whether the item will be retried soon, so that items that depend on it should wait. Not so if the plan's
/// blocks are used up, since that may never change.
bool comes_later(DeliveryResult const& result);

class PageOrder {
public:
    /// `results`: the results of the items so far.
    PageOrder(TargetContext& context, Row const& row, std::span<Delivery const> items,
              std::span<std::optional<DeliveryResult>> results, NewToggles const& new_toggles);

    /// Writes changed page numbers to titles, a limited number per call. Blocks can't be moved, so misplaced
    /// pages are delivered again. Returns the result for `item`, the notebook.
    DeliveryResult bring(Delivery const& item);
    /// Whether some titles are left for the next delivery.
    bool has_more_titles() const { return has_more_titles_; }

private:
    struct Page {
        ItemState const* item_state = nullptr;  // Null: the page is among the items.
        DeliveryResult* result = nullptr;       // The result of a page among the items.
        std::string page_uuid;
        Toggle toggle;
        std::size_t number = 0;  // The wanted number.
    };

    std::vector<Page> pages() const;
    std::optional<DeliveryResult> read_titles(std::vector<Page>& pages);
    bool is_among_items(std::string_view page_uuid) const;

    TargetContext& context_;
    Row const& row_;
    std::span<Delivery const> items_;
    std::span<std::optional<DeliveryResult>> results_;
    NewToggles const& new_toggles_;
    bool has_more_titles_ = false;
};

}  // namespace rmirror::targets::notion
