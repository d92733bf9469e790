// SPDX-License-Identifier: AGPL-3.0-or-later
// PostgreSQL's advisory locks that this program uses, all held until the end of a transaction.
#pragma once

#include <pqxx/transaction_base>

namespace rmirror::db {

enum class Lock : long {
    one_backup = 7306920312,       // Held by the backup that is running.
    removing_images = 7306920313,  // Shared by backups, so that no image is removed before they have read it.
};

/// Returns false if another transaction has the lock.
bool try_lock(pqxx::transaction_base& work, Lock lock);
/// Waits for those who have it alone.
void lock_shared(pqxx::transaction_base& work, Lock lock);

}  // namespace rmirror::db
