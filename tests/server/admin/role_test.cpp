// SPDX-License-Identifier: AGPL-3.0-or-later
// The role of admins: what it sees, and that nothing of it is content.
#include "db/database.hpp"

#include <pqxx/except>

#include <set>

namespace rmirror::db::test {
namespace {

struct AdminRole : DatabaseTest {
    bool may(char const* sql)
    {
        try {
            as_admin(pool, [&](pqxx::work& work) { work.exec(sql); });
            return true;
        } catch (pqxx::insufficient_privilege const&) {
            return false;
        }
    }
};

/// A new column that admins see is added here after asking whether it is content, or a secret.
TEST_F(AdminRole, sees_these_columns_and_no_others)
{
    auto const seen = value(R"sql(
        SELECT string_agg(relname || '.' || attname, ' ' ORDER BY relname, attname)
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND relname NOT IN ('admins', 'admin_acts', 'backup_state', 'mail_state', 'reading_state', 'spend_days',
                                'waitlist')
            AND has_column_privilege('rmirror_admin', pg_class.oid, attnum, 'SELECT'))sql");
    EXPECT_EQ(
        seen,
        "agent_tokens.last_used_at agent_tokens.user_id "
        "integrations.is_enabled integrations.removing_at integrations.stopped_at "
        "integrations.stopped_class integrations.target_name integrations.user_id "
        "invitations.created_at invitations.expires_at invitations.id invitations.revoked_at "
        "invitations.used_at "
        "library_usage.notebooks library_usage.pages library_usage.row_bytes "
        "library_usage.stored_bytes library_usage.user_id "
        "notebooks.document_type notebooks.user_id "
        "pages.deleted_at pages.ocr_status pages.user_id "
        "queue_holds.target_name queue_holds.until queue_holds.user_id "
        "quota_usage.quota_limit quota_usage.quota_type quota_usage.reset_at quota_usage.used "
        "quota_usage.user_id "
        "sessions.last_used_at sessions.user_id "
        "subscriptions.page_limit subscriptions.paid_tier subscriptions.status "
        "subscriptions.storage_limit subscriptions.tier subscriptions.token_limit subscriptions.user_id "
        "sync_queue.error_class sync_queue.item_type sync_queue.run_after sync_queue.status "
        "sync_queue.target_name sync_queue.user_id "
        "sync_records.status sync_records.user_id "
        "tier_limits.pages tier_limits.tier "
        "users.created_at users.email users.full_name users.id users.status");
}

TEST_F(AdminRole, changes_what_admins_change_and_nothing_else)
{
    for (auto const* const sql : {"SELECT visible_name FROM notebooks",
                                  "SELECT ocr_text FROM pages",
                                  "SELECT * FROM pages",
                                  "SELECT password_hash FROM users",
                                  "SELECT code_hash FROM invitations",
                                  "SELECT settings FROM integrations",
                                  "SELECT error_message FROM sync_queue",
                                  "SELECT text FROM todos",
                                  "UPDATE users SET status = 'disabled'",
                                  "DELETE FROM users",
                                  "INSERT INTO users (email) VALUES ('a@b.c')",
                                  "UPDATE subscriptions SET anchor_at = now()",
                                  "UPDATE subscriptions SET paid_tier = 'pro'",
                                  "SELECT stripe_customer_id FROM subscriptions",
                                  "SELECT * FROM stripe_subscriptions",
                                  "DELETE FROM subscriptions",
                                  "UPDATE invitations SET expires_at = now()",
                                  "DELETE FROM invitations",
                                  "SELECT email FROM mail_requests",
                                  "SELECT recipient FROM mails",
                                  "UPDATE waitlist SET email = 'a@b.c'",
                                  "UPDATE admins SET created_at = now()",
                                  "UPDATE admin_acts SET before = '{}'",
                                  "DELETE FROM admin_acts",
                                  "TRUNCATE admin_acts"})
        EXPECT_FALSE(may(sql)) << sql;
    for (auto const* const sql :
         {"SELECT count(*) FROM pages", "SELECT email FROM users", "UPDATE subscriptions SET tier = 'beta'",
          "UPDATE invitations SET revoked_at = now()", "DELETE FROM waitlist", "DELETE FROM admins"})
        EXPECT_TRUE(may(sql)) << sql;
}

TEST_F(AdminRole, sees_everyone)
{
    add_user("ann@example.org");
    add_user("bob@example.org");
    EXPECT_EQ(
        as_admin(pool,
                 [](pqxx::work& work) { return work.exec1("SELECT count(*) FROM users")[0].as<int>(); }),
        2);
}

}  // namespace
}  // namespace rmirror::db::test
