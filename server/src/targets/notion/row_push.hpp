// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers items of a notebook to one of its rows: pages and the row's properties.
#pragma once

#include "targets/notion/new_toggles.hpp"
#include "targets/notion/rows.hpp"
#include "targets/notion/toggle.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace rmirror::targets::notion {

class RowPush {
public:
    /// The row must be open (Rows::open()).
    RowPush(Outside& outside, Rows& rows, std::size_t number, std::span<Delivery const> items)
        : outside_(outside),
          rows_(rows),
          number_(number),
          items_(items),
          api_(outside),
          toggles_(outside),
          endings_(items.size())
    {}

    /// One result per item, in their order.
    std::vector<Ending> run();
    /// Pages of a row that the user removed, to be delivered again.
    std::vector<Stands> const& others() const { return others_; }
    /// Whether existing toggles were found. Other pages may have been inserted in the wrong place because of
    /// them.
    bool has_found_pages() const { return has_found_pages_; }
    /// Whether titles are left for the next delivery.
    bool has_more_titles() const { return has_more_titles_; }

private:
    Row& row() const { return rows_.at(number_); }
    void bring_all();
    static bool is_missing(Ending const& ending);
    bool misses_something() const;
    void explain_what_is_missing();
    void make_row_again();
    void bring_pages_again();
    void update_row();
    void update_pages(NewToggles& new_toggles);
    void update_page(std::size_t index, Toggle toggle, NewToggles& new_toggles);
    Answered<Found> look_for_doubles(NewToggles& new_toggles);
    std::optional<Ending> settle(std::vector<Toggle> const& there, Toggle& toggle);
    void make_pages(NewToggles& new_toggles);
    std::optional<Ending>* done_ending();
    void stamp_row();
    void end_all(Ending const& ending);
    void end_untried(Ending const& of_another);

    Outside& outside_;
    Rows& rows_;
    std::size_t number_;
    std::span<Delivery const> items_;
    Api api_;
    Toggles toggles_;
    std::vector<std::optional<Ending>> endings_;
    std::vector<NewToggle> new_;
    std::vector<Stands> others_;
    bool has_found_pages_ = false;
    bool has_more_titles_ = false;
};

}  // namespace rmirror::targets::notion
