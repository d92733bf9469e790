// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings a database's schema to what this program needs: forward only, each entry of server/migrations once.
// The first one is a folder, 0001_baseline, with the schema of the first release.
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

/// The database can't be reached, or was made with other migrations than this program's, such as those before
/// the first release. what() is for the operator.
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

/// Throws DatabaseUnusable unless exactly this program's migrations are applied.
void expect_current_schema(Secret const& url, std::span<Migration const> wanted = migrations());

}  // namespace rmirror::db
