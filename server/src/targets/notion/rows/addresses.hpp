// SPDX-License-Identifier: AGPL-3.0-or-later
// Web addresses of what is in Notion.
#pragma once

#include "targets/item_states.hpp"

#include <optional>
#include <string>

namespace rmirror::targets::notion {

/// The address of a notebook's or todo's row, or of a page's toggle in its row; nullopt if its row isn't
/// known.
std::optional<std::string> address_of(ItemType type, Remote const& there);

}  // namespace rmirror::targets::notion
