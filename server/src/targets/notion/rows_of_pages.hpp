// SPDX-License-Identifier: AGPL-3.0-or-later
// Which of its notebook's rows a page goes to (docs/decisions/0051-rows-and-blocks-in-notion.md).
#pragma once

#include "targets/standing.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace rmirror::targets::notion {

/// Numbers of rows, by page_uuid.
using RowsOfPages = std::map<std::string, std::size_t, std::less<>>;

/// A page stays in its row. One without goes to that of the page before it, or to the first after that with
/// fewer than `most` pages. Those that are still to come have their places kept.
RowsOfPages rows_of_pages(Standing const& standing, std::size_t most);

}  // namespace rmirror::targets::notion
