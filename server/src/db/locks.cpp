// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/locks.hpp"

#include <pqxx/result>

namespace rmirror::db {

bool try_lock(pqxx::transaction_base& work, Lock lock)
{
    return work.exec_params1("SELECT pg_try_advisory_xact_lock($1)", static_cast<long>(lock))[0].as<bool>();
}

void lock_shared(pqxx::transaction_base& work, Lock lock)
{
    work.exec_params("SELECT pg_advisory_xact_lock_shared($1)", static_cast<long>(lock));
}

}  // namespace rmirror::db
