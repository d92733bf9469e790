// SPDX-License-Identifier: AGPL-3.0-or-later
// What the schema itself guarantees for every writer.
#include "db/database.hpp"

#include <pqxx/except>

namespace rmirror::db::test {
namespace {

struct SchemaTest : DatabaseTest {
    UserId const ada = add_user("ada@example.org");

    void run(std::string const& sql)
    {
        as_user(pool, ada, [&](pqxx::work& work) { work.exec(sql); });
    }

    std::string add_notebook()
    {
        return as_user(pool, ada, [&](pqxx::work& work) {
            return work
                .exec_params1(
                    "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
                    "VALUES ($1, gen_random_uuid(), 'notebook', 'Notes') RETURNING id",
                    ada)[0]
                .as<std::string>();
        });
    }

    void add_pages(std::string const& notebook, int count)
    {
        as_user(pool, ada, [&](pqxx::work& work) {
            work.exec_params(
                "INSERT INTO pages (user_id, notebook_id, page_uuid, page_number) "
                "SELECT $1, $2, gen_random_uuid(), number FROM generate_series(1, $3::int) number RETURNING "
                "id",
                ada, notebook, count);
        });
    }

    std::string queued(std::string const& status, std::string const& more_columns = "",
                       std::string const& more_values = "")
    {
        return "INSERT INTO sync_queue (user_id, target_name, item_type, item_key, status" + more_columns +
               ") VALUES ('" + ada.text() +
               "', 'ocr', 'ocr_page', '00000000-0000-7000-8000-000000000001', '" + status + "'" +
               more_values + ")";
    }
};

TEST_F(SchemaTest, knows_the_statuses_and_no_others)
{
    auto const notebook = add_notebook();
    add_pages(notebook, 1);
    for (auto const* const status :
         {"not_synced", "pending", "processing", "completed", "failed", "pending_quota", "skipped"})
        run(std::string("UPDATE pages SET ocr_status = '") + status + "'");
    EXPECT_THROW(run("UPDATE pages SET ocr_status = 'queued'"), pqxx::check_violation);
    EXPECT_THROW(run(queued("success")), pqxx::check_violation);
    EXPECT_THROW(run(queued("pending", ", priority", ", 11")), pqxx::check_violation);
    EXPECT_THROW(run(queued("pending", ", operation", ", 'upsert'")), pqxx::check_violation);
    EXPECT_THROW(run(queued("pending", ", trigger_source", ", 'magic'")), pqxx::check_violation);
    auto const record =
        "INSERT INTO sync_records (user_id, target_name, item_type, item_key, status) VALUES ('" +
        ada.text() + "', 'notion', 'page_text', uuid_v7(), ";
    for (auto const* const status : {"pending", "in_progress", "success", "retry", "failed", "skipped"})
        run(record + "'" + status + "')");
    EXPECT_THROW(run(record + "'done')"), pqxx::check_violation);
}

TEST_F(SchemaTest, has_one_live_row_for_a_thing_to_do)
{
    run(queued("pending"));
    EXPECT_THROW(run(queued("pending")), pqxx::unique_violation);
    EXPECT_THROW(run(queued("processing", ", lease_id, leased_until", ", uuid_v7(), now()")),
                 pqxx::unique_violation);
    EXPECT_THROW(run(queued("retry")), pqxx::unique_violation);
    for (auto const* const over : {"completed", "failed", "cancelled"})
        for (int i = 0; i < 2; ++i)
            run(queued(over, ", completed_at", ", now()"));
    run("UPDATE sync_queue SET status = 'completed', completed_at = now() WHERE status = 'pending'");
    run(queued("pending"));
}

TEST_F(SchemaTest, lets_only_what_is_processed_hold_a_lease)
{
    EXPECT_THROW(run(queued("processing")), pqxx::check_violation);
    EXPECT_THROW(run(queued("pending", ", lease_id, leased_until", ", uuid_v7(), now()")),
                 pqxx::check_violation);
    EXPECT_THROW(run(queued("completed")), pqxx::check_violation);
}

TEST_F(SchemaTest, lets_pages_change_places_at_once_but_never_share_one)
{
    auto const notebook = add_notebook();
    add_pages(notebook, 100);
    run("UPDATE pages SET page_number = page_number + 1");
    run("UPDATE pages SET page_number = 103 - page_number");
    EXPECT_EQ(value("SELECT min(page_number) || ' ' || max(page_number) FROM pages"), "2 101");
    EXPECT_THROW(run("UPDATE pages SET page_number = 3 WHERE page_number = 2"),
                 pqxx::integrity_constraint_violation);
    run("UPDATE pages SET deleted_at = now() WHERE page_number = 3");
    run("UPDATE pages SET page_number = 3 WHERE page_number = 2");
}

TEST_F(SchemaTest, has_an_index_for_what_is_looked_for_often)
{
    for (auto const& [table, index] :
         {std::pair("pages", "% UNIQUE %(user_id, notebook_id, page_uuid)"),
          std::pair("pages",
                    "%(user_id, ocr_status, image_at DESC) WHERE (ocr_status = ANY (ARRAY['pending'::text, "
                    "'pending_quota'::text]))"),
          std::pair(
              "sync_queue",
              "%(target_name, user_id, priority, run_after, id) WHERE (status = ANY (ARRAY['pending'::text, "
              "'retry'::text]))"),
          std::pair("sync_records", "% UNIQUE %(user_id, item_key, item_type, target_name)"),
          std::pair("quota_usage", "% UNIQUE %(user_id, quota_type)")}) {
        auto const count = as_system(pool, [&, table = table, index = index](pqxx::work& work) {
            return work
                .exec_params1("SELECT count(*) FROM pg_indexes WHERE tablename = $1 AND indexdef LIKE $2",
                              table, index)[0]
                .as<int>();
        });
        EXPECT_EQ(count, 1) << table << ": " << index;
    }
}

TEST_F(SchemaTest, lets_two_users_hold_the_same_notebook)
{
    auto const bob = add_user("bob@example.org");
    auto const insert =
        "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
        "VALUES ($1, '00000000-0000-4000-8000-000000000001', 'pdf', 'Paper')";
    for (auto const& user : {ada, bob})
        as_user(pool, user, [&](pqxx::work& work) { work.exec_params(insert, user); });
    EXPECT_THROW(as_user(pool, bob, [&](pqxx::work& work) { work.exec_params(insert, bob); }),
                 pqxx::unique_violation);
}

TEST_F(SchemaTest, counts_the_changes_of_each_user_once_for_each_transaction)
{
    auto const notebook = add_notebook();
    EXPECT_EQ(value("SELECT change FROM notebooks"), "1");
    add_pages(notebook, 50);
    EXPECT_EQ(value("SELECT min(change) || ' ' || max(change) FROM pages"), "2 2");
    run("UPDATE pages SET tags = '{work}' WHERE page_number <= 2");
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE change = 3"), "2");
    auto const bob = add_user("bob@example.org");
    as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
            "SELECT owner, gen_random_uuid(), 'notebook', '' FROM unnest(ARRAY[$1, $2]::uuid[]) owner",
            ada, bob);
    });
    EXPECT_EQ(value("SELECT string_agg(last::text, ' ' ORDER BY last) FROM change_counters"), "1 4");
}

TEST_F(SchemaTest, forgets_a_user_with_all_there_was_but_that_it_happened)
{
    auto const notebook = add_notebook();
    add_pages(notebook, 2);
    run(queued("pending"));
    run("INSERT INTO audit (user_id, action) VALUES ('" + ada.text() + "', 'signed up')");
    as_system(pool, [&](pqxx::work& work) { work.exec_params("DELETE FROM users WHERE id = $1", ada); });
    EXPECT_EQ(value("SELECT (SELECT count(*) FROM notebooks) + (SELECT count(*) FROM pages) + "
                    "(SELECT count(*) FROM sync_queue) + (SELECT count(*) FROM change_counters)"),
              "0");
    EXPECT_EQ(value("SELECT count(*) FROM audit WHERE user_id IS NULL"), "1");
}

}  // namespace
}  // namespace rmirror::db::test
