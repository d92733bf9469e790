// SPDX-License-Identifier: AGPL-3.0-or-later
// A pooler between this program and PostgreSQL, such as PgBouncer, which may give each transaction another
// connection.
#pragma once

namespace rmirror::db {

enum class Pooler {
    off,
    transaction,           // Statements can't be prepared: PgBouncer before 1.21.
    transaction_prepared,  // The pooler prepares statements itself where it needs to.
};

/// For the whole process, which has one database. Call it before the first connection is opened.
void set_pooler(Pooler pooler);
Pooler pooler();

}  // namespace rmirror::db
