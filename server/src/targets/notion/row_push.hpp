// SPDX-License-Identifier: AGPL-3.0-or-later
// Bringing items of a notebook to one of its rows: pages, and what the row says of the notebook.
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
    /// The row is open.
    RowPush(Outside& outside, Rows& rows, std::size_t number, std::span<Delivery const> items)
        : outside_(outside),
          rows_(rows),
          number_(number),
          items_(items),
          api_(outside),
          toggles_(outside),
          endings_(items.size())
    {}

    /// One ending each, in their order.
    std::vector<Ending> run();
    /// Pages that stood in a row that somebody removed.
    std::vector<Stands> const& others() const { return others_; }
    /// Where they stand, others may have been put in the wrong place.
    bool has_found_pages() const { return has_found_pages_; }
    /// Titles of pages are left for the next time.
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
