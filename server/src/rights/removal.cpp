// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/removal.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"
#include "db/locks.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "library/work.hpp"

#include <pqxx/result>

#include <algorithm>

namespace rmirror::rights {

namespace {

constexpr std::size_t kMaxPages = 500;
constexpr std::size_t kMaxRecords = 2000;
constexpr std::size_t kMaxBlobs = 1000;
constexpr std::size_t kMaxAccounts = 10;

constexpr auto kLockWorkspaces = R"sql(
    SELECT workspace.id FROM workspaces AS workspace
    JOIN workspace_members AS mine ON mine.workspace_id = workspace.id AND mine.user_id = $1
    ORDER BY workspace.id FOR NO KEY UPDATE OF workspace)sql";

constexpr auto kToHandOver = R"sql(
    SELECT workspace.name FROM workspace_members AS mine
    JOIN workspaces AS workspace ON workspace.id = mine.workspace_id
    WHERE mine.user_id = $1 AND mine.role = 'owner'
        AND EXISTS (SELECT 1 FROM workspace_members AS other
                    WHERE other.workspace_id = mine.workspace_id AND other.user_id <> $1)
        AND NOT EXISTS (SELECT 1 FROM workspace_members AS other
                        WHERE other.workspace_id = mine.workspace_id AND other.user_id <> $1 AND other.role = 'owner')
    ORDER BY workspace.name)sql";

// Two statements, because Citus would send one that reads `users` to a node that knows no attempts.
constexpr auto kHashAddress = R"sql(
    SELECT encode(sha256(convert_to(lower(email), 'UTF8')), 'hex') FROM users WHERE id = $1 AND email IS NOT NULL)sql";
constexpr auto kForgetAttempts = "DELETE FROM sign_in_attempts WHERE email_hash = decode($1, 'hex')";

constexpr auto kLeave = R"sql(
    UPDATE users
    SET status = 'leaving', leaving_at = now(), leaving_receipt = decode($2, 'hex'), email = NULL, full_name = '',
        password_hash = NULL, updated_at = now()
    WHERE id = $1 AND status = 'active')sql";

// Marked as ended, which also wakes their long polls; the rows go with the account.
constexpr auto kEndSessions = R"sql(
    WITH ended AS (
        UPDATE sessions SET revoked_at = now(), revoke_reason = 'ended' WHERE user_id = $1 AND revoked_at IS NULL
        RETURNING id::text),
    revoked AS (
        UPDATE agent_tokens SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL
        RETURNING jti::text, previous_jti::text)
    SELECT id FROM ended UNION ALL SELECT jti FROM revoked
    UNION ALL SELECT previous_jti FROM revoked WHERE previous_jti IS NOT NULL)sql";

constexpr char const* kEndAccess[] = {
    "DELETE FROM device_codes WHERE user_id = $1",
    "DELETE FROM refresh_tokens WHERE user_id = $1",
    "DELETE FROM browsers WHERE user_id = $1",
    "DELETE FROM share_links WHERE user_id = $1",
    "DELETE FROM admins WHERE user_id = $1",
    "DELETE FROM sign_in_visits WHERE user_id = $1",
    // With their addresses.
    "DELETE FROM account_links WHERE user_id = $1",
    "DELETE FROM mails WHERE user_id = $1",
    // Until all is gone, a token of the sign-in service still finds the account, instead of opening another
    // one.
    "UPDATE identities SET email = NULL, full_name = '' WHERE user_id = $1",
};

// What a presigned address still admits would be stored by nobody's row.
constexpr db::Statement kListDue = R"sql(
    WITH leaver AS MATERIALIZED (
        SELECT id, leaving_at, leaving_at <= now() - $2 * interval '1 second' AS is_late
        FROM users WHERE status = 'leaving' AND leaving_at <= now() - $1 * interval '1 second'),
    awaited AS MATERIALIZED (
        SELECT user_id FROM integrations WHERE user_id IN (SELECT id FROM leaver WHERE NOT is_late)
        UNION ALL
        SELECT plan.user_id FROM subscriptions AS plan
        JOIN stripe_leavers AS customer ON customer.customer_id = plan.stripe_customer_id
        WHERE plan.user_id IN (SELECT id FROM leaver WHERE NOT is_late) AND customer.done_at IS NULL
        UNION ALL
        SELECT user_id FROM uploads WHERE user_id IN (SELECT id FROM leaver) AND expires_at > now()
        UNION ALL
        SELECT user_id FROM sealed_uploads WHERE user_id IN (SELECT id FROM leaver) AND expires_at > now()
        UNION ALL
        SELECT user_id FROM pending_blobs
        WHERE user_id IN (SELECT id FROM leaver) AND state = 'arriving' AND created_at > now() - $3 * interval '1 second')
    SELECT id FROM leaver WHERE id NOT IN (SELECT user_id FROM awaited) ORDER BY leaving_at LIMIT $4)sql";

