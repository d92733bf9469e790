// SPDX-License-Identifier: AGPL-3.0-or-later
// A database of any age is migrated with all that is in it: rows in every table, pages and items in every
// state.
#include "db/database.hpp"
#include "db/migrate.hpp"

#include <pqxx/nontransaction>

#include <algorithm>
#include <array>
#include <map>

namespace rmirror::db::test {
namespace {

/// What a table is filled with, by columns that it had from the beginning. Some are filled by triggers.
struct Rows {
    std::string_view table;
    std::string_view insert;
};

constexpr std::array kRows = {
    Rows{"users", "INSERT INTO users (email) VALUES ('ada@example.org'), ('bob@example.org')"},
    Rows{"identities",
         "INSERT INTO identities (user_id, issuer, subject) SELECT id, 'https://issuer', email FROM users"},
    Rows{"sessions",
         "INSERT INTO sessions (user_id, expires_at, revoked_at, revoke_reason) "
         "SELECT id, now(), ended, CASE WHEN ended IS NOT NULL THEN 'reuse' END "
         "FROM users, (VALUES (NULL), (now())) AS states (ended)"},
    Rows{"refresh_tokens",
         "INSERT INTO refresh_tokens (user_id, session_id, token_hash) "
         "SELECT user_id, id, sha256(id::text::bytea) FROM sessions"},
    Rows{"agent_tokens",
         "INSERT INTO agent_tokens (user_id, name, expires_at) SELECT id, 'desk', now() FROM users"},
    Rows{"used_agent_tokens",
         "INSERT INTO used_agent_tokens (jti, user_id, agent_token_id) "
         "SELECT gen_random_uuid(), user_id, id FROM agent_tokens"},
    Rows{"device_codes",
         "INSERT INTO device_codes (user_id, device_code_hash, user_code, name, status, expires_at) "
         "SELECT id, sha256((id || state)::bytea), 'ABCD' || row_number() OVER (), 'desk', state, now() "
         "FROM users, unnest(ARRAY['pending', 'approved', 'denied', 'redeemed']) AS state"},
    Rows{"audit", "INSERT INTO audit (user_id, action) SELECT id, 'signed up' FROM users"},
    Rows{"change_counters", ""},
    Rows{"notebooks",
         "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, deleted_at) "
         "SELECT id, gen_random_uuid(), type, 'Diary', gone FROM users, "
         "unnest(ARRAY['notebook', 'pdf', 'epub', 'folder']) AS type, (VALUES (NULL), (now())) AS states "
         "(gone)"},
    Rows{"pages",
         "INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ink_hash, image_hash, image_at, "
         "ocr_status, ocr_text, ocr_hash, deleted_at) "
         "SELECT user_id, id, gen_random_uuid(), row_number() OVER (PARTITION BY notebooks.id), 'i1:' || "
         "status, "
         "'i1:' || status, now(), status, 'what stands there', 'i1:old', gone FROM notebooks, "
         "unnest(ARRAY['not_synced', 'pending', 'processing', 'completed', 'failed', 'pending_quota', "
         "'skipped']) "
         "AS status, (VALUES (NULL), (now())) AS states (gone)"},
    Rows{"blobs",
         "INSERT INTO blobs (user_id, sha256, media_type, size_bytes, store) "
         "SELECT id, encode(sha256(store::bytea), 'hex'), 'image/png', 1, store "
         "FROM users, unnest(ARRAY['disk', 's3']) AS store"},
    Rows{"pending_blobs",
         "INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at) "
         "SELECT id, repeat('a', 64), gen_random_uuid()::text, state, now() "
         "FROM users, unnest(ARRAY['arriving', 'leaving']) AS state"},
    Rows{"library_usage", ""},
    Rows{"page_images",
         "INSERT INTO page_images (user_id, page_id, blob_id, ink_hash, part, part_count, width, height, "
         "crop_left, crop_top, crop_width, crop_height) "
         "SELECT pages.user_id, pages.id, blobs.id, pages.image_hash, 1, 1, 10, 10, 0, 0, 1, 1 "
         "FROM pages JOIN blobs ON blobs.user_id = pages.user_id AND store = 'disk'"},
    Rows{"display_images",
         "INSERT INTO display_images (user_id, page_id, blob_id, look_hash, width, height, place_left, "
         "place_top, place_width, place_height) "
         "SELECT pages.user_id, pages.id, blobs.id, 'l1:0', 10, 10, 0, 0, 1, 1 "
         "FROM pages JOIN blobs ON blobs.user_id = pages.user_id AND store = 'disk'"},
    Rows{"page_pictures",
         "INSERT INTO page_pictures (user_id, page_id, ink_hash, pictures, tops, heights) "
         "SELECT user_id, id, image_hash, repeat('a', 64), '{0}', '{1}' FROM pages"},
    Rows{"todos",
         "INSERT INTO todos (user_id, page_id, ordinal, text, text_hash, is_completed) "
         "SELECT user_id, pages.id, 1, 'milk', 't1:milk', done FROM pages, unnest(ARRAY[true, false]) AS "
         "done"},
    Rows{"highlights",
         "INSERT INTO highlights (user_id, page_id, ordinal, original_text, text_hash) "
         "SELECT user_id, id, 1, 'marked', 't1:marked' FROM pages"},
    Rows{"subscriptions", "INSERT INTO subscriptions (user_id, tier) SELECT id, 'pro' FROM users"},
    Rows{"quota_usage",
         "INSERT INTO quota_usage (user_id, quota_type, quota_limit, used, reserved, period_start, reset_at) "
         "SELECT id, 'ocr_pages', 30, 5, 14, now(), now() + interval '1 month' FROM users"},
    Rows{"quota_reservations",
         "INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at) "
         "SELECT user_id, 'ocr_pages', id, now() + interval '1 day' FROM pages WHERE ocr_status = 'pending'"},
    Rows{"failed_readings",
         "INSERT INTO failed_readings (user_id, period_start, pages) SELECT id, now(), 3 FROM users"},
    Rows{"quota_months",
         "INSERT INTO quota_months (user_id, quota_type, period_start, period_end, used) "
         "SELECT id, 'tokens', now() - interval '1 month', now(), 7 FROM users"},
    Rows{"page_retries",
         "INSERT INTO page_retries (user_id, page_id, ink_hash, day, retries) "
         "SELECT user_id, id, 'i1:old', current_date, 2 FROM pages"},
    Rows{"removal_warnings",
         "INSERT INTO removal_warnings (user_id, notebook_id, cause, pages_before, highlights_before) "
         "SELECT user_id, id, 'dropped', 40, 0 FROM notebooks"},
    Rows{"spend_days", "INSERT INTO spend_days (day, nanodollars) VALUES (current_date, 1500000)"},
    Rows{"connections",
         "INSERT INTO connections (user_id, provider, credential, key_id, status) "
         "SELECT id, state, 'x', 'k1', state FROM users, unnest(ARRAY['active', 'broken']) AS state"},
    Rows{"integrations",
         "INSERT INTO integrations (user_id, target_name, connection_id) "
         "SELECT user_id, 'notion', id FROM connections WHERE status = 'active'"},
    Rows{"removed_integrations",
         "INSERT INTO removed_integrations (id, user_id, target_name, created_at, change) "
         "SELECT uuid_v7(), id, 'webhook', now(), 1 FROM users"},
    Rows{"sync_passes",
         "INSERT INTO sync_passes (user_id, integration_id, cause) SELECT user_id, id, cause FROM "
         "integrations, "
         "unnest(ARRAY['first', 'choice', 'check', 'trigger', 'removal']) AS cause"},
    Rows{"previews",
         "INSERT INTO previews (user_id, target_name, question, digest) "
         "SELECT id, 'webhook', '{}', sha256('{}') FROM users"},
    Rows{"sync_selections", "INSERT INTO sync_selections SELECT id, '{}', '{}', '{private}', 20 FROM users"},
    Rows{"queue_holds",
         "INSERT INTO queue_holds (user_id, target_name, until, is_trial) "
         "SELECT user_id, target_name, 'infinity', false FROM integrations"},
    // Each page once, in every status: some of them match what the page says, some do not.
    Rows{
        "sync_queue",
        "INSERT INTO sync_queue (user_id, target_name, item_type, item_key, status, lease_id, leased_until, "
        "completed_at, error_class, content_hash, trigger_source) "
        "SELECT user_id, target, type, pages.id, status, CASE WHEN status = 'processing' THEN uuid_v7() END, "
        "CASE WHEN status = 'processing' THEN now() + interval '1 minute' END, "
        "CASE WHEN status IN ('completed', 'failed', 'cancelled') THEN now() END, "
        "CASE WHEN status = 'failed' THEN 'invalid_data' END, image_hash, 'scheduled' "
        "FROM (SELECT *, (row_number() OVER (ORDER BY id))::integer AS nth FROM pages) AS pages, "
        "(VALUES ('ocr', 'ocr_page'), ('notion', 'page_text')) AS kinds (target, type), "
        "unnest(ARRAY['pending', 'processing', 'retry', 'completed', 'failed', 'cancelled']) WITH ORDINALITY "
        "AS statuses (status, place) WHERE nth % 6 = place - 1"},
    Rows{"sync_records",
         "INSERT INTO sync_records (user_id, target_name, item_type, item_key, status) "
         "SELECT id, 'notion', 'page_text', gen_random_uuid(), state FROM users, "
         "unnest(ARRAY['pending', 'in_progress', 'success', 'retry', 'failed', 'skipped']) AS state"},
    Rows{"notifications",
         "INSERT INTO notifications (user_id, kind, about) SELECT id, kind, 'once' FROM users, "
         "unnest(ARRAY['quota_near_limit', 'quota_exhausted', 'retries_exhausted', 'connection_broken', "
         "'first_sync']) AS kind"},
    Rows{"sign_in_attempts",
         "INSERT INTO sign_in_attempts (email_hash) SELECT sha256(email::bytea) FROM users"},
    Rows{"browsers", "INSERT INTO browsers (user_id, token_hash) SELECT id, sha256(email::bytea) FROM users"},
    Rows{"oauth_states",
         "INSERT INTO oauth_states (user_id, provider, state_hash, expires_at) "
         "SELECT id, 'notion', sha256(email::bytea), now() FROM users"},
    Rows{"workspace_history",
         "INSERT INTO workspace_history (provider, workspace_id, account_id, connected_at) "
         "SELECT 'notion', email, id, now() FROM users"},
    Rows{"favourite_pages",
         "INSERT INTO favourite_pages (user_id, connection_id, page_id, title, url, icon) "
         "SELECT user_id, id, gen_random_uuid(), 'Journal', '', '' FROM connections"},
    Rows{"invitations",
         "INSERT INTO invitations (code_hash, expires_at, used_at) VALUES (sha256('a'), now(), NULL), "
         "(sha256('b'), now(), now())"},
    Rows{"search_documents", ""},
    Rows{"search_words", ""},
    Rows{"reading_state",
         "INSERT INTO reading_state (has_reader, paused_because) VALUES (true, 'The key was refused.')"},
    Rows{"ocr_batches", "INSERT INTO ocr_batches (external_id, asked_at) VALUES (NULL, NULL), ('b1', now())"},
    Rows{"ocr_batch_pages",
         "INSERT INTO ocr_batch_pages (user_id, batch_id, queue_id, lease_id) "
         "SELECT user_id, ocr_batches.id, sync_queue.id, lease_id FROM sync_queue, ocr_batches "
         "WHERE item_type = 'ocr_page' AND status = 'processing' AND external_id IS NOT NULL"},
};

constexpr auto kListTables =
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
    "AND relname <> 'schema_migrations' ORDER BY relname";

class EarlierSchema : public testing::TestWithParam<std::size_t> {
protected:
    std::string ask(std::string const& sql) { return query_.exec1(sql)[0].as<std::string>(""); }

