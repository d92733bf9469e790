// SPDX-License-Identifier: AGPL-3.0-or-later
// What an Obsidian plugin polls and what it confirms.
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

/// The owner of an API key.
struct KeyOwner {
    UserId user_id;
    bool is_enabled = false;
};
/// nullopt if the key is unknown.
std::optional<KeyOwner> owner_of_key(pqxx::work& work, Secret const& key);

/// Notebooks that differ from what was confirmed, among the next `limit` after the notebook with the id
/// `after`, as JSON of openapi.yaml. Returns fewer if their texts are long. Records what is returned, so that
/// its deletion is reported later even if the confirmation is lost.
std::string changes(pqxx::work& work, UserId const& user_id, std::int64_t limit,
                    std::optional<std::string> const& after);

struct Written {
    std::string notebook_uuid;
    std::string content_hash;
    std::string file_path;
};

/// Records that the vault wrote and deleted these notebooks. Returns how many of them belong to this user.
std::size_t confirm(pqxx::work& work, UserId const& user_id, std::vector<Written> const& written,
                    std::vector<std::string> const& deleted);

/// {enabled, last_sync, total_notebooks_synced, total_pages_synced, pending_notebooks}
boost::json::object status(pqxx::work& work, UserId const& user_id);

}  // namespace rmirror::targets::obsidian
