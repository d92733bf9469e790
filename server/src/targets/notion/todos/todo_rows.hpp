// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers todos as rows of a database that the user selected for them.
#pragma once

#include "targets/target.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

/// Addresses of the pages' toggles, by page_uuid.
using PageLinks = std::map<std::string, std::string, std::less<>>;

/// Adds the address of a page_text; ignores other items.
void add_link(PageLinks& links, ItemType type, std::string const& page_uuid, Remote const& remote);

/// Delivers todos of one notebook. What users changed in a row stays, unless the same value changed here.
std::vector<DeliveryResult> push_todos(TargetContext& context, std::span<Delivery const> items,
                                       PageLinks const& links);
/// Moves the rows to Notion's trash, where they can be restored.
std::vector<DeliveryResult> remove_todos(TargetContext& context, std::span<Delivery const> items);
/// Removes all recorded todos of the current notebook.
std::optional<DeliveryResult> remove_all_todos(TargetContext& context);

/// The reason why the database accepts no rows, if any; nullopt also if none is selected.
std::optional<DeliveryResult> check_todo_source(TargetContext& context);

}  // namespace rmirror::targets::notion
