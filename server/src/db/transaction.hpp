// SPDX-License-Identifier: AGPL-3.0-or-later
// The only two ways to work with the database: as one user, whose rows alone exist then, or as the system.
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

/// Runs `work` in a transaction and commits. It is run again, a few times at most, when PostgreSQL gave it up
/// for another's sake (serialization, deadlock), and once on a fresh connection when the one it was given
/// turned out to be broken before it began: so it must do nothing but speak to the database. Throws what
/// `work` throws, PoolExhausted, and pqxx's exceptions: broken_connection when nothing was committed,
/// in_doubt_error when the connection broke while it was, and nobody knows.
///
/// A user's statement that takes longer than PoolOptions::statement ends as PostgreSQL's 57014: a request
/// holds one of the workers that everybody shares. The system's may take kLongestStatement.
void run_as_user(Pool& pool, UserId const& user_id, Work const& work);
void run_as_reader(Pool& pool, UserId const& user_id, Work const& work);
void run_as_system(Pool& pool, Work const& work);
constexpr std::chrono::seconds kLongestStatement{30};

enum class Patience {
    quick,          // As long as PoolOptions::statement says.
    whole_library,  // kLongestStatement: for requests that have workers of their own.
};
void run_as_user(Pool& pool, UserId const& user_id, Patience patience, Work const& work);

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

/// With row-level security: rows of others are not there, and cannot be written.
template <typename Function>
auto as_user(Pool& pool, UserId const& user_id, Function function, Patience patience = Patience::quick)
{
    return detail::answer_of([&](Work const& work) { run_as_user(pool, user_id, patience, work); }, function);
}

/// The same, for routes that only read.
template <typename Function>
auto as_reader(Pool& pool, UserId const& user_id, Function function)
{
    return detail::answer_of([&](Work const& work) { run_as_reader(pool, user_id, work); }, function);
}

/// For sign-in, worker and scheduler: all rows, but no changes of the schema.
template <typename Function>
auto as_system(Pool& pool, Function function)
{
    return detail::answer_of([&](Work const& work) { run_as_system(pool, work); }, function);
}

}  // namespace rmirror::db
