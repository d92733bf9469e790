// SPDX-License-Identifier: AGPL-3.0-or-later
// Numbers in the titles of pages, and pages that stand in the wrong place.
#pragma once

#include "targets/notion/new_toggles.hpp"
#include "targets/notion/toggle.hpp"
#include "targets/outside.hpp"
#include "targets/target.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// Whether the item comes again soon, so that others that depend on it wait. What lacks blocks may never
/// come.
bool comes_later(Ending const& ending);

class PageOrder {
public:
    /// `endings`: what came of the items so far.
    PageOrder(Outside& outside, Row const& row, std::span<Delivery const> items,
              std::span<std::optional<Ending>> endings, NewToggles const& new_toggles);

    /// Writes the titles of pages whose number is another now, some at a time. Blocks can't be moved: pages
    /// in the wrong place come again. Answers what came of `item`, which is the notebook.
    Ending bring(Delivery const& item);
    /// Some are left for the next time.
    bool has_more_titles() const { return has_more_titles_; }

private:
    struct Page {
        Stands const* stands = nullptr;  // None: it is among the items.
        Ending* ending = nullptr;        // Of a page among the items.
        std::string page_uuid;
        Toggle toggle;
        std::size_t number = 0;  // As it shall be.
    };

    std::vector<Page> pages() const;
    std::optional<Ending> read_titles(std::vector<Page>& pages);
    bool is_among_items(std::string_view page_uuid) const;

    Outside& outside_;
    Row const& row_;
    std::span<Delivery const> items_;
    std::span<std::optional<Ending>> endings_;
    NewToggles const& new_toggles_;
    bool has_more_titles_ = false;
};

}  // namespace rmirror::targets::notion
