// SPDX-License-Identifier: AGPL-3.0-or-later
// No tenant sees, changes or makes another's rows, in any table there is.
#include "blobs/store.hpp"
#include "db/database.hpp"
#include "rights/removal.hpp"
#include "workspaces/workspaces.hpp"

#include <pqxx/except>

#include <cstring>
#include <filesystem>
#include <map>
#include <set>

namespace rmirror::db::test {
namespace {

/// How a row of each table is made for the user $1, in an order in which what they refer to is there.
constexpr std::pair<std::string_view, std::string_view> kRows[] = {
    {"users", "INSERT INTO users (id, email) VALUES ($1, 'a@example.org')"},
    {"identities",
     "INSERT INTO identities (user_id, issuer, subject, email, full_name) "
     "VALUES ($1, 'https://id.example.org', 'a', 'a@example.org', 'Ada Lovelace')"},
    {"sessions",
     "INSERT INTO sessions (id, user_id, expires_at) "
     "VALUES ('00000000-0000-7000-8000-000000000001', $1, now())"},
    {"refresh_tokens",
     "INSERT INTO refresh_tokens (user_id, session_id, token_hash) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000001', decode(repeat('00', 32), 'hex'))"},
    {"sign_in_visits",
     "INSERT INTO sign_in_visits (state_hash, user_id, expires_at) "
     "VALUES (decode(repeat('00', 32), 'hex'), $1, now())"},
    {"browsers", "INSERT INTO browsers (user_id, token_hash) VALUES ($1, decode(repeat('00', 32), 'hex'))"},
    {"agent_tokens",
     "INSERT INTO agent_tokens (id, user_id, name, expires_at) "
     "VALUES ('00000000-0000-7000-8000-000000000005', $1, 'attic', now())"},
    {"used_agent_tokens",
     "INSERT INTO used_agent_tokens (jti, user_id, agent_token_id) "
     "VALUES (gen_random_uuid(), $1, '00000000-0000-7000-8000-000000000005')"},
    {"device_codes",
     "INSERT INTO device_codes (user_id, device_code_hash, user_code, name, status, expires_at) "
     "VALUES ($1, decode(repeat('00', 32), 'hex'), 'BCDF-GHJK', 'attic', 'approved', now())"},
    {"mails",
     "INSERT INTO mails (user_id, kind, period, message_id) VALUES ($1, 'reset_password', 'a', "
     "'a@example.org')"},
    {"notice_choices",
     "INSERT INTO notice_choices (user_id, topic, channel, is_on) VALUES ($1, 'quota', 'mail', false)"},
    {"notice_webhooks", "INSERT INTO notice_webhooks (user_id, address) VALUES ($1, 'https://example.org')"},
    {"account_links",
     "INSERT INTO account_links (id, user_id, purpose, token_hash, email, expires_at) "
     "VALUES (gen_random_uuid(), $1, 'reset_password', decode(repeat('00', 32), 'hex'), 'a@example.org', "
     "now())"},
    {"audit", "INSERT INTO audit (user_id, action) VALUES ($1, 'signed in')"},
    {"admins", "INSERT INTO admins (user_id) VALUES ($1)"},
    {"workspace_members",
     "WITH workspace AS (INSERT INTO workspaces (id, name) VALUES ('00000000-0000-7000-8000-0000000000b1', "
     "'Lab') RETURNING id) "
     "INSERT INTO workspace_members (user_id, workspace_id, role) SELECT $1, id, 'owner' FROM workspace"},
    {"workspace_departures",
     "INSERT INTO workspace_departures (user_id, workspace_id, notebook_id, shown, change) "
     "VALUES ($1, '00000000-0000-7000-8000-0000000000b1', gen_random_uuid(), '{}', 1)"},
    {"change_counters", "INSERT INTO change_counters (user_id, last) VALUES ($1, 1)"},
    {"notebooks",
     "INSERT INTO notebooks (id, user_id, notebook_uuid, document_type, visible_name) "
     "VALUES ('00000000-0000-7000-8000-000000000002', $1, gen_random_uuid(), 'notebook', 'Notes')"},
    {"pages",
     "INSERT INTO pages (id, user_id, notebook_id, page_uuid, page_number) "
     "VALUES ('00000000-0000-7000-8000-000000000003', $1, '00000000-0000-7000-8000-000000000002', "
     "gen_random_uuid(), 1)"},
    {"document_versions",
     "INSERT INTO document_versions (user_id, page_id, author, content, saved_at) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000003', 'person', 'Ink', now())"},
    {"blobs",
     "INSERT INTO blobs (id, user_id, sha256, media_type, size_bytes, store) "
     "VALUES ('00000000-0000-7000-8000-000000000004', $1, repeat('a', 64), 'image/png', 1, 'disk')"},
    {"pending_blobs",
     "INSERT INTO pending_blobs (id, user_id, sha256, copy, state, due_at) "
     "VALUES ('00000000-0000-7000-8000-0000000000a1', $1, repeat('a', 64), gen_random_uuid(), 'arriving', "
     "now())"},
    {"uploads",
     "INSERT INTO uploads (id, user_id, page_id, file_name, content_type, expires_at) "
     "VALUES ('00000000-0000-7000-8000-0000000000a1', $1, '00000000-0000-7000-8000-000000000003', 'a.png', "
     "'image/png', now())"},
    {"attachments",
     "INSERT INTO attachments (id, user_id, page_id, blob_id, file_name, content_type) "
     "VALUES ('00000000-0000-7000-8000-0000000000a1', $1, '00000000-0000-7000-8000-000000000003', "
     "'00000000-0000-7000-8000-000000000004', 'a.png', 'image/png')"},
    {"sealed_keys",
     "INSERT INTO sealed_keys (user_id, key_id, revision, record) VALUES ($1, gen_random_uuid(), 1, '{}')"},
    {"sealed_uploads",
     "INSERT INTO sealed_uploads (id, user_id, name, expires_at) "
     "VALUES ('00000000-0000-7000-8000-0000000000a1', $1, repeat('a', 64), now())"},
    {"sealed_chunks",
     "INSERT INTO sealed_chunks (id, user_id, name, blob_id, size_bytes) "
     "VALUES ('00000000-0000-7000-8000-0000000000a2', $1, repeat('a', 64), "
     "'00000000-0000-7000-8000-000000000004', 1)"},
    {"sealed_backups",
     "INSERT INTO sealed_backups (id, user_id, key_id, sealed, chunks, size_bytes) "
     "VALUES ('00000000-0000-7000-8000-0000000000a3', $1, gen_random_uuid(), 'c2VhbGVk', "
     "'{00000000-0000-7000-8000-0000000000a2}', 1)"},
    {"share_links",
     "INSERT INTO share_links (user_id, token_hash, notebook_id, allows_download) "
     "VALUES ($1, decode(repeat('00', 32), 'hex'), '00000000-0000-7000-8000-000000000002', false)"},
    {"library_usage", "INSERT INTO library_usage (user_id) VALUES ($1) ON CONFLICT DO NOTHING"},
    {"pending_usage", "INSERT INTO pending_usage (user_id, bytes) VALUES ($1, 0) ON CONFLICT DO NOTHING"},
    {"page_images",
     "INSERT INTO page_images (user_id, page_id, blob_id, ink_hash, part, part_count, width, height, "
     "crop_left, "
     "crop_top, crop_width, crop_height) VALUES ($1, '00000000-0000-7000-8000-000000000003', "
     "'00000000-0000-7000-8000-000000000004', 'i1:0', 1, 1, 1, 1, 0, 0, 1, 1)"},
    {"display_images",
     "INSERT INTO display_images (user_id, page_id, blob_id, look_hash, width, height, place_left, "
     "place_top, "
     "place_width, place_height) VALUES ($1, '00000000-0000-7000-8000-000000000003', "
     "'00000000-0000-7000-8000-000000000004', 'l1:0', 1, 1, 0, 0, 1, 1)"},
    {"page_pictures",
     "INSERT INTO page_pictures (user_id, page_id, ink_hash, pictures, tops, heights) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000003', 'i1:0', repeat('a', 64), '{0}', '{1}')"},
    {"kept_answers",
     "INSERT INTO kept_answers (user_id, pictures, asked, page_id, tops, heights, markdown, lines, "
     "is_charged) "
     "VALUES ($1, repeat('a', 64), repeat('b', 64), '00000000-0000-7000-8000-000000000003', '{0}', '{1}', "
     "'Ink', "
     "'[]', true)"},
    {"todos",
     "INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000003', 0, 'Buy ink', 't1:0')"},
    {"highlights",
     "INSERT INTO highlights (user_id, page_id, ordinal, original_text, text_hash) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000003', 0, 'Ink', 't1:0')"},
    {"search_documents",
     "INSERT INTO search_documents (user_id, notebook_id, language, tags, written_at, vector) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000002', 'en', '{}', now(), '') ON CONFLICT DO NOTHING"},
    {"embedded_pages",
     "INSERT INTO embedded_pages (user_id, page_id, space, hashes, vectors) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000003', 1, '{}', '')"},
    {"passages",
     "INSERT INTO passages (user_id, notebook_id, page_id, ordinal, space, is_live, signs) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000003', 0, 1, "
     "true, B'1')"},
    {"search_words", "INSERT INTO search_words (user_id, word) VALUES ($1, 'ink') ON CONFLICT DO NOTHING"},
    {"subscriptions", "INSERT INTO subscriptions (user_id) VALUES ($1)"},
    {"stripe_subscriptions",
     "INSERT INTO stripe_subscriptions (user_id, id, status) VALUES ($1, 'sub_1', 'active')"},
    {"checkouts", "INSERT INTO checkouts (user_id, price) VALUES ($1, 'pro_monthly')"},
    {"quota_usage",
     "INSERT INTO quota_usage (user_id, quota_type, quota_limit, period_start, reset_at) "
     "VALUES ($1, 'ocr_pages', 30, now(), now() + interval '1 month')"},
    {"quota_reservations",
     "INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at) "
     "VALUES ($1, 'ocr_pages', '00000000-0000-7000-8000-000000000003', now())"},
    {"failed_readings", "INSERT INTO failed_readings (user_id, period_start, pages) VALUES ($1, now(), 1)"},
    {"quota_months",
     "INSERT INTO quota_months (user_id, quota_type, period_start, period_end, used) "
     "VALUES ($1, 'tokens', now() - interval '1 month', now(), 1)"},
    {"page_retries",
     "INSERT INTO page_retries (user_id, page_id, ink_hash, day, retries) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000003', 'i1:0', current_date, 1)"},
    {"removal_warnings",
     "INSERT INTO removal_warnings (user_id, notebook_id, cause, pages_before, highlights_before) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000002', 'dropped', 40, 0)"},
    {"connections",
     "INSERT INTO connections (id, user_id, provider, credential, key_id) "
     "VALUES ('00000000-0000-7000-8000-000000000011', $1, 'notion', '', 'k1')"},
    {"favourite_pages",
     "INSERT INTO favourite_pages (user_id, connection_id, page_id, title, url, icon) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000011', gen_random_uuid(), 'Journal', '', '')"},
    {"oauth_states",
     "INSERT INTO oauth_states (user_id, session_id, provider, state_hash, expires_at) VALUES ($1, "
     "'00000000-0000-7000-8000-000000000001', 'notion', decode(repeat('00', 32), 'hex'), now())"},
    {"integrations",
     "INSERT INTO integrations (id, user_id, target_name) "
     "VALUES ('00000000-0000-7000-8000-000000000009', $1, 'notion')"},
    {"removed_integrations",
     "INSERT INTO removed_integrations (id, user_id, target_name, created_at, change) "
     "VALUES ('00000000-0000-7000-8000-000000000010', $1, 'webhook', now(), 1)"},
    {"sync_passes",
     "INSERT INTO sync_passes (user_id, integration_id, cause) "
     "VALUES ($1, '00000000-0000-7000-8000-000000000009', 'check')"},
    {"previews",
     "INSERT INTO previews (user_id, target_name, question, digest) "
     "VALUES ($1, 'webhook', '{}', sha256('{}'))"},
    {"reading_words",
     "INSERT INTO reading_words VALUES ($1, '00000000-0000-7000-8000-000000000002', 'Jo is a name')"},
    {"sync_selections", "INSERT INTO sync_selections VALUES ($1, '{}', '{}', '{private}', 20)"},
    {"queue_holds",
     "INSERT INTO queue_holds (user_id, target_name, until, is_trial) VALUES ($1, 'notion', now(), true)"},
    {"sync_queue",
     "INSERT INTO sync_queue (user_id, target_name, item_type, item_key) "
     "VALUES ($1, 'ocr', 'ocr_page', '00000000-0000-7000-8000-000000000003')"},
    {"ocr_batch_pages",
     "WITH batch AS (INSERT INTO ocr_batches DEFAULT VALUES RETURNING id) "
     "INSERT INTO ocr_batch_pages (user_id, batch_id, queue_id, lease_id) "
     "SELECT $1, batch.id, item.id, gen_random_uuid() FROM batch, sync_queue AS item WHERE item.user_id = "
     "$1 RETURNING id"},
    {"sync_records",
     "INSERT INTO sync_records (user_id, target_name, item_type, item_key) "
     "VALUES ($1, 'notion', 'page_text', '00000000-0000-7000-8000-000000000003')"},
    {"notifications",
     "INSERT INTO notifications (user_id, kind, about) VALUES ($1, 'quota_exhausted', '2026-11')"},
};

UserId const kAda("0191d7ab-6e4c-7d2a-9c55-00000000000a");
UserId const kBob("0191d7ab-6e4c-7d2a-9c55-00000000000b");

struct TenancyTest : DatabaseTest {
    void give_ada_a_row_of_each()
    {
        as_system(pool, [](pqxx::work& work) {
            for (auto const& [table, insert] : kRows)
                work.exec_params(std::string(insert), kAda);
        });
    }