// In this order, as in the purge of deleted pages: rows of a page are counted with it.
constexpr db::Statement kNextPages = R"sql(
    SELECT coalesce(array_agg(id), '{}')::text, count(*)
    FROM (SELECT id FROM pages WHERE user_id = $1 ORDER BY id LIMIT $2) AS next)sql";
constexpr db::Statement kRemovePages[] = {
    "DELETE FROM page_images WHERE user_id = $1 AND page_id = ANY ($2::uuid[])",
    "DELETE FROM display_images WHERE user_id = $1 AND page_id = ANY ($2::uuid[])",
    "DELETE FROM attachments WHERE user_id = $1 AND page_id = ANY ($2::uuid[])",
    "DELETE FROM todos WHERE user_id = $1 AND page_id = ANY ($2::uuid[])",
    "DELETE FROM highlights WHERE user_id = $1 AND page_id = ANY ($2::uuid[])",
    "DELETE FROM pages WHERE user_id = $1 AND id = ANY ($2::uuid[])",
};

constexpr db::Statement kRemoveRecords = R"sql(
    WITH counter AS MATERIALIZED (SELECT FROM change_counters WHERE user_id = $1 FOR NO KEY UPDATE)
    DELETE FROM sync_records
    WHERE user_id = $1 AND (SELECT count(*) FROM counter) >= 0
        AND id IN (SELECT id FROM sync_records WHERE user_id = $1 ORDER BY id LIMIT $2))sql";

constexpr auto kState = R"sql(
    SELECT EXISTS (SELECT 1 FROM removal_receipts WHERE receipt = decode($1, 'hex')),
           EXISTS (SELECT 1 FROM users WHERE leaving_receipt = decode($1, 'hex') AND status = 'leaving'))sql";

constexpr auto kForgetIntegrations = "DELETE FROM integrations WHERE user_id = $1";
constexpr auto kForgetConnections = "DELETE FROM connections WHERE user_id = $1";

// The lock makes writers that are late fail on their foreign key, instead of leaving a row.
constexpr auto kLockLeaver = "SELECT FROM users WHERE id = $1 AND status = 'leaving' FOR UPDATE";
constexpr auto kBlankAudit = "UPDATE audit SET address = '', details = '{}' WHERE user_id = $1";
constexpr auto kFreeServices = R"sql(
    UPDATE workspace_history SET account_id = NULL, connected_at = NULL WHERE account_id = $1)sql";
constexpr auto kForgetServices =
    "DELETE FROM workspace_history WHERE account_id IS NULL AND blocked_at IS NULL";
// Of a checkout that was opened while the removal began.
constexpr auto kKeepCustomer = R"sql(
    INSERT INTO stripe_leavers (customer_id)
    SELECT stripe_customer_id FROM subscriptions WHERE user_id = $1 AND stripe_customer_id IS NOT NULL
    ON CONFLICT DO NOTHING)sql";
constexpr auto kFindReceipt = "SELECT leaving_receipt FROM users WHERE id = $1";
constexpr auto kNoteDone = "INSERT INTO removal_receipts (receipt) VALUES ($1)";
constexpr auto kRemoveUser = "DELETE FROM users WHERE id = $1";

class Removal {
public:
    Removal(db::Pool& pool, BlobStore& blobs, RemovalOptions const& options, UserId user_id)
        : pool_(pool), blobs_(blobs), options_(options), user_id_(std::move(user_id))
    {}

