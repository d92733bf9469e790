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

/// Embedded when the program was built, in order.
std::span<Migration const> migrations();

/// The database can't be reached, or was made with other migrations than this program's, such as those before
/// the first release. what() is for the operator.
class DatabaseUnusable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Applies what is missing, each migration in its own transaction, and answers how many it applied. Of
/// several programs that do so at once, one works and the others wait. Throws DatabaseUnusable.
std::size_t migrate(Secret const& url, std::span<Migration const> wanted = migrations());

/// Throws DatabaseUnusable unless all migrations, and no others, are applied.
void expect_current_schema(Secret const& url, std::span<Migration const> wanted = migrations());

}  // namespace rmirror::db
