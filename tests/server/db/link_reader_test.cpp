// SPDX-License-Identifier: AGPL-3.0-or-later
// What the database shows the reader of a link: one notebook or page, in the columns that a shared page
// shows.
#include "db/link_reader.hpp"

#include "db/database.hpp"

#include <pqxx/except>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace rmirror::db::test {
namespace {

/// Of each table that a reader may read, a column that all may see, and one that no reader may.
struct Readable {
    std::string_view table;
    std::string_view shown;
    std::string_view hidden;
};
constexpr Readable kReadable[] = {
    {"notebooks", "visible_name", "full_path"},
    {"notebooks", "visible_name", "tags"},
    {"pages", "page_number", "tags"},
    {"pages", "page_number", "document_base"},
    {"todos", "text", "confidence"},
    {"highlights", "original_text", "confidence"},
    {"page_images", "part", "id"},
    {"blobs", "sha256", "store"},
    {"attachments", "file_name", "created_at"},
    {"blobs", "sha256", "created_at"},
};

struct LinkReader : DatabaseTest {
    UserId const ada = add_user("ada@example.org");
    UserId const bob = add_user("bob@example.org");
    std::string const diary = add_notebook(ada, "Diary");
    std::string const plans = add_notebook(ada, "Plans");
    std::string const theirs = add_notebook(bob, "Bob's");

    std::string run(std::string const& sql)
    {
        return as_system(pool, [&](pqxx::work& work) {
            auto const rows = work.exec(sql);
            return rows.empty() || rows[0].empty() || rows[0][0].is_null() ? std::string()
                                                                           : rows[0][0].as<std::string>();
        });
    }

    std::string add_notebook(UserId const& owner, std::string const& name)
    {
        auto id = as_system(pool, [&](pqxx::work& work) {
            return work
                .exec_params1(
                    "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) VALUES ($1, "
                    "gen_random_uuid(), 'notebook', $2) RETURNING id",
                    owner, name)[0]
                .as<std::string>();
        });
        for (int number = 1; number <= 2; ++number)
            add_page(owner, id, number);
        return id;
    }

    void add_page(UserId const& owner, std::string const& notebook, int number)
    {
        as_system(pool, [&](pqxx::work& work) {
            auto const page = work.exec_params1(
                                      "INSERT INTO pages (user_id, notebook_id, page_uuid, page_number) "
                                      "VALUES ($1, $2, gen_random_uuid(), $3) RETURNING id",
                                      owner, notebook, number)[0]
                                  .as<std::string>();
            auto const blob = work.exec_params1(
                                      "INSERT INTO blobs (user_id, sha256, media_type, size_bytes, store) "
                                      "VALUES ($1, encode(sha256(convert_to($2, 'UTF8')), 'hex'), "
                                      "'image/png', 1, 'disk') RETURNING id",
                                      owner, page)[0]
                                  .as<std::string>();
            work.exec_params(
                "INSERT INTO page_images (user_id, page_id, blob_id, ink_hash, part, part_count, width, "
                "height, "
                "crop_left, crop_top, crop_width, crop_height) VALUES ($1, $2, $3, 'i1:0', 1, 1, 1, 1, 0, 0, "
                "1, 1)",
                owner, page, blob);
            work.exec_params(
                "INSERT INTO display_images (user_id, page_id, blob_id, look_hash, width, height, "
                "place_left, "
                "place_top, place_width, place_height) VALUES ($1, $2, $3, 'l1:0', 1, 1, 0, 0, 1, 1)",
                owner, page, blob);
            work.exec_params(
                "INSERT INTO attachments (id, user_id, page_id, blob_id, file_name, content_type) "
                "VALUES (gen_random_uuid(), $1, $2, $3, 'a.png', 'image/png')",
                owner, page, blob);
            work.exec_params(
                "INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) VALUES ($1, $2, 0, 'Ink', "
                "'t1:0')",
                owner, page);
            work.exec_params(
                "INSERT INTO highlights (user_id, page_id, ordinal, original_text, text_hash) VALUES ($1, "
                "$2, 0, "
                "'Ink', 't1:0')",
                owner, page);
        });
    }

    std::string page_of(std::string const& notebook, int number)
    {
        return run("SELECT id FROM pages WHERE notebook_id = '" + notebook +
                   "' AND page_number = " + std::to_string(number));
    }

    LinkScope scope(UserId const& owner, std::string const& notebook, std::string const& page = "") const
    {
        return {.user_id = owner, .notebook_id = NotebookId(notebook), .page_id = PageId(page)};
    }

    int count(LinkScope const& scope, std::string const& table)
    {
        return as_link(pool, scope, [&](pqxx::work& work) {
            return work.exec1("SELECT count(*) FROM (SELECT user_id FROM " + table + ") AS seen")[0]
                .as<int>();
        });
    }

