// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers items of a notebook to one of its rows: pages and the row's properties.
#pragma once

#include "targets/notion/rows/rows.hpp"
#include "targets/notion/toggles/new_toggles.hpp"
#include "targets/notion/toggles/toggle.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace rmirror::targets::notion {

class RowPush {
public:
    /// The row must be open (Rows::open()).
    RowPush(TargetContext& context, Rows& rows, std::size_t number, std::span<Delivery const> items)
        : context_(context),
          rows_(rows),
          number_(number),
          items_(items),
          api_(context),
          toggles_(context),
          results_(items.size())
    {}

    /// One result per item, in their order.
    std::vector<DeliveryResult> run();
    /// Pages of a row that the user removed, to be delivered again.
    std::vector<ItemState> const& others() const { return others_; }
    /// Whether existing toggles were found. Other pages may have been inserted in the wrong place because of
    /// them.
    bool has_found_pages() const { return has_found_pages_; }
    /// Whether titles are left for the next delivery.
    bool has_more_titles() const { return has_more_titles_; }

private:
    Row& row() const { return rows_.at(number_); }
    void bring_all();
    static bool is_missing(DeliveryResult const& result);
    bool misses_something() const;
    void explain_what_is_missing();
    void recreate_row();
    void redeliver_pages();
    void update_row();
    void update_pages(NewToggles& new_toggles);
    void update_page(std::size_t index, Toggle toggle, NewToggles& new_toggles);
    Answered<Found> look_for_doubles(NewToggles& new_toggles);
    std::optional<DeliveryResult> settle(std::vector<Toggle> const& there, Toggle& toggle);
    void make_pages(NewToggles& new_toggles);
    std::optional<DeliveryResult>* done_result();
    void stamp_row();
    void end_all(DeliveryResult const& result);
    void end_untried(DeliveryResult const& of_another);

    TargetContext& context_;
    Rows& rows_;
    std::size_t number_;
    std::span<Delivery const> items_;
    Api api_;
    Toggles toggles_;
    std::vector<std::optional<DeliveryResult>> results_;
    std::vector<NewToggle> new_;
    std::vector<ItemState> others_;
    bool has_found_pages_ = false;
    bool has_more_titles_ = false;
};

}  // namespace rmirror::targets::notion
