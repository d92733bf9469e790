// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands/administration.hpp"

#include "admin/invitations.hpp"
#include "auth/tokens/sign_in.hpp"
#include "commands/direct_url.hpp"
#include "connections/rotation.hpp"
#include "db/migrate.hpp"
#include "db/transaction.hpp"
#include "input/fault.hpp"
#include "input/uuid.hpp"
#include "notion/connection/connect.hpp"

#include <cstdlib>
#include <functional>
#include <iostream>

namespace rmirror::commands {

namespace {

/// `change` modifies the workspace and returns the message to print.
int change_workspace(Settings const& settings, std::function<std::string(pqxx::work&)> const& change)
{
    auto const& database = settings.secret("RMIRROR_DATABASE_URL");
    db::expect_current_schema(database);
    db::Pool pool({.url = database, .connections = 1});
    std::cout << db::as_system(pool, change) << '\n';
    return EXIT_SUCCESS;
}

Result<std::string> parse_workspace(std::string const& id)
{
    auto const uuid = input::parse_uuid(id);
    if (!uuid)
        return Refusal{"ID must be the UUID of a workspace, as Notion has it."};
    return *uuid;
}

}  // namespace

Result<int> migrate(Settings const& settings)
{
    auto const applied = db::migrate(TRY(direct_url(settings)));
    std::cout << "Applied " << applied << " of " << db::migrations().size() << " migrations.\n";
    return EXIT_SUCCESS;
}

/// The code is in the fragment of the link, which browsers don't send to servers.
Result<int> invite(Settings const& settings)
{
    if (settings.text("RMIRROR_SIGNUP") == "closed")
        return Refusal{"RMIRROR_SIGNUP is closed, so nobody can create an account. Set it to invited."};
    auto const url = TRY(auth::SignInOptions::public_url_of(settings));
    auto const& database = settings.secret("RMIRROR_DATABASE_URL");
    db::expect_current_schema(database);
    db::Pool pool({.url = database, .connections = 1});
    auto const code =
        db::as_admin(pool, [](pqxx::work& work) { return admin::create_invitation(work, {}).code; });
    std::cerr << "This link lets one person create an account, within seven days:\n";
    std::cout << url << "/sign-up#invitation=" << code << '\n';
    return EXIT_SUCCESS;
}

Result<int> rotate_keys(Settings const& settings)
{
    auto const vault = TRY(connections::Vault::read(settings));
    auto const& database = settings.secret("RMIRROR_DATABASE_URL");
    db::expect_current_schema(database);
    db::Pool pool({.url = database, .connections = 1});
    auto const rotated = connections::rotate(pool, vault);
    std::cout << "Credentials encrypted anew with key " << vault.sealing_key() << ": " << rotated.reencrypted
              << ".\n";
    for (auto const& [key, credentials] : rotated.left)
        std::cout << "Still encrypted with key " << key << ": " << credentials
                  << (vault.has_key(key)
                          ? ". Keep the key. Restart servers that still encrypt with it, then run this "
                            "again: what is left then can't be decrypted.\n"
                          : ". The key isn't set here.\n");
    return rotated.left.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

Result<int> block_workspace(Settings const& settings, std::string const& id, std::string const& reason)
{
    constexpr std::size_t kMaxLetters = 1000;
    if (!input::has_length(reason, {.min = 1, .max = kMaxLetters}))
        return Refusal{"REASON must have 1 to 1000 characters."};
    auto const uuid = TRY(parse_workspace(id));
    return change_workspace(settings, [&](pqxx::work& work) {
        notion::block_workspace(work, uuid, reason);
        return "Nobody can use the workspace " + uuid + " on this server from now on.";
    });
}

Result<int> unblock_workspace(Settings const& settings, std::string const& id)
{
    auto const uuid = TRY(parse_workspace(id));
    return change_workspace(settings, [&](pqxx::work& work) {
        return notion::unblock_workspace(work, uuid)
                   ? "The workspace " + uuid + " can be connected again."
                   : "The workspace " + uuid +
                         " isn't blocked. The account that is connected to it keeps it.";
    });
}

}  // namespace rmirror::commands
