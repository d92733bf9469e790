// SPDX-License-Identifier: AGPL-3.0-or-later
// One user's library is written by one transaction after the other: manifests, uploads, what was read of
// pages and what is to be done touch the same rows in different orders. Whatever writes there asks for a
// LibraryWork&, so it cannot be called without the lock.
#pragma once

#include "base/ids.hpp"
#include "db/transaction.hpp"

#include <pqxx/transaction>

#include <utility>

namespace rmirror::library {

/// Whether prepared statements are planned for the values they are given. Planning for any values pays where
/// a transaction brings few rows.
enum class Plans { as_postgresql_decides, for_any_values };

/// A transaction that holds the lock of one user's library until it ends.
class LibraryWork {
public:
    /// Locks the library in a transaction of the user's or of the system's, which has written nothing yet:
    /// who locks later may wait for somebody who waits for this transaction. Locking twice is once.
    LibraryWork(pqxx::work& work, UserId user_id, Plans plans = Plans::as_postgresql_decides);
    LibraryWork(LibraryWork const&) = delete;
    LibraryWork& operator=(LibraryWork const&) = delete;

    pqxx::work& operator*() const { return work_; }
    pqxx::work* operator->() const { return &work_; }
    UserId const& user_id() const { return user_id_; }

private:
    pqxx::work& work_;
    UserId user_id_;
};

/// db::as_user() under the lock; what holds for that function holds for this one.
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

/// The same as the system, which sees more than the user's rows: for jobs.
template <typename Function>
auto write_as_system(db::Pool& pool, UserId const& user_id, Function function)
{
    return db::as_system(pool, [&](pqxx::work& work) {
        LibraryWork library(work, user_id);
        return function(library);
    });
}

}  // namespace rmirror::library