    static std::string named(std::string const& sql, std::string_view table)
    {
        auto text = sql;
        return text.replace(text.find("{}"), 2, table);
    }
};

TEST_F(TenancyTest, covers_every_table_there_is)
{
    std::set<std::string> tried;
    for (auto const& row : kRows)
        tried.emplace(row.first);
    auto const tables = as_system(pool, [](pqxx::work& work) {
        return work.exec(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class "
            "WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = 'public'::regnamespace "
            "AND relname NOT IN ('schema_migrations', 'sign_in_attempts', 'ocr_batches', 'reading_state', "
            "'spend_days', 'invitations', 'workspace_history', 'backup_state', 'waitlist', 'admin_acts', "
            "'workspaces', 'workspace_invitations', 'workspace_audit', 'telemetry_days', "
            "'removal_receipts', 'meaning_spaces', 'meaning_state', 'mail_requests', 'mail_state', "
            "'deleted_identities', 'clerk_deliveries', 'stripe_events', 'stripe_checks', 'stripe_leavers', "
            "'stripe_comparison', 'tier_limits')");
    });
    std::set<std::string> found;
    for (auto const& table : tables) {
        found.insert(table[0].as<std::string>());
        EXPECT_TRUE(table[1].as<bool>()) << table[0].c_str() << " is not guarded: see guard_tenant_table()";
    }
    EXPECT_EQ(found, tried) << "Show here how a row of the new table is made.";
}

TEST_F(TenancyTest, shows_no_tenant_what_belongs_to_nobody)
{
    for (auto const* const table :
         {"schema_migrations", "sign_in_attempts",  "ocr_batches",           "spend_days",
          "invitations",       "workspace_history", "backup_state",          "waitlist",
          "admin_acts",        "workspaces",        "workspace_invitations", "workspace_audit",
          "telemetry_days",    "removal_receipts",  "deleted_identities",    "clerk_deliveries",
          "stripe_events",     "stripe_checks",     "stripe_leavers",        "stripe_comparison",
          "mail_requests"})
        EXPECT_THROW(
            as_user(pool, kAda, [&](pqxx::work& work) { work.exec(named("SELECT FROM {}", table)); }),
            pqxx::insufficient_privilege)
            << table;
}

TEST_F(TenancyTest, lets_no_tenant_say_whether_pages_are_read)
{
    EXPECT_EQ(as_user(pool, kAda,
                      [](pqxx::work& work) {
                          return work.exec1("SELECT count(*) FROM reading_state")[0].as<int>();
                      }),
              0);
    for (auto const* const change :
         {"INSERT INTO reading_state (has_reader) VALUES (true)",
          "UPDATE reading_state SET has_reader = true", "DELETE FROM reading_state",
          "INSERT INTO tier_limits (tier) VALUES ('pro')", "UPDATE tier_limits SET pages = NULL",
          "DELETE FROM tier_limits"})
        EXPECT_THROW(as_user(pool, kAda, [&](pqxx::work& work) { work.exec(change); }),
                     pqxx::insufficient_privilege)
            << change;
}

TEST_F(TenancyTest, hides_rows_of_others)
{
    give_ada_a_row_of_each();
    for (auto const& [table, insert] : kRows) {
        auto const count = [&, table = table](pqxx::work& work) {
            return work.exec1(named("SELECT count(*) FROM {}", table))[0].as<int>();
        };
        EXPECT_GE(as_user(pool, kAda, count), 1) << table;
        EXPECT_EQ(as_user(pool, kBob, count), 0) << table;
        EXPECT_EQ(as_user(pool, UserId(), count), 0) << table;
    }
}

TEST_F(TenancyTest, refuses_rows_that_are_made_for_others)
{
    give_ada_a_row_of_each();
    for (auto const& [table, insert] : kRows) {
        auto const make = [insert = insert](pqxx::work& work) {
            work.exec_params(std::string(insert), kAda);
        };
        EXPECT_THROW(as_user(pool, kBob, make), pqxx::insufficient_privilege) << table;
    }
}

TEST_F(TenancyTest, cannot_change_or_give_away_rows_of_others)
{
    give_ada_a_row_of_each();
    for (auto const& [table, insert] : kRows) {
        // Their rows never change, or not by tenants.
        if (table == "audit" || table == "document_versions" || table == "admins" ||
            table == "workspace_members")
            continue;
        std::string const owner = table == "users" ? "id" : "user_id";
        auto const sql = named("UPDATE {} SET " + owner + " = $1", table);
        auto const take = [&](pqxx::work& work) { return work.exec_params(sql, kBob).affected_rows(); };
        auto const remove = [&, table = table](pqxx::work& work) {
            return work.exec(named("DELETE FROM {}", table)).affected_rows();
        };
        EXPECT_EQ(as_user(pool, kBob, take), 0U) << table;
        EXPECT_EQ(as_user(pool, kBob, remove), 0U) << table;
        EXPECT_THROW(as_user(pool, kAda, take), pqxx::insufficient_privilege) << table;
    }
}

TEST_F(TenancyTest, lets_nobody_change_what_happened)
{
    give_ada_a_row_of_each();
    for (auto const* const sql :
         {"DELETE FROM audit", "UPDATE audit SET action = 'nothing'", "DELETE FROM admins",
          "DELETE FROM workspace_members", "UPDATE workspace_members SET role = 'owner'",
          "UPDATE admins SET created_at = now()", "DELETE FROM document_versions",
          "UPDATE document_versions SET content = ''"})
        EXPECT_THROW(as_user(pool, kAda, [&](pqxx::work& work) { work.exec(sql); }),
                     pqxx::insufficient_privilege);
    for (auto const* const sql :
         {"DELETE FROM document_versions", "UPDATE document_versions SET content = ''"})
        EXPECT_THROW(as_system(pool, [&](pqxx::work& work) { work.exec(sql); }),
                     pqxx::insufficient_privilege);
}

/// The checks of foreign keys do not ask row-level security.
TEST_F(TenancyTest, hangs_no_row_on_another_tenants)
{
    give_ada_a_row_of_each();
    add_user("bob@example.org");
    as_system(pool, [](pqxx::work& work) {
        work.exec_params("UPDATE users SET id = $1 WHERE email = 'bob@example.org'", kBob);
    });
    for (std::string_view const table : {"pages", "page_images", "todos", "highlights", "refresh_tokens"}) {
        auto const* const row = std::find_if(std::begin(kRows), std::end(kRows),
                                             [&](auto const& each) { return each.first == table; });
        std::string sql(row->second);
        // Unlike hers in all that must be unique.
        for (auto const& [hers, his] :
             {std::pair("'00000000-0000-7000-8000-000000000003', $1",
                        "'00000000-0000-7000-8000-000000000033', $1"),
              std::pair("repeat('00', 32)", "repeat('11', 32)"), std::pair("'i1:0'", "'i1:1'")})
            if (auto const at = sql.find(hers); at != std::string::npos)
                sql.replace(at, std::strlen(hers), his);
        auto const make = [&](pqxx::work& work) { work.exec_params(sql, kBob); };
        EXPECT_THROW(as_user(pool, kBob, make), pqxx::foreign_key_violation) << table;
    }
}

/// "table.column" of everything that has the text, whatever the column's type.
std::string places_of(Pool& pool, std::string const& text)
{
    return as_system(pool, [&](pqxx::work& work) {
        std::string places;
        for (auto const& column :
             work.exec("SELECT attrelid::regclass::text, quote_ident(attname) FROM pg_attribute "
                       "JOIN pg_class ON pg_class.oid = attrelid WHERE relkind = 'r' AND attnum > 0 AND NOT "
                       "attisdropped "
                       "AND relnamespace = 'public'::regnamespace AND relname <> 'schema_migrations'")) {
            std::string const table(column[0].c_str());
            std::string const name(column[1].c_str());
            std::string counting = "SELECT count(*) FROM ";
            counting.append(table).append(" WHERE ").append(name).append("::text ILIKE '%' || $1 || '%'");
            auto const found = work.exec_params1(counting, text);
            if (found[0].as<int>() > 0)
                places.append(table).append(".").append(name).append(" ");
        }
        return places;
    });
}

TEST_F(TenancyTest, keeps_no_trace_of_a_deleted_account)
{
    give_ada_a_row_of_each();
    auto const folder =
        std::filesystem::temp_directory_path() /
        ("rmirror-trace-" + database.url().reveal().substr(database.url().reveal().rfind('/') + 1));
    auto const blobs = open_disk_store(folder.string());
    blobs->put({kAda, std::string(64, 'a')}, "ink");
    as_system(pool, [](pqxx::work& work) {
        work.exec("INSERT INTO sign_in_attempts (email_hash) VALUES (sha256('a@example.org'))");
        work.exec_params(
            "INSERT INTO workspace_history (provider, workspace_id, account_id, connected_at) "
            "VALUES ('notion', 'w1', $1, now())",
            kAda);
        work.exec_params("UPDATE users SET full_name = 'Ada Lovelace' WHERE id = $1", kAda);
    });
    EXPECT_NE(places_of(pool, kAda.text()), "");
    as_system(pool, [](pqxx::work& work) {
        workspaces::leave_all_workspaces(work, kAda);
        rights::begin_removal(work, kAda);
        // As time does.
        work.exec("UPDATE users SET leaving_at = leaving_at - interval '80 hours'");
        work.exec("UPDATE pending_blobs SET created_at = created_at - interval '80 hours'");
    });
    for (auto const* const trace : {"a@example.org", "Lovelace"})
        EXPECT_EQ(places_of(pool, trace), "") << trace << ": the address can sign up again";
    EXPECT_EQ(rights::remove_leaving_accounts(pool, *blobs, {.before_connections = nullptr}), 1U);
    for (auto const* const trace : {"0191d7ab-6e4c-7d2a-9c55-00000000000a", "a@example.org", "Lovelace"})
        EXPECT_EQ(places_of(pool, trace), "") << trace;
    EXPECT_EQ(value("SELECT count(*) FROM sign_in_attempts"), "0");
    for (auto const& file : std::filesystem::recursive_directory_iterator(folder))
        EXPECT_EQ(file.path().string().find(kAda.text()), std::string::npos) << file.path();
    std::filesystem::remove_all(folder);
}

TEST_F(TenancyTest, refers_to_rows_of_tenants_together_with_the_tenant)
{
    EXPECT_EQ(value(R"sql(
        WITH owners AS (
            SELECT attrelid AS relation, attnum AS number FROM pg_attribute
            WHERE attname = 'user_id' AND attrelid::regclass <> 'users'::regclass)
        SELECT string_agg(conrelid::regclass || '.' || conname, ' ') FROM pg_constraint
        JOIN owners AS here ON here.relation = conrelid
        JOIN owners AS there ON there.relation = confrelid
        WHERE contype = 'f' AND NOT EXISTS (
            SELECT FROM unnest(conkey, confkey) AS key (of_here, of_there)
            WHERE of_here = here.number AND of_there = there.number))sql"),
              "NULL");
    EXPECT_NE(value("SELECT count(*) FROM pg_constraint WHERE contype = 'f'"), "0");
}

TEST_F(TenancyTest, has_roles_that_bypass_nothing)
{
    EXPECT_EQ(value("SELECT count(*) FROM pg_roles WHERE rolname IN ('rmirror_tenant', 'rmirror_system', "
                    "'rmirror_link', 'rmirror_admin', 'rmirror_member') AND NOT "
                    "(rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb)"),
              "5");
    EXPECT_EQ(value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND "
                    "pg_get_userbyid(relowner) IN ('rmirror_tenant', 'rmirror_system', 'rmirror_link', "
                    "'rmirror_admin', 'rmirror_member')"),
              "0");
}

}  // namespace
}  // namespace rmirror::db::test
