// SPDX-License-Identifier: AGPL-3.0-or-later
// Copies a whole database out and in, by PostgreSQL's pg_dump and pg_restore.
#pragma once

#include "base/secret.hpp"

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rmirror::backup {

/// pg_dump or pg_restore is missing or failed. It has said why on standard error.
class CopyFailed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Passes the database, as it is in the exported snapshot, to `consume` in pieces. Throws CopyFailed.
void dump_database(Secret const& url, std::string const& snapshot,
                   std::function<void(std::string_view)> const& consume);

/// Fills an empty database in one transaction. `produce` returns the pieces in order, then an empty string.
/// Throws CopyFailed.
void load_database(Secret const& url, std::function<std::string()> const& produce);

}  // namespace rmirror::backup