    std::map<std::string, int> count_rows()
    {
        std::map<std::string, int> counts;
        for (auto const& table : query_.exec(kListTables)) {
            auto const name = table[0].as<std::string>();
            counts[name] = std::stoi(ask("SELECT count(*) FROM " + name));
        }
        return counts;
    }

    void fill()
    {
        auto const tables = count_rows();
        for (auto const& [table, insert] : kRows)
            if (!insert.empty() && tables.contains(std::string(table)))
                query_.exec(std::string(insert));
    }

    /// The ids of a table's rows, with commas between; nothing where there is no such table yet.
    std::string ids_in(std::string const& table)
    {
        if (ask("SELECT to_regclass('" + table + "') IS NULL") == "t")
            return "";
        return ask("SELECT string_agg(id::text, ',') FROM " + table);
    }

    int count_among(std::string const& table, std::string const& ids)
    {
        return std::stoi(ask("SELECT count(*) FROM " + table + " WHERE id = ANY ('{" + ids + "}'::uuid[])"));
    }

    Database const database_{GetParam()};
    std::unique_ptr<pqxx::connection> connection_ =
        open_connection(database_.url(), std::chrono::seconds(60));
    pqxx::nontransaction query_{*connection_};
};

TEST_P(EarlierSchema, is_migrated_with_all_that_is_in_it)
{
    fill();
    auto const before = count_rows();
    for (auto const& [table, rows] : before)
        EXPECT_GT(rows, 0) << table << " has no row in kRows";
    std::map<std::string, std::string> known;
    for (auto const* const table : {"users", "notebooks", "pages", "todos", "blobs", "sync_queue"})
        if (auto const ids = ids_in(table); !ids.empty())
            known[table] = ids;

    EXPECT_EQ(migrate(database_.url()), migrations().size() - GetParam());
    expect_current_schema(database_.url());
    auto const after = count_rows();
    for (auto const& [table, rows] : before)
        EXPECT_GE(after.at(table), rows) << table;
    for (auto const& [table, ids] : known)
        EXPECT_EQ(count_among(table, ids), before.at(table)) << table;
}

class CancelledReading : public EarlierSchema {};
class EarlierReservations : public EarlierSchema {};

TEST_P(CancelledReading, becomes_a_failure_with_its_reason_and_no_blank_page)
{
    query_.exec("INSERT INTO users (email) VALUES ('ada@example.org')");
    query_.exec(
        "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
        "SELECT id, gen_random_uuid(), 'notebook', 'Diary' FROM users");
    query_.exec(
        "INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ink_hash, image_hash, image_at, "
        "ocr_status) SELECT user_id, id, gen_random_uuid(), number, 'i1:now', 'i1:now', now(), 'skipped' "
        "FROM notebooks, generate_series(1, 3) AS number");
    // The first as it looks, the second as it looked once; nobody asked for the third.
    query_.exec(
        "INSERT INTO sync_queue (user_id, target_name, item_type, item_key, status, completed_at, "
        "content_hash) SELECT user_id, 'ocr', 'ocr_page', id, 'cancelled', now(), "
        "CASE page_number WHEN 1 THEN 'i1:now' ELSE 'i1:then' END FROM pages WHERE page_number < 3");
    migrate(database_.url());
    EXPECT_EQ(ask("SELECT string_agg(concat_ws(' ', page_number, ocr_status, ocr_error), ', ' ORDER BY "
                  "page_number) "
                  "FROM pages"),
              "1 failed Its reading was cancelled., 2 skipped, 3 skipped");
}

TEST_P(EarlierReservations, of_a_call_become_one_row)
{
    query_.exec("INSERT INTO users (email) VALUES ('ada@example.org')");
    query_.exec(
        "INSERT INTO quota_usage (user_id, quota_type, quota_limit, reserved, period_start, reset_at) "
        "SELECT id, 'ocr_pages', 30, 5, now(), now() + interval '1 month' FROM users");
    query_.exec(
        "INSERT INTO quota_reservations (user_id, quota_type, call_id, expires_at) "
        "SELECT id, 'ocr_pages', call::uuid, now() + interval '1 hour' FROM users, "
        "unnest(ARRAY['01931f3c-8f00-7000-8000-000000000001', '01931f3c-8f00-7000-8000-000000000002']) AS "
        "call, generate_series(1, right(call, 1)::integer + 1)");
    migrate(database_.url());
    EXPECT_EQ(ask("SELECT string_agg(right(call_id::text, 1) || ': ' || units, ', ' ORDER BY call_id) "
                  "FROM quota_reservations"),
              "1: 2, 2: 3");
}

/// Until then such pages looked as if nothing were written on them.
INSTANTIATE_TEST_SUITE_P(Before0017, CancelledReading, testing::Values(16));

INSTANTIATE_TEST_SUITE_P(Before0025, EarlierReservations,
                         testing::Values(std::count_if(migrations().begin(), migrations().end(),
                                                       [](auto const& each) { return each.name < "0025"; })));

INSTANTIATE_TEST_SUITE_P(Migrations, EarlierSchema, testing::Range<std::size_t>(1, migrations().size()),
                         [](auto const& after) { return std::string(migrations()[after.param - 1].name); });

}  // namespace
}  // namespace rmirror::db::test
