// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

namespace rmirror::backup {

/// Refuses a database with accounts, and one that a server uses. Changes nothing. Throws
/// db::DatabaseUnusable.
Result<Done> expect_no_accounts(Secret const& url);

/// Removes the schema of a database without accounts, as `--migrate` leaves it, and creates the roles that
/// the next schema needs. Throws pqxx's exceptions.
void remove_schema(Secret const& url);

}  // namespace rmirror::backup
