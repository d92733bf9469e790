// SPDX-License-Identifier: AGPL-3.0-or-later
// Assigns pages to the rows of their notebook (docs/decisions/0051-rows-and-blocks-in-notion.md).
#pragma once

#include "targets/item_states.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace rmirror::targets::notion {

/// Row numbers by page_uuid.
using RowsOfPages = std::map<std::string, std::size_t, std::less<>>;

/// A page stays in its row. A page without one gets the row of the page before it, or the next row with fewer
/// than `max` pages. Pages that aren't delivered yet count too.
RowsOfPages rows_of_pages(NotebookState const& notebook_state, std::size_t max);

}  // namespace rmirror::targets::notion
