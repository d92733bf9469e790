// SPDX-License-Identifier: AGPL-3.0-or-later
// The tree has another version when it shows something else, and the changes go on where it ends.
#include "library/tree.hpp"

#include "library/changes/changes.hpp"
#include "library/library.hpp"

#include <pqxx/nontransaction>

#include <chrono>

namespace rmirror::test {
namespace {

namespace json = boost::json;
using library::changes_since;
using library::Cursor;
using library::read_tree;
using library::tree_version;
using library::Trees;

class Tree : public LibraryTest {
protected:
    /// What it shows, without its cursor.
    std::string items() { return json::serialize(json::parse(*read_tree(pool, user).answer).at("items")); }

    Cursor cursor()
    {
        auto const tree = json::parse(*read_tree(pool, user).answer);
        return *Cursor::parse(tree.at("cursor").as_string());
    }

    /// Runs a statement as an administrator of the database would, in its own transaction.
    void run(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    void set_page(std::string const& columns)
    {
        run("UPDATE pages SET " + columns + " WHERE page_number = 1");
    }

    json::array news(Cursor const& since)
    {
        auto const changes = changes_since(pool, user, since);
        EXPECT_FALSE(changes.is_lost) << since.str();
        return json::parse(changes.answer).at("items").as_array();
    }

    bool is_lost(Cursor const& since) { return changes_since(pool, user, since).is_lost; }
};

class TreeThatChanges : public Tree, public testing::WithParamInterface<char const*> {};

TEST_P(TreeThatChanges, has_another_version)
{
    send(library({notebook(1, {page(1, 1), page(2, 2)}), notebook(2, {})}));
    auto const before = tree_version(pool, user);
    auto const shown = items();
    run(GetParam());
    EXPECT_NE(items(), shown) << "the test itself must change something";
    EXPECT_NE(tree_version(pool, user), before);
    EXPECT_EQ(tree_version(pool, user), read_tree(pool, user).version);
}

INSTANTIATE_TEST_SUITE_P(
    By, TreeThatChanges,
    testing::Values(
        "UPDATE notebooks SET visible_name = 'Another'", "UPDATE notebooks SET is_trashed = true",
        "UPDATE notebooks SET tags = '{work}'", "UPDATE notebooks SET last_opened = now()",
        "UPDATE notebooks SET deleted_at = now()",
        "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
        "SELECT user_id, gen_random_uuid(), 'folder', 'New' FROM notebooks LIMIT 1",
        "DELETE FROM notebooks", "UPDATE pages SET ocr_status = 'pending' WHERE page_number = 1",
        "UPDATE pages SET ocr_status = 'completed'", "UPDATE pages SET ocr_status = 'failed'",
        "UPDATE pages SET ocr_status = 'pending_quota'",
        "UPDATE pages SET tags = '{work}' WHERE page_number = 2",
        "UPDATE pages SET deleted_at = now() WHERE page_number = 2",
        "DELETE FROM pages WHERE page_number = 2",
        "UPDATE pages SET notebook_id = (SELECT id FROM notebooks WHERE notebook_uuid::text LIKE '%2') "
        "WHERE page_number = 2",
        "INSERT INTO pages (user_id, notebook_id, page_uuid, page_number) "
        "SELECT user_id, id, gen_random_uuid(), 9 FROM notebooks"));

TEST_F(Tree, tells_what_pages_are_tagged_with)
{
    send(library({notebook(1, {page(1, 1), page(2, 2)}), notebook(2, {page(3, 3)})}));
    auto const tags = [&] { return json::parse(items()).at(0).at("page_tags"); };
    EXPECT_EQ(tags(), json::array());
    run("UPDATE pages SET tags = '{work,\"to do\"}' WHERE page_number = 1");
    run("UPDATE pages SET tags = '{work,gone}', deleted_at = now() WHERE page_number = 2");
    EXPECT_EQ(tags(), json::array({"to do", "work"}));
    run("UPDATE pages SET tags = (SELECT array_agg(number::text) FROM generate_series(1000, 1999) AS number) "
        "WHERE page_number = 1");
    EXPECT_EQ(tags().as_array().size(), 200);
    EXPECT_EQ(tags().at(199), "1199");
}

class TreeThatStays : public Tree, public testing::WithParamInterface<char const*> {};

TEST_P(TreeThatStays, keeps_its_version)
{
    send(library({notebook(1, {page(1, 1), page(2, 2), page(3, 3)}), notebook(2, {})}));
    set_page("ocr_status = 'pending'");
    run("UPDATE pages SET deleted_at = now() WHERE page_number = 3; "
        "INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) "
        "SELECT user_id, id, 0, 'Buy ink', 't1:0' FROM pages WHERE page_number = 1");
    auto const before = tree_version(pool, user);
    auto const shown = items();
    run(GetParam());
    EXPECT_EQ(items(), shown) << "the test itself must change nothing";
    EXPECT_EQ(tree_version(pool, user), before);
}

INSTANTIATE_TEST_SUITE_P(
    By, TreeThatStays,
    testing::Values("UPDATE pages SET ocr_status = 'processing' WHERE ocr_status = 'pending'",
                    "UPDATE pages SET ocr_text = 'Friday', typed_text = 'Shopping', image_hash = 'i1:0'",
                    "UPDATE pages SET page_number = page_number + 10", "UPDATE todos SET is_completed = true",
                    "DELETE FROM todos", "DELETE FROM pages WHERE deleted_at IS NOT NULL",
                    "UPDATE notebooks SET visible_name = 'Undone' WHERE false"));

TEST_F(Tree, of_another_user_has_another_version_even_when_both_are_empty)
{
    auto const other = add_user("other@example.org");
    EXPECT_NE(tree_version(pool, user), tree_version(pool, other));
    send(library({notebook(1, {page(1, 1)})}));
    send(library({notebook(1, {page(1, 1)})}), other);
    auto const others = tree_version(pool, other);
    EXPECT_NE(tree_version(pool, user), others);
    run("UPDATE notebooks SET visible_name = 'Mine' WHERE user_id = '" + user.text() + "'");
    EXPECT_EQ(tree_version(pool, other), others);
}

TEST_F(Tree, of_many_who_are_changed_at_once_is_another_for_each)
{
    auto const other = add_user("other@example.org");
    send(library({notebook(1, {}), notebook(2, {})}));
    send(library({notebook(1, {}), notebook(2, {})}), other);
    auto const before = std::pair(tree_version(pool, user), tree_version(pool, other));
    run("UPDATE notebooks SET is_pinned = true");
    EXPECT_NE(tree_version(pool, user), before.first);
    EXPECT_NE(tree_version(pool, other), before.second);
}

TEST_F(Tree, is_read_notebook_by_notebook_also_by_whom_postgresql_believes_to_have_no_pages)
{
    json::array many;
    for (std::size_t number = 1; number <= 60; ++number) {
        json::array pages;
        for (std::size_t nth = 1; nth <= 50; ++nth)
            pages.push_back(page(100 * number + nth, 100 * number + nth));
        many.push_back(notebook(number, std::move(pages)));
    }
    send(library(std::move(many)));
    auto const owner = db::open_connection(database.url(), std::chrono::seconds(60));
    pqxx::nontransaction(*owner).exec("ANALYZE pages");
    auto const other = add_user("other@example.org");
    send(library({notebook(1, {page(1, 1)}), notebook(2, {page(2, 2)})}), other);
    auto const plan = db::as_user(pool, other, [](pqxx::work& work) {
        std::string lines;
        for (auto const& row : work.exec("EXPLAIN SELECT count(*) FROM pages WHERE deleted_at IS NULL AND "
                                         "notebook_id = (SELECT max(id::text)::uuid FROM notebooks)"))
            lines += row[0].as<std::string>() + "\n";
        return lines;
    });
    auto const condition = plan.find("Index Cond: ");
    EXPECT_NE(plan.find("(notebook_id = ", condition), std::string::npos) << plan;
}

TEST_F(Tree, that_was_rolled_back_is_the_old_one)
{
    send(library({notebook(1, {page(1, 1)})}));
    auto const before = tree_version(pool, user);
    run("SAVEPOINT before; UPDATE notebooks SET visible_name = 'Undone'; ROLLBACK TO before; "
        "UPDATE pages SET typed_text = 'kept'");
    EXPECT_EQ(tree_version(pool, user), before);
    run("SAVEPOINT before; UPDATE notebooks SET visible_name = 'Undone'; ROLLBACK TO before; "
        "UPDATE notebooks SET visible_name = 'Kept'");
    EXPECT_NE(tree_version(pool, user), before);
}

TEST_F(Tree, names_the_cursor_from_which_nothing_is_repeated_and_nothing_missed)
{
    EXPECT_EQ(cursor().str(), "0");
    send(library({notebook(1, {page(1, 1), page(2, 2)})}));
    auto const since = cursor();
    EXPECT_EQ(news(since).size(), 0U);
    set_page("tags = '{work}'");
    ASSERT_EQ(news(since).size(), 1U);
    EXPECT_EQ(news(since)[0].at("kind"), "page");
    EXPECT_EQ(news(cursor()).size(), 0U);
}

TEST_F(Tree, is_to_be_loaded_again_by_a_client_that_missed_a_purge)
{
    send(library({notebook(1, {page(1, 1), page(2, 2)})}));
    auto const before = cursor();
    set_page("deleted_at = now()");
    auto const heard = cursor();
    set_page("tags = '{gone}'");  // Of the tombstone: this is its last change.
    auto const after = cursor();
    send(library({notebook(2, {})}));
    run("DELETE FROM pages WHERE deleted_at IS NOT NULL");
    EXPECT_TRUE(is_lost(before));
    EXPECT_TRUE(is_lost(heard));
    EXPECT_EQ(news(after).size(), 1U) << "the new notebook";
    EXPECT_EQ(news(cursor()).size(), 0U);
}

TEST_F(Tree, is_to_be_loaded_again_by_everybody_when_something_that_was_shown_is_gone_for_good)
{
    send(library({notebook(1, {page(1, 1)}), notebook(2, {page(2, 2)})}));
    auto const before = cursor();
    run("DELETE FROM notebooks WHERE notebook_uuid = '" + uuid_of(1) + "'");
    EXPECT_TRUE(is_lost(before));
    EXPECT_EQ(json::parse(*read_tree(pool, user).answer).at("items").as_array().size(), 1U);
    EXPECT_EQ(news(cursor()).size(), 0U);
}

TEST_F(Tree, is_to_be_loaded_again_by_a_reader_of_another_database)
{
    EXPECT_TRUE(is_lost(*Cursor::parse("1")));
    send(library({notebook(1, {page(1, 1)})}));
    EXPECT_FALSE(is_lost(cursor()));
    auto const last = std::stoi(cursor().str());
    EXPECT_TRUE(is_lost(*Cursor::parse(std::to_string(last + 1))));
    EXPECT_FALSE(is_lost(Cursor()));
}

TEST_F(Tree, that_lost_something_is_still_read_from_the_beginning_piece_by_piece)
{
    json::array pages;
    for (std::size_t number = 1; number <= 1200; ++number)
        pages.push_back(page(number, number));
    send(library({notebook(1, std::move(pages))}));
    send(library({notebook(2, {})}));
    run("UPDATE notebooks SET deleted_at = now() WHERE notebook_uuid = '" + uuid_of(2) + "'");
    run("DELETE FROM notebooks WHERE deleted_at IS NOT NULL");
    Cursor since;
    std::size_t count = 0;
    for (int asked = 0; asked < 4; ++asked) {
        auto const changes = changes_since(pool, user, since);
        ASSERT_FALSE(changes.is_lost) << since.str();
        auto const answer = json::parse(changes.answer);
        count += answer.at("items").as_array().size();
        since = *Cursor::parse(answer.at("next").as_string());
    }
    EXPECT_EQ(count, 1201U);
    EXPECT_FALSE(is_lost(since));
    // Rows that are removed during a read may have been read already.
    run("UPDATE pages SET deleted_at = now() WHERE page_number = 1; DELETE FROM pages WHERE page_number = 1");
    EXPECT_TRUE(is_lost(since));
}

TEST_F(Tree, goes_with_its_user)
{
    send(library({notebook(1, {page(1, 1)})}));
    run("DELETE FROM users WHERE id = '" + user.text() + "'");
    EXPECT_EQ(value("SELECT (SELECT count(*) FROM pages) + (SELECT count(*) FROM change_counters)"), "0");
}

TEST_F(Tree, is_read_once_until_it_changes)
{
    auto const other = add_user("other@example.org");
    send(library({notebook(1, {page(1, 1)})}));
    Trees trees(pool, {.min_bytes = 0});
    auto const first = trees.read(user);
    EXPECT_EQ(first.version, tree_version(pool, user));
    EXPECT_EQ(trees.read(user).answer, first.answer);
    EXPECT_NE(trees.read(other).answer, first.answer);
    run("UPDATE notebooks SET visible_name = 'Another name'");
    auto const second = trees.read(user);
    EXPECT_EQ(second.version, tree_version(pool, user));
    EXPECT_EQ(*second.answer, *read_tree(pool, user).answer);
}

TEST_F(Tree, is_not_kept_once_it_is_old_or_too_large_or_small_enough_to_be_read_again)
{
    for (auto const options : {Trees::Options{.age = std::chrono::milliseconds(0), .min_bytes = 0},
                               Trees::Options{.min_bytes = 0, .max_bytes = 1}, Trees::Options{}}) {
        Trees trees(pool, options);
        auto const first = trees.read(user).answer;
        EXPECT_NE(trees.read(user).answer, first);
    }
}

}  // namespace
}  // namespace rmirror::test
