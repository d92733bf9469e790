// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/clerk/users.hpp"

#include "auth/identities/identities.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

#include <cstdint>
#include <string>

namespace rmirror::auth::clerk {

namespace {

// False if what is known is as new. Times are in milliseconds since 1970.
constexpr auto kReport = R"sql(
    UPDATE identities
    SET email = nullif($3, ''), full_name = $4, reported_at = to_timestamp($5::bigint / 1000.0)
    WHERE user_id = $1 AND id = $2 AND (reported_at IS NULL OR reported_at < to_timestamp($5::bigint / 1000.0)))sql";

// What the account has from Clerk follows Clerk: $2 and $3 are the address and the name that Clerk reported
// before.
constexpr auto kFollow = R"sql(
    UPDATE users
    SET full_name = CASE WHEN full_name = $3 THEN $5 ELSE full_name END,
        email = CASE WHEN password_hash IS NOT NULL OR lower(email) <> lower($2) THEN email
                     WHEN EXISTS (SELECT 1 FROM users AS other WHERE other.id <> $1 AND lower(other.email) = lower($4))
                     THEN NULL
                     ELSE nullif($4, '') END,
        updated_at = now()
    WHERE id = $1)sql";

constexpr auto kRemoveIdentity = "DELETE FROM identities WHERE user_id = $1 AND id = $2";

constexpr auto kHasOtherWayIn = R"sql(
    SELECT password_hash IS NOT NULL OR EXISTS (SELECT 1 FROM identities WHERE user_id = $1)
    FROM users WHERE id = $1 FOR NO KEY UPDATE)sql";

}  // namespace

void apply_change(pqxx::work& work, UserEvent const& event, ClientInfo const& client)
{
    auto const& person = event.person;
    lock_identity(work, person.issuer, person.subject);
    auto identity = find_identity(work, person.issuer, person.subject);
    if (!identity) {
        if (is_deleted_identity(work, person.issuer, person.subject))
            return;
        note(work, add_account_of(work, person), "signed_up", client);
        identity = find_identity(work, person.issuer, person.subject);
    }
    if (identity->account == Identity::Account::leaving)
        return;
    auto const at = static_cast<std::int64_t>(event.at.time_since_epoch().count());
    if (work.exec_params(kReport, identity->user_id, identity->id, person.email, person.full_name, at)
            .affected_rows() > 0)
        work.exec_params(kFollow, identity->user_id, identity->email, identity->full_name, person.email,
                         person.full_name);
}

std::optional<UserId> apply_deletion(pqxx::work& work, UserEvent const& event, ClientInfo const& client)
{
    auto const& person = event.person;
    lock_identity(work, person.issuer, person.subject);
    note_deleted_identity(work, person.issuer, person.subject);
    auto const identity = find_identity(work, person.issuer, person.subject);
    if (!identity)
        return std::nullopt;
    work.exec_params(kRemoveIdentity, identity->user_id, identity->id);
    if (identity->account == Identity::Account::leaving)
        return std::nullopt;
    if (!work.exec_params1(kHasOtherWayIn, identity->user_id)[0].as<bool>())
        return identity->user_id;
    note(work, identity->user_id, "identity_removed", client);
    return std::nullopt;
}

}  // namespace rmirror::auth::clerk
