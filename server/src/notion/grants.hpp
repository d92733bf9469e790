// SPDX-License-Identifier: AGPL-3.0-or-later
// What a token may do, as far as Notion tells: by introspection, and by what it refuses.
#pragma once

#include "db/ids.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <string_view>

namespace rmirror::notion {

enum class Right { reads_content, inserts_content, updates_content };

/// By a scope such as "read_content insert_content": what it does not name is not granted. Nothing where it
/// is empty, or names nothing that is known.
boost::json::object grants_of(std::string_view scope);

/// Of a connection that is gone they are forgotten.
void note_grants(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                 boost::json::object const& grants);
/// After a call that needs this right was carried out, or refused as restricted_resource.
void note_right(pqxx::work& work, UserId const& user_id, ConnectionId const& id, Right right,
                bool is_granted);

}  // namespace rmirror::notion
