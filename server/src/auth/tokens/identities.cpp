// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/identities.hpp"

#include "auth/email.hpp"
#include "db/ids.hpp"

#include <boost/json/value.hpp>

namespace rmirror::auth {

namespace {

// Serialises the first requests of an identity, so that two concurrent ones don't create two users.
constexpr auto kLockIdentity = R"sql(
    SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)))sql";

constexpr auto kFindIdentity = R"sql(
    SELECT users.id, users.status = 'active' FROM identities JOIN users ON users.id = identities.user_id
    WHERE identities.issuer = $1 AND identities.subject = $2)sql";

constexpr auto kAddUser = R"sql(
    INSERT INTO users (email, full_name)
    VALUES (nullif($1, ''), $2)
    ON CONFLICT DO NOTHING
    RETURNING id)sql";

constexpr auto kAddIdentity = R"sql(
    INSERT INTO identities (user_id, issuer, subject) VALUES ($1, $2, $3))sql";

constexpr auto kNoteFirstSight = R"sql(
    INSERT INTO audit (user_id, action) VALUES ($1, 'identity_added'))sql";

std::string verified_email(crypto::Jwt const& token)
{
    auto const* const verified = token.claims.if_contains("email_verified");
    auto const email = token.text("email");
    bool const may_note = verified && verified->is_bool() && verified->get_bool() && is_email(email);
    return may_note ? std::string(email) : "";
}

std::string full_name(crypto::Jwt const& token)
{
    constexpr std::size_t kMaxBytes = 200;
    auto const name = token.text("name");
    bool const may_note = name.size() <= kMaxBytes && name.find('\0') == std::string_view::npos;
    return may_note ? std::string(name) : "";
}

}  // namespace

std::optional<UserId> find_or_add_identity(pqxx::work& work, crypto::Jwt const& token)
{
    std::string const issuer(token.text("iss"));
    std::string const subject(token.text("sub"));
    auto rows = work.exec_params(kFindIdentity, issuer, subject);
    if (rows.empty()) {
        work.exec_params(kLockIdentity, issuer, subject);
        rows = work.exec_params(kFindIdentity, issuer, subject);
    }
    if (!rows.empty())
        return rows[0][1].as<bool>() ? std::optional(rows[0][0].as<UserId>()) : std::nullopt;
    auto const name = full_name(token);
    auto added = work.exec_params(kAddUser, verified_email(token), name);
    if (added.empty())  // Another account has that address.
        added = work.exec_params(kAddUser, "", name);
    auto id = added[0][0].as<UserId>();
    work.exec_params(kAddIdentity, id, issuer, subject);
    work.exec_params(kNoteFirstSight, id);
    return id;
}

}  // namespace rmirror::auth
