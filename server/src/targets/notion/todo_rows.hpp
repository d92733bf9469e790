// SPDX-License-Identifier: AGPL-3.0-or-later
// Todos as rows of a database of their own, which a person chose for them.
#pragma once

#include "targets/target.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

/// Where pages stand in Notion, by their UUIDs: addresses of their toggles.
using PageLinks = std::map<std::string, std::string, std::less<>>;

/// Adds what is known of a page_text; nothing of any other item.
void add_link(PageLinks& links, ItemType type, std::string const& page_uuid, Remote const& remote);

/// Of one notebook. What people changed in a row stays unless the same changed here.
std::vector<Ending> push_todos(Outside& outside, std::span<Delivery const> items, PageLinks const& links);
/// To Notion's trash, where they can be restored.
std::vector<Ending> remove_todos(Outside& outside, std::span<Delivery const> items);
/// All that stand there of the notebook that is worked on.
std::optional<Ending> remove_all_todos(Outside& outside);

/// What keeps the database from taking rows; nothing as well where none is chosen.
std::optional<Ending> check_todo_source(Outside& outside);

}  // namespace rmirror::targets::notion
