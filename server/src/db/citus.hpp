// SPDX-License-Identifier: AGPL-3.0-or-later
// What differs where Citus distributes the tables over several nodes (server/citus.sql).
#pragma once

#include <string>

namespace rmirror::db {

/// For the whole process, which has one database. Each connection that is opened finds it out.
void set_distributed(bool is_distributed);
bool is_distributed();

/// The statement, which Citus can send to the node of its user. Where many rows are looked up, statements
/// have the user in a subquery, so that PostgreSQL doesn't estimate by the user who has most rows
/// (docs/decisions/0029). Citus doesn't look into it, and would ask all nodes. `sql` must be a string of
/// static lifetime.
std::string routable(char const* sql);

/// The plan_cache_mode for statements that are planned once for all values. Citus plans only for given ones.
char const* one_plan_mode();

/// The plan_cache_mode for all others.
char const* usual_plan_mode();

}  // namespace rmirror::db
