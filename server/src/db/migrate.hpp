// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings a database's schema to what this program needs: forward only, each entry of server/migrations once.
// The first one is a folder, 0001_baseline, with the schema of the first release.
//
// Programs of the version before go on with the new schema, so that a fleet can be updated one by one: a
// migration only adds. What programs no longer use is removed a version later, by a migration with the line
//     -- requires 0007_name
// which names the migration that brought what they use instead. Programs that don't have that one are
// refused.
#pragma once

#include "base/secret.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string_view>

namespace rmirror::db {

struct Migration {
    std::string_view name;  // "0001_baseline"
    std::string_view sql;
};

/// The migrations embedded at build time, in order.
std::span<Migration const> migrations();

/// The database can't be reached, or its migrations don't go with this program, such as those before the
/// first release. what() is for the operator.
class DatabaseUnusable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Applies missing migrations, each in its own transaction, and returns their number. If several programs do
/// this concurrently, one works and the others wait. Throws DatabaseUnusable.
std::size_t migrate(Secret const& url, std::span<Migration const> wanted = migrations());

/// Creates the cluster's roles under which every transaction runs, if they don't exist. migrate() does this,
/// too. Throws DatabaseUnusable.
void create_roles(Secret const& url);

/// Throws DatabaseUnusable unless this program's migrations are applied, and no later ones that end its use.
void expect_current_schema(Secret const& url, std::span<Migration const> wanted = migrations());

}  // namespace rmirror::db
