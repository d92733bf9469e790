// SPDX-License-Identifier: AGPL-3.0-or-later
// Row-level security: a member reads what is in the notebooks that a person shares with them at this moment.
#include "db/member_reader.hpp"
#include "workspaces/workspace_fixture.hpp"

#include <pqxx/except>

#include <array>

namespace rmirror::test {
namespace {

using workspaces::Role;

/// All that the role may read of a notebook.
constexpr auto kMayWrite =
    "SELECT has_table_privilege('rmirror_member', $1, 'INSERT, UPDATE, DELETE, TRUNCATE')";

constexpr std::array kShown = {"notebooks",      "pages",      "search_documents", "document_versions",
                               "todos",          "highlights", "attachments",      "page_images",
                               "display_images", "blobs",      "passages",         "embedded_pages"};

struct MemberRows : WorkspaceTest {
    MemberRows()
    {
        send(test::library({notebook(1, {page(1, 1)}), notebook(2, {page(2, 2)})}));
        fill_page(1);
        fill_page(2);
        workspace = create(ada);
        join(workspace, bob, Role::member);
        move(ada, 1, workspace);
    }

    /// A row on the page in each table of kShown.
    void fill_page(std::size_t number)
    {
        auto const text = std::to_string(number);
        system([&](pqxx::work& work) {
            auto const page =
                work.exec_params1("SELECT id FROM pages WHERE page_uuid = $1", uuid_of(number))[0]
                    .as<std::string>();
            auto const run = [&](std::string const& sql) { work.exec_params(sql, ada, page); };
            run("UPDATE pages SET ocr_text = 'Ink' WHERE user_id = $1 AND id = $2");
            run("INSERT INTO document_versions (user_id, page_id, author, content, saved_at) "
                "VALUES ($1, $2, 'person', 'Ink', now())");
            run("INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) VALUES ($1, $2, 0, 'Buy', "
                "'t')");
            run("INSERT INTO highlights (user_id, page_id, ordinal, original_text, text_hash) "
                "VALUES ($1, $2, 0, 'Ink', 't')");
            run("WITH page AS (INSERT INTO embedded_pages (user_id, page_id, space, hashes, vectors) "
                "VALUES ($1, $2, 1, '{}', '') RETURNING page_id) "
                "INSERT INTO passages (user_id, notebook_id, page_id, ordinal, space, is_live, signs) "
                "SELECT $1, notebook_id, id, 0, 1, true, B'1' FROM pages, page WHERE user_id = $1 AND id = "
                "page_id");
            run("WITH blob AS (INSERT INTO blobs (user_id, sha256, media_type, size_bytes, store) "
                "VALUES ($1, repeat('" +
                text +
                "', 64), 'image/png', 1, 'disk') RETURNING id), "
                "shown AS (INSERT INTO display_images (user_id, page_id, blob_id, look_hash, width, height, "
                "place_left, place_top, place_width, place_height) "
                "SELECT $1, $2, id, 'l1:0', 1, 1, 0, 0, 1, 1 FROM blob), "
                "read AS (INSERT INTO page_images (user_id, page_id, blob_id, ink_hash, part, part_count, "
                "width, "
                "height, crop_left, crop_top, crop_width, crop_height) "
                "SELECT $1, $2, id, 'i1:0', 1, 1, 1, 1, 0, 0, 1, 1 FROM blob) "
                "INSERT INTO attachments (id, user_id, page_id, blob_id, file_name, content_type) "
                "SELECT uuid_v7(), $1, $2, id, 'a.png', 'image/png' FROM blob");
        });
    }

    int count(char const* table, UserId const& owner, UserId const& member)
    {
        return db::as_member(pool, owner, member, [&](pqxx::work& work) {
            return work.exec1("SELECT count(*) FROM " + std::string(table))[0].as<int>();
        });
    }

    /// How many tables show something of Ada's.
    int shown_to(UserId const& member)
    {
        int shown = 0;
        for (auto const* const table : kShown)
            shown += count(table, ada, member) > 0 ? 1 : 0;
        return shown;
    }

