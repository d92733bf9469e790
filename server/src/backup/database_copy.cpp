// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/database_copy.hpp"

#include "base/child_process.hpp"

#include <postgresql/libpq-fe.h>

#include <map>
#include <memory>
#include <system_error>
#include <vector>

namespace rmirror::backup {

namespace {

using Variables = std::map<std::string, std::string>;

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { ::PQconninfoFree(options); }
};

/// The URL's parts as libpq's environment variables: other users of the machine can't read those, unlike
/// arguments.
Variables variables_of(Secret const& url)
{
    std::unique_ptr<PQconninfoOption, FreeOptions> const options(
        ::PQconninfoParse(url.reveal().c_str(), nullptr));
    if (!options)
        throw CopyFailed("RMIRROR_DATABASE_URL isn't a URL of PostgreSQL.");
    Variables variables;
    for (auto const* option = options.get(); option->keyword; ++option)
        if (option->envvar && option->val)
            variables[option->envvar] = option->val;
    return variables;
}

ChildProcess start(std::vector<std::string> const& arguments, Variables const& variables,
                   ChildProcess::Pipe pipe)
{
    try {
        return ChildProcess(arguments, variables, pipe);
    } catch (std::system_error const& error) {
        throw CopyFailed(arguments[0] + " can't be started: " + error.code().message() +
                         ". It comes with PostgreSQL: apt install postgresql-client.");
    }
}

}  // namespace

void dump_database(Secret const& url, std::string const& snapshot,
                   std::function<void(std::string_view)> const& consume)
{
    constexpr std::size_t kPiece = 8U << 20U;
    // The owner is subject to row-level security; rmirror_system sees all rows.
    auto dump =
        start({"pg_dump", "--format=custom", "--compress=3", "--no-owner", "--no-comments",
               "--role=rmirror_system", "--enable-row-security", "--no-password", "--snapshot=" + snapshot},
              variables_of(url), ChildProcess::Pipe::from_output);
    for (auto piece = dump.read(kPiece); !piece.empty(); piece = dump.read(kPiece))
        consume(piece);
    if (!dump.finish())
        throw CopyFailed("pg_dump failed. Its message is above.");
}

void load_database(Secret const& url, std::function<std::string()> const& produce)
{
    auto const variables = variables_of(url);
    auto const name = variables.find("PGDATABASE");
    auto load = start({"pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-password",
                       "--dbname=" + (name == variables.end() ? "rmirror" : name->second)},
                      variables, ChildProcess::Pipe::to_input);
    for (auto piece = produce(); !piece.empty(); piece = produce())
        if (!load.write(piece))
            break;
    if (!load.finish())
        throw CopyFailed("pg_restore failed, so the database is as empty as before. Its message is above.");
}

}  // namespace rmirror::backup
