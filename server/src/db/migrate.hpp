// SPDX-License-Identifier: AGPL-3.0-or-later
// Migrates a database's schema to the version this program needs: forward only, each file of
// server/migrations once.
#pragma once

#include "base/secret.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string_view>

namespace rmirror::db {

struct Migration {
    std::string_view name;  // "0001_create_foundations"
    std::string_view sql;
};

/// The migrations embedded at build time, in order.
std::span<Migration const> migrations();

/// The database can't be reached, or other migrations than this program's were applied to it. The message is
/// for the operator.
class DatabaseUnusable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Applies missing migrations, each in its own transaction, and returns their number. If several programs do
/// this concurrently, one works and the others wait. Throws DatabaseUnusable.
std::size_t migrate(Secret const& url, std::span<Migration const> wanted = migrations());

/// Throws DatabaseUnusable unless exactly this program's migrations are applied.
void expect_current_schema(Secret const& url, std::span<Migration const> wanted = migrations());

}  // namespace rmirror::db
