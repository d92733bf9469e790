// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "http/problem.hpp"
#include "library/library_full.hpp"
#include "routes/routes.hpp"
#include "workspaces/shared_notebook.hpp"

#include <boost/json/object.hpp>
#include <pqxx/except>

namespace rmirror::routes {

using http::Code;

namespace {

http::Reply later(std::string_view sentence)
{
    return http::problem(Code::Service_Unavailable, sentence).with("Retry-After", "2");
}

/// PostgreSQL is shutting down, or an administrator ended our connection (SQLSTATE 57P01 to 57P05).
bool is_shut_down(std::exception const& error)
{
    auto const* const refused = dynamic_cast<pqxx::sql_error const*>(&error);
    return refused && refused->sqlstate().starts_with("57P");
}

/// A statement exceeded its timeout (SQLSTATE 57014).
bool is_out_of_time(std::exception const& error)
{
    auto const* const refused = dynamic_cast<pqxx::sql_error const*>(&error);
    return refused && refused->sqlstate() == "57014";
}

/// Includes a connection lost during COMMIT, where the outcome is unknown: every request may be repeated.
bool lost_database(std::exception const& error)
{
    return dynamic_cast<pqxx::broken_connection const*>(&error) ||
           dynamic_cast<pqxx::in_doubt_error const*>(&error) || is_shut_down(error);
}

/// "20,000"
std::string grouped(std::int64_t number)
{
    auto text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

http::Reply too_large(std::string_view type, std::string const& sentence)
{
    return http::problem(Code::Request_Entity_Too_Large,
                         sentence + " Nothing of this was saved. Ask the operator of this server for more.",
                         {{"type", boost::json::string_view(type.data(), type.size())}});
}

http::Reply reply_to(library::LibraryFull const& full)
{
    constexpr std::int64_t kMegabyte = 1'000'000;
    switch (full.of) {
        case library::Full::notebooks:
            return too_large("too_many_notebooks", "Your library can have " + grouped(full.limit) +
                                                       " notebooks and folders, deleted ones included.");
        case library::Full::pages:
            return too_large("too_many_pages", "Your library can have " + grouped(full.limit) +
                                                   " pages, deleted ones included.");
        case library::Full::transit:
            return http::problem(
                       Code::Too_Many_Requests,
                       "Files come faster than old and unfinished ones are removed. Try again in ten "
                       "minutes.")
                .with("Retry-After", "600");
        case library::Full::display:
            return too_large("display_full",
                             "Your storage is nearly full, and what is left is kept for "
                             "handwriting.");
        case library::Full::backups:
            return too_large("backups_full",
                             "Your backups take all of the " + grouped(full.limit / kMegabyte) +
                                 " MB that they may take. Delete older ones to make room: it is "
                                 "there a day later.");
        case library::Full::storage:
            break;
    }
    return too_large("storage_full", "Your storage of " + grouped(full.limit / kMegabyte) + " MB is full.");
}

}  // namespace

http::Reply disk_full()
{
    return http::problem(Code::Insufficient_Storage,
                         "The server's disk is nearly full. Nothing can be uploaded until its operator makes "
                         "room.",
                         {{"type", "disk_full"}});
}

std::optional<http::Reply> explain_failure(std::exception const& error)
{
    if (auto const* const full = dynamic_cast<library::LibraryFull const*>(&error))
        return reply_to(*full);
    if (dynamic_cast<workspaces::RoleRefused const*>(&error))
        return http::problem(Code::Forbidden,
                             "You may read this workspace, but not change what is in it. Ask one of its "
                             "owners.",
                             {{"type", "role_refused"}});
    if (dynamic_cast<pqxx::disk_full const*>(&error))
        return disk_full();
    if (lost_database(error))
        return later("The database can't be reached. Try again in a moment.");
    if (dynamic_cast<db::PoolExhausted const*>(&error) ||
        dynamic_cast<pqxx::transaction_rollback const*>(&error))
        return later("The database is busy. Try again in a moment.");
    if (is_out_of_time(error))
        return later("This took longer than the server allows. Nothing was changed. Try again in a moment.");
    if (dynamic_cast<BlobFailure const*>(&error))
        return later("The image can't be stored or loaded at the moment. Try again.");
    if (dynamic_cast<pqxx::unique_violation const*>(&error))
        return http::problem(Code::Conflict, "This already exists.");
    return std::nullopt;
}

}  // namespace rmirror::routes
