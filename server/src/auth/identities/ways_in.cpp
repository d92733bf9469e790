// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/identities/ways_in.hpp"

#include "auth/accounts.hpp"
#include "auth/identities/identities.hpp"
#include "db/array_text.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::auth {

namespace {

constexpr auto kListIdentities = R"sql(
    SELECT id, issuer, email, full_name, to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at
    FROM identities WHERE user_id = $1 ORDER BY identities.created_at, id)sql";

constexpr auto kCountIdentities = "SELECT count(*) FROM identities WHERE user_id = $1";

constexpr auto kDisconnect = "DELETE FROM identities WHERE user_id = $1 AND id = $2";

constexpr auto kHasIdentity = "SELECT EXISTS (SELECT 1 FROM identities WHERE user_id = $1 AND id = $2)";

constexpr auto kKeepsWayIn = R"sql(
    SELECT EXISTS (SELECT 1 FROM users WHERE id = $1 AND password_hash IS NOT NULL AND email IS NOT NULL)
        OR EXISTS (SELECT 1 FROM identities WHERE user_id = $1 AND id <> $2 AND issuer = ANY ($3::text[])))sql";

constexpr auto kHasAccount = "SELECT EXISTS (SELECT 1 FROM users WHERE lower(email) = lower($1))";

}  // namespace

std::vector<ListedIdentity> identities_of(pqxx::work& work, UserId const& user_id)
{
    std::vector<ListedIdentity> identities;
    for (auto const& row : work.exec_params(kListIdentities, user_id))
        identities.push_back({.id = row["id"].as<std::string>(),
                              .issuer = row["issuer"].as<std::string>(),
                              .email = row["email"].as<std::optional<std::string>>(),
                              .full_name = row["full_name"].as<std::string>(),
                              .created_at = row["created_at"].as<std::string>()});
    return identities;
}

Connecting connect_identity(pqxx::work& work, UserId const& user_id, OutsidePerson const& person)
{
    // Serialises this with other changes of the account's identities.
    lock_user(work, user_id);
    lock_identity(work, person.issuer, person.subject);
    if (is_deleted_identity(work, person.issuer, person.subject))
        return Connecting::deleted;
    auto const identity = find_identity(work, person.issuer, person.subject);
    if (identity && identity->user_id == user_id)
        return Connecting::known;
    if (identity && identity->account != Identity::Account::leaving)
        return Connecting::elsewhere;
    if (work.exec_params1(kCountIdentities, user_id)[0].as<std::size_t>() >= kMaxIdentities)
        return Connecting::too_many;
    if (identity)
        release_identity(work, identity->user_id, identity->id);
    add_identity(work, user_id, person);
    return Connecting::connected;
}

Disconnecting disconnect_identity(pqxx::work& work, UserId const& user_id, std::string const& id,
                                  std::vector<std::string> const& usable_issuers)
{
    lock_user(work, user_id);
    if (!work.exec_params1(kHasIdentity, user_id, id)[0].as<bool>())
        return Disconnecting::unknown;
    if (!work.exec_params1(kKeepsWayIn, user_id, id, ArrayText(usable_issuers).str())[0].as<bool>())
        return Disconnecting::last_way_in;
    work.exec_params(kDisconnect, user_id, id);
    return Disconnecting::removed;
}

void release_identity(pqxx::work& work, UserId const& leaving, std::string const& id)
{
    work.exec_params(kDisconnect, leaving, id);
}

bool has_account(pqxx::work& work, std::string const& email)
{
    return work.exec_params1(kHasAccount, email)[0].as<bool>();
}

}  // namespace rmirror::auth
