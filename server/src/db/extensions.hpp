// SPDX-License-Identifier: AGPL-3.0-or-later
// Extensions that statements use where the database has them, and do without elsewhere.
#pragma once

namespace rmirror::db {

/// For the whole process, which has one database. Each connection that is opened finds it out.
void set_has_pgvector(bool has_pgvector);
bool has_pgvector();

}  // namespace rmirror::db
