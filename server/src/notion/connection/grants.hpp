// SPDX-License-Identifier: AGPL-3.0-or-later
// Records which capabilities a token has, learnt from OAuth introspection and from 403 answers.
#pragma once

#include "db/ids.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <string_view>

namespace rmirror::notion {

enum class Right { reads_content, inserts_content, updates_content };

/// Parses a scope such as "read_content insert_content"; a known capability that isn't listed counts as not
/// granted. Returns an empty object if the scope names no known capability.
boost::json::object grants_of(std::string_view scope);

/// Merges `grants` into the connection's row. Does nothing if the connection no longer exists.
void note_grants(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                 boost::json::object const& grants);
/// Call after a request that needs this right either succeeded or failed with restricted_resource.
void note_right(pqxx::work& work, UserId const& user_id, ConnectionId const& id, Right right,
                bool is_granted);

}  // namespace rmirror::notion