    std::string workspace;
};

TEST_F(MemberRows, are_those_of_the_shared_notebook_and_no_other)
{
    // A notebook has a search document of its own, beside that of its page.
    for (auto const* const table : kShown)
        EXPECT_EQ(count(table, ada, bob), std::string(table) == "search_documents" ? 2 : 1) << table;
    EXPECT_EQ(db::as_member(pool, ada, bob,
                            [](pqxx::work& work) {
                                return work.exec1("SELECT notebook_uuid FROM notebooks")[0].as<std::string>();
                            }),
              uuid_of(1));
}

TEST_F(MemberRows, are_none_once_the_membership_has_ended)
{
    system([&](pqxx::work& work) { workspaces::remove_member(work, ada, workspace, bob); });
    EXPECT_EQ(shown_to(bob), 0);
}

TEST_F(MemberRows, are_none_once_the_notebook_has_left)
{
    move(ada, 1, "");
    EXPECT_EQ(shown_to(bob), 0);
}

TEST_F(MemberRows, are_none_for_others_or_without_a_user_or_member)
{
    auto const eve = add_user("eve@example.org");
    EXPECT_EQ(shown_to(eve), 0);
    EXPECT_EQ(shown_to(UserId()), 0);
    for (auto const* const table : kShown) {
        EXPECT_EQ(count(table, UserId(), bob), 0) << table;
        EXPECT_EQ(count(table, bob, ada), 0) << table;
    }
}

TEST_F(MemberRows, of_a_viewer_are_those_of_a_member)
{
    system([&](pqxx::work& work) { workspaces::change_role(work, ada, workspace, bob, Role::viewer); });
    EXPECT_EQ(shown_to(bob), static_cast<int>(kShown.size()));
}

TEST_F(MemberRows, can_only_be_read)
{
    for (auto const* const table : kShown) {
        auto const remove = [&](pqxx::work& work) { work.exec("DELETE FROM " + std::string(table)); };
        EXPECT_THROW(db::as_member(pool, ada, bob, remove), pqxx::sql_error) << table;
        // Not only because the transaction is read-only.
        EXPECT_FALSE(system([&](pqxx::work& work) {
            return work.exec_params1(kMayWrite, std::string(table))[0].as<bool>();
        })) << table;
    }
}

TEST_F(MemberRows, are_of_no_table_that_belongs_to_the_person)
{
    for (auto const* const table :
         {"users", "sessions", "agent_tokens", "connections", "integrations", "sync_queue", "sync_records",
          "notifications", "subscriptions", "quota_usage", "search_words", "workspaces", "workspace_members",
          "share_links", "audit"})
        EXPECT_THROW(count(table, ada, bob), pqxx::insufficient_privilege) << table;
}

/// Search runs as the system, for speed.
TEST_F(MemberRows, limit_what_a_search_finds)
{
    auto const found = db::as_member(pool, ada, bob, [](pqxx::work& work) {
        return work
            .exec1("SELECT count(*) FROM search_hits('en', 'ink', 'ink', NULL, '{}', NULL, '{}', 10)")[0]
            .as<int>();
    });
    EXPECT_EQ(found, 1);
    auto const stands = db::as_member(pool, ada, bob, [](pqxx::work& work) {
        return work
            .exec1(
                "SELECT cardinality(array_agg(notebooks)) FROM search_named(ARRAY['notebook'::tsquery])")[0]
            .as<int>();
    });
    EXPECT_EQ(stands, 1);
}

TEST_F(MemberRows, show_no_folders)
{
    system([&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
            "VALUES ($1, $2, 'folder', 'Secret')",
            ada, uuid_of(9));
        work.exec_params("UPDATE notebooks SET parent_uuid = $2 WHERE notebook_uuid = $1", uuid_of(1),
                         uuid_of(9));
    });
    constexpr auto kShow = "SELECT notebook_json(notebook)::text FROM notebooks AS notebook";
    auto const shown = db::as_member(pool, ada, bob,
                                     [](pqxx::work& work) { return work.exec1(kShow)[0].as<std::string>(); });
    EXPECT_EQ(shown.find("Secret"), std::string::npos) << shown;
    EXPECT_EQ(shown.find(uuid_of(9)), std::string::npos) << shown;
}

}  // namespace
}  // namespace rmirror::test
