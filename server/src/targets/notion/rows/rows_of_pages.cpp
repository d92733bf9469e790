// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/rows/rows_of_pages.hpp"

#include "targets/notion/rows/row.hpp"

namespace rmirror::targets::notion {

RowsOfPages rows_of_pages(NotebookState const& notebook_state, std::size_t max)
{
    RowsOfPages rows;
    std::map<std::size_t, std::size_t> counts;  // Numbers of pages, by row number.
    for (auto const& item : notebook_state.items)
        if (item.type == ItemType::page_text)
            if (auto const number = row_number_of(item.remote)) {
                rows.emplace(item.page_uuid, *number);
                ++counts[*number];
            }
    std::size_t before = 1;
    for (auto const& page : notebook_state.pages) {
        if (auto const known = rows.find(page); known != rows.end()) {
            before = known->second;
            continue;
        }
        while (counts[before] >= max)
            ++before;
        ++counts[before];
        rows.emplace(page, before);
    }
    return rows;
}

}  // namespace rmirror::targets::notion
