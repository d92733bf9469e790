// SPDX-License-Identifier: AGPL-3.0-or-later
// The only ways to use the database: as one user, who sees only their own rows, as the system, or as an
// admin.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <pqxx/result>
#include <pqxx/transaction>

#include <chrono>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace rmirror::db {

using Work = std::function<void(pqxx::work&)>;

/// Runs `work` in a transaction and commits it. Runs it again, a few times at most, if PostgreSQL rolled it
/// back because of another transaction (serialization failure, deadlock), and once on a new connection if its
/// connection was already broken. So `work` must have no effects outside the database. Throws what `work`
/// throws, PoolExhausted, and pqxx's exceptions: broken_connection if nothing was committed, in_doubt_error
/// if the connection broke during the commit, so that the result is unknown.
///
/// A user's statement that takes longer than PoolOptions::statement fails with PostgreSQL's 57014, because a
/// request occupies one of the workers that all users share. The system's statements may take
/// kLongestStatement.
void run_as_user(Pool& pool, UserId const& user_id, Work const& work);
void run_as_reader(Pool& pool, UserId const& user_id, Work const& work);
void run_as_system(Pool& pool, Work const& work);
void run_as_admin(Pool& pool, Work const& work);
constexpr std::chrono::seconds kLongestStatement{30};

enum class Patience {
    quick,          // Limited by PoolOptions::statement.
    whole_library,  // Limited by kLongestStatement, for requests with workers of their own.
};
void run_as_user(Pool& pool, UserId const& user_id, Patience patience, Work const& work);
void run_as_system(Pool& pool, Patience patience, Work const& work);

namespace detail {

template <typename Function>
using Answer = std::invoke_result_t<Function&, pqxx::work&>;

template <typename Run, typename Function>
Answer<Function> answer_of(Run const& run, Function& function)
{
    if constexpr (std::is_void_v<Answer<Function>>) {
        run([&](pqxx::work& work) { function(work); });
    } else {
        std::optional<Answer<Function>> answer;
        run([&](pqxx::work& work) { answer.emplace(function(work)); });
        return std::move(*answer);
    }
}

}  // namespace detail

/// Under row-level security: other users' rows are invisible and can't be written.
template <typename Function>
auto as_user(Pool& pool, UserId const& user_id, Function function, Patience patience = Patience::quick)
{
    return detail::answer_of([&](Work const& work) { run_as_user(pool, user_id, patience, work); }, function);
}

/// The same, but read-only: statements that write fail.
template <typename Function>
auto as_reader(Pool& pool, UserId const& user_id, Function function)
{
    return detail::answer_of([&](Work const& work) { run_as_reader(pool, user_id, work); }, function);
}

/// For sign-in, workers and the scheduler: all rows, but no changes to the schema.
template <typename Function>
auto as_system(Pool& pool, Function function, Patience patience = Patience::whole_library)
{
    return detail::answer_of([&](Work const& work) { run_as_system(pool, patience, work); }, function);
}

/// For people who run this server: columns of all users' rows that are counted, and none with content
/// (server/migrations/0001_baseline/220_admin.sql).
template <typename Function>
auto as_admin(Pool& pool, Function function)
{
    return detail::answer_of([&](Work const& work) { run_as_admin(pool, work); }, function);
}

}  // namespace rmirror::db
