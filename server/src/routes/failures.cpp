// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "http/problem.hpp"
#include "routes/routes.hpp"

#include <pqxx/except>

namespace rmirror::routes {

using http::Code;

namespace {

http::Reply later(std::string_view sentence)
{
    return http::problem(Code::Service_Unavailable, sentence).with("Retry-After", "2");
}

/// PostgreSQL says so itself while it ends, or when somebody ends our connection (SQLSTATE 57P01 to 57P05).
bool is_shut_down(std::exception const& error)
{
    auto const* const refused = dynamic_cast<pqxx::sql_error const*>(&error);
    return refused && refused->sqlstate().starts_with("57P");
}

/// A statement took longer than it may (SQLSTATE 57014), because of others: ours are made to be quick.
bool is_out_of_time(std::exception const& error)
{
    auto const* const refused = dynamic_cast<pqxx::sql_error const*>(&error);
    return refused && refused->sqlstate() == "57014";
}

/// Also in the middle of a commit: whatever is asked of us may be asked again.
bool lost_database(std::exception const& error)
{
    return dynamic_cast<pqxx::broken_connection const*>(&error) ||
           dynamic_cast<pqxx::in_doubt_error const*>(&error) || is_shut_down(error);
}

}  // namespace

std::optional<http::Reply> explain_failure(std::exception const& error)
{
    if (lost_database(error))
        return later("The database can't be reached. Try again in a moment.");
    if (dynamic_cast<db::PoolExhausted const*>(&error) ||
        dynamic_cast<pqxx::transaction_rollback const*>(&error) || is_out_of_time(error))
        return later("The database is busy. Try again in a moment.");
    if (dynamic_cast<BlobFailure const*>(&error))
        return later("The image can't be stored or loaded at the moment. Try again.");
    if (dynamic_cast<pqxx::unique_violation const*>(&error))
        return http::problem(Code::Conflict, "This already exists.");
    return std::nullopt;
}

}  // namespace rmirror::routes