    std::map<std::string, int> counts(LinkScope const& scope)
    {
        std::map<std::string, int> found;
        for (auto const& [table, shown, hidden] : kReadable)
            found[std::string(table)] = count(scope, std::string(table));
        found["display_images"] = count(scope, "display_images");
        return found;
    }
};

using Counts = std::map<std::string, int>;

Counts all(int notebooks, int others)
{
    return {{"notebooks", notebooks}, {"pages", others},       {"todos", others},
            {"highlights", others},   {"page_images", others}, {"display_images", others},
            {"attachments", others},  {"blobs", others}};
}

TEST_F(LinkReader, of_a_notebook_sees_it_and_no_other)
{
    EXPECT_EQ(counts(scope(ada, diary)), all(1, 2));
    auto const name = as_link(pool, scope(ada, diary), [](pqxx::work& work) {
        return work.exec1("SELECT visible_name FROM notebooks")[0].as<std::string>();
    });
    EXPECT_EQ(name, "Diary");
}

TEST_F(LinkReader, of_a_page_sees_it_and_no_other_of_the_notebook)
{
    EXPECT_EQ(counts(scope(ada, diary, page_of(diary, 2))), all(1, 1));
}

TEST_F(LinkReader, sees_nothing_where_owner_notebook_and_page_do_not_belong_together)
{
    for (auto const& [owner, notebook, page] :
         {std::tuple(bob, diary, std::string()), std::tuple(ada, theirs, std::string()),
          std::tuple(UserId(), diary, std::string()), std::tuple(ada, std::string(), std::string())})
        EXPECT_EQ(counts(scope(owner, notebook, page)), all(0, 0));
    EXPECT_EQ(counts(scope(ada, diary, page_of(plans, 1))), all(1, 0));
    EXPECT_EQ(counts(scope(ada, diary, page_of(theirs, 1))), all(1, 0));
}

TEST_F(LinkReader, sees_nothing_of_what_is_deleted_or_in_the_trash)
{
    run("UPDATE pages SET deleted_at = now() WHERE id = '" + page_of(diary, 1) + "'");
    EXPECT_EQ(counts(scope(ada, diary)), all(1, 1));
    run("UPDATE notebooks SET is_trashed = true WHERE id = '" + diary + "'");
    EXPECT_EQ(counts(scope(ada, diary)), all(0, 0));
    run("UPDATE notebooks SET is_trashed = false WHERE id = '" + diary + "'");
    EXPECT_EQ(counts(scope(ada, diary)), all(1, 1));
    run("UPDATE notebooks SET deleted_at = now() WHERE id = '" + diary + "'");
    EXPECT_EQ(counts(scope(ada, diary)), all(0, 0));
}

TEST_F(LinkReader, sees_nothing_of_what_was_removed_from_a_page)
{
    run("UPDATE todos SET deleted_at = now() WHERE page_id = '" + page_of(diary, 1) + "'");
    run("UPDATE highlights SET deleted_at = now() WHERE page_id = '" + page_of(diary, 1) + "'");
    EXPECT_EQ(count(scope(ada, diary), "todos"), 1);
    EXPECT_EQ(count(scope(ada, diary), "highlights"), 1);
}

TEST_F(LinkReader, reads_only_the_columns_that_a_shared_page_shows)
{
    auto const read = [&](std::string_view table, std::string_view column) {
        as_link(pool, scope(ada, diary), [&](pqxx::work& work) {
            work.exec("SELECT " + std::string(column) + " FROM " + std::string(table));
        });
    };
    for (auto const& [table, shown, hidden] : kReadable) {
        EXPECT_NO_THROW(read(table, shown)) << table;
        EXPECT_THROW(read(table, hidden), pqxx::insufficient_privilege) << table << '.' << hidden;
    }
}

TEST_F(LinkReader, reads_no_other_table)
{
    auto const tables = as_system(pool, [](pqxx::work& work) {
        return work.exec(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') "
            "AND relnamespace = 'public'::regnamespace");
    });
    for (auto const& row : tables) {
        auto const table = row[0].as<std::string>();
        bool const is_readable = std::any_of(std::begin(kReadable), std::end(kReadable),
                                             [&](Readable const& each) { return each.table == table; });
        if (is_readable || table == "display_images")
            continue;
        EXPECT_THROW(
            as_link(pool, scope(ada, diary), [&](pqxx::work& work) { work.exec("SELECT FROM " + table); }),
            pqxx::insufficient_privilege)
            << table;
    }
}

TEST_F(LinkReader, changes_nothing)
{
    for (auto const& [table, shown, hidden] : kReadable) {
        auto const name = std::string(table);
        EXPECT_THROW(
            as_link(pool, scope(ada, diary), [&](pqxx::work& work) { work.exec("DELETE FROM " + name); }),
            pqxx::failure)
            << table;
    }
}

}  // namespace
}  // namespace rmirror::db::test
