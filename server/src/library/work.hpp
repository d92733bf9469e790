// SPDX-License-Identifier: AGPL-3.0-or-later
// Serialises the transactions that write one user's library: manifests, uploads, transcriptions and to-dos
// touch the same rows in different orders. A function that writes there takes a LibraryWork&, so it can't be
// called without the lock.
#pragma once

#include "base/ids.hpp"
#include "db/transaction.hpp"

#include <pqxx/transaction>

#include <string>
#include <utility>

namespace rmirror::library {

/// Whether prepared statements are planned for the values they get. Planning for any values (a generic plan)
/// pays off if a transaction brings few rows.
enum class Plans { as_postgresql_decides, for_any_values };

/// A transaction that holds the lock of one user's library until it ends.
class LibraryWork {
public:
    /// Locks the library in a transaction of the user's or of the system's that has written nothing yet: one
    /// that locks later may deadlock with a transaction that waits for it. Locking twice has no effect.
    LibraryWork(pqxx::work& work, UserId user_id, Plans plans = Plans::as_postgresql_decides);
    LibraryWork(LibraryWork const&) = delete;
    LibraryWork& operator=(LibraryWork const&) = delete;

    pqxx::work& operator*() const { return work_; }
    pqxx::work* operator->() const { return &work_; }
    UserId const& user_id() const { return user_id_; }
    /// now() as it is for statements that write. With Citus, it is later for those that only read.
    std::string const& began_at() const { return began_at_; }

private:
    pqxx::work& work_;
    UserId user_id_;
    std::string began_at_;
};

/// db::as_user() under the lock; what applies to that function applies to this one.
template <typename Function>
auto write(db::Pool& pool, UserId const& user_id, Function function,
           db::Patience patience = db::Patience::quick, Plans plans = Plans::as_postgresql_decides)
{
    return db::as_user(
        pool, user_id,
        [&](pqxx::work& work) {
            LibraryWork library(work, user_id, plans);
            return function(library);
        },
        patience);
}

/// The same as the system, which sees more than the user's rows. For jobs.
template <typename Function>
auto write_as_system(db::Pool& pool, UserId const& user_id, Function function)
{
    return db::as_system(pool, [&](pqxx::work& work) {
        LibraryWork library(work, user_id);
        return function(library);
    });
}

}  // namespace rmirror::library
