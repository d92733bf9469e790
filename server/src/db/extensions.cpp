// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/extensions.hpp"

#include <atomic>

namespace rmirror::db {

namespace {

std::atomic<bool> the_database_has_pgvector = false;

}  // namespace

void set_has_pgvector(bool has_pgvector)
{
    the_database_has_pgvector = has_pgvector;
}

bool has_pgvector()
{
    return the_database_has_pgvector;
}

}  // namespace rmirror::db
