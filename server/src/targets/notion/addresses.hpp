// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a browser shows what stands in Notion.
#pragma once

#include "targets/standing.hpp"

#include <optional>
#include <string>

namespace rmirror::targets::notion {

/// Of the row of a notebook or todo, or of the toggle of a page in its row; nothing where no row is known.
std::optional<std::string> address_of(ItemType type, Remote const& there);

}  // namespace rmirror::targets::notion
