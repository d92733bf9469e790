// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/identities/identities.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::auth {

namespace {

constexpr auto kLockIdentity = R"sql(
    SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)))sql";

constexpr auto kFindIdentity = R"sql(
    SELECT identities.id, users.id AS user_id, users.status, coalesce(identities.email, '') AS email,
           identities.full_name
    FROM identities JOIN users ON users.id = identities.user_id
    WHERE identities.issuer = $1 AND identities.subject = $2)sql";

constexpr auto kAddUser = R"sql(
    INSERT INTO users (email, email_confirmed_at, full_name)
    VALUES (nullif($1, ''), CASE WHEN $1 <> '' THEN now() END, $2)
    ON CONFLICT DO NOTHING
    RETURNING id)sql";

constexpr auto kAddIdentity = R"sql(
    INSERT INTO identities (user_id, issuer, subject, email, full_name)
    VALUES ($1, $2, $3, nullif($4, ''), $5))sql";

constexpr auto kNoteFirstSight = R"sql(
    INSERT INTO audit (user_id, action) VALUES ($1, 'identity_added'))sql";

constexpr auto kIsDeleted = R"sql(
    SELECT EXISTS (SELECT 1 FROM deleted_identities WHERE identity_hash = decode($1, 'hex')))sql";

constexpr auto kNoteDeleted = R"sql(
    INSERT INTO deleted_identities (identity_hash) VALUES (decode($1, 'hex')) ON CONFLICT DO NOTHING)sql";

Identity::Account account_state(std::string_view status)
{
    if (status == "active")
        return Identity::Account::active;
    return status == "leaving" ? Identity::Account::leaving : Identity::Account::disabled;
}

std::string identity_hash(std::string const& issuer, std::string const& subject)
{
    // An issuer is an address, which has no blank.
    return crypto::token_hash(issuer + " " + subject);
}

}  // namespace

void lock_identity(pqxx::work& work, std::string const& issuer, std::string const& subject)
{
    work.exec_params(kLockIdentity, issuer, subject);
}

std::optional<Identity> find_identity(pqxx::work& work, std::string const& issuer, std::string const& subject)
{
    auto const rows = work.exec_params(kFindIdentity, issuer, subject);
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    return Identity{.id = row["id"].as<std::string>(),
                    .user_id = row["user_id"].as<UserId>(),
                    .account = account_state(row["status"].c_str()),
                    .email = row["email"].as<std::string>(),
                    .full_name = row["full_name"].as<std::string>()};
}

UserId add_account_of(pqxx::work& work, OutsidePerson const& person)
{
    auto added = work.exec_params(kAddUser, person.email, person.full_name);
    if (added.empty())  // Another account has that address.
        added = work.exec_params(kAddUser, "", person.full_name);
    auto user_id = added[0][0].as<UserId>();
    add_identity(work, user_id, person);
    return user_id;
}

void add_identity(pqxx::work& work, UserId const& user_id, OutsidePerson const& person)
{
    work.exec_params(kAddIdentity, user_id, person.issuer, person.subject, person.email, person.full_name);
}

std::variant<UserId, NoEntry> find_or_add_identity(pqxx::work& work, OutsidePerson const& person)
{
    auto identity = find_identity(work, person.issuer, person.subject);
    if (!identity) {
        lock_identity(work, person.issuer, person.subject);
        identity = find_identity(work, person.issuer, person.subject);
    }
    if (identity && identity->account == Identity::Account::active)
        return std::move(identity->user_id);
    if (identity)
        return NoEntry::disabled;
    if (is_deleted_identity(work, person.issuer, person.subject))
        return NoEntry::deleted;
    auto user_id = add_account_of(work, person);
    work.exec_params(kNoteFirstSight, user_id);
    return user_id;
}

bool is_deleted_identity(pqxx::work& work, std::string const& issuer, std::string const& subject)
{
    return work.exec_params1(kIsDeleted, identity_hash(issuer, subject))[0].as<bool>();
}

void note_deleted_identity(pqxx::work& work, std::string const& issuer, std::string const& subject)
{
    work.exec_params(kNoteDeleted, identity_hash(issuer, subject));
}

}  // namespace rmirror::auth
