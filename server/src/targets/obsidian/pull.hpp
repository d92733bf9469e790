// SPDX-License-Identifier: AGPL-3.0-or-later
// What a vault is told when it asks, and what it confirms.
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::targets::obsidian {

/// Whose key it is.
struct KeyOwner {
    UserId user_id;
    bool is_enabled = false;
};
std::optional<KeyOwner> owner_of_key(pqxx::work& work, Secret const& key);

/// Notebooks that differ from what was confirmed, of the next `limit` after the notebook with the id `after`;
/// fewer when they are long. JSON as the contract has it. What is told is noted, so that it is also told when
/// it goes.
std::string changes(pqxx::work& work, UserId const& user_id, std::int64_t limit,
                    std::optional<std::string> const& after);

struct Written {
    std::string notebook_uuid;
    std::string content_hash;
    std::string file_path;
};

/// The vault has these, and has these no more. Answers how many of them are this person's notebooks.
std::size_t confirm(pqxx::work& work, UserId const& user_id, std::vector<Written> const& written,
                    std::vector<std::string> const& deleted);

/// {enabled, last_sync, total_notebooks_synced, total_pages_synced, pending_notebooks}
boost::json::object status(pqxx::work& work, UserId const& user_id);

}  // namespace rmirror::targets::obsidian