    /// Returns false if a backup that is running needs the files.
    bool run()
    {
        remove_library();
        remove_connections();
        if (!remove_files())
            return false;
        remove_rows();
        // What was stored since the first look, by a request that was late.
        if (!remove_files())
            return false;
        blobs_.forget_user(user_id_);
        return true;
    }

private:
    void remove_library()
    {
        while (library::write_as_system(pool_, user_id_, [&](library::LibraryWork& work) {
            auto const next = kNextPages.row(*work, user_id_, kMaxPages);
            auto const ids = next[0].as<std::string>();
            for (auto const& statement : kRemovePages)
                statement.rows(*work, user_id_, ids);
            return next[1].as<std::size_t>() == kMaxPages;
        })) {}
        while (db::as_system(pool_, [&](pqxx::work& work) {
            return static_cast<std::size_t>(
                       kRemoveRecords.rows(work, user_id_, kMaxRecords).affected_rows()) == kMaxRecords;
        })) {}
    }

    void remove_connections()
    {
        auto const revoke = db::as_system(pool_, [&](pqxx::work& work) {
            auto later = options_.before_connections ? options_.before_connections(work, user_id_) : nullptr;
            work.exec_params(kForgetIntegrations, user_id_);
            work.exec_params(kForgetConnections, user_id_);
            return later;
        });
        if (revoke)
            revoke();
    }

    /// What the store has under the user's name, whatever rows say.
    bool remove_files()
    {
        std::string after = user_id_.text() + "/";
        while (true) {
            auto const piece = blobs_.list(after, kMaxBlobs);
            std::size_t removed = 0;
            for (auto const& [key, stored_at] : piece.blobs) {
                if (key.user_id != user_id_)
                    break;
                if (removed == 0 && !may_remove_files())
                    return false;
                blobs_.remove(key);
                ++removed;
            }
            if (removed < piece.blobs.size() || piece.next.empty())
                return true;
            after = piece.next;
        }
    }

    bool may_remove_files()
    {
        return db::as_system(pool_,
                             [](pqxx::work& work) { return db::try_lock(work, db::Lock::removing_images); });
    }

    void remove_rows()
    {
        db::as_system(pool_, [&](pqxx::work& work) {
            if (work.exec_params(kLockLeaver, user_id_).empty())
                return;
            work.exec_params(kKeepCustomer, user_id_);
            work.exec_params(kBlankAudit, user_id_);
            work.exec_params(kFreeServices, user_id_);
            work.exec(kForgetServices);
            work.exec_params(kNoteDone, work.exec_params1(kFindReceipt, user_id_)[0].as<std::string>());
            work.exec_params(kRemoveUser, user_id_);
        });
    }

    db::Pool& pool_;
    BlobStore& blobs_;
    RemovalOptions const& options_;
    UserId const user_id_;
};

}  // namespace

std::vector<std::string> workspaces_to_hand_over(pqxx::work& system, UserId const& user_id)
{
    system.exec_params(kLockWorkspaces, user_id);
    std::vector<std::string> names;
    for (auto const& row : system.exec_params(kToHandOver, user_id))
        names.push_back(row[0].as<std::string>());
    return names;
}

std::optional<Leaving> begin_removal(pqxx::work& system, UserId const& user_id)
{
    Leaving leaving{.receipt = crypto::random_token(), .ended = {}};
    for (auto const& row : system.exec_params(kHashAddress, user_id))
        system.exec_params(kForgetAttempts, row[0].as<std::string>());
    if (system.exec_params(kLeave, user_id, crypto::token_hash(leaving.receipt)).affected_rows() == 0)
        return std::nullopt;
    for (auto const& row : system.exec_params(kEndSessions, user_id))
        leaving.ended.push_back(row[0].as<std::string>());
    for (auto const* const statement : kEndAccess)
        system.exec_params(statement, user_id);
    return leaving;
}

RemovalState state_of_removal(pqxx::work& system, std::string_view receipt)
{
    auto const row = system.exec_params1(kState, crypto::token_hash(receipt));
    if (row[0].as<bool>())
        return RemovalState::done;
    return row[1].as<bool>() ? RemovalState::removing : RemovalState::unknown;
}

std::size_t remove_leaving_accounts(db::Pool& pool, BlobStore& blobs, RemovalOptions const& options)
{
    auto const due = db::as_system(pool, [&](pqxx::work& work) {
        return kListDue.rows(work, options.grace.count(), options.patience.count(), options.arrival.count(),
                             kMaxAccounts);
    });
    std::size_t gone = 0;
    for (auto const& row : due)
        gone += Removal(pool, blobs, options, row[0].as<UserId>()).run() ? 1 : 0;
    return gone;
}

}  // namespace rmirror::rights
