// SPDX-License-Identifier: AGPL-3.0-or-later
// The change log tells everything: for each change of a library, the rows that have its number.
#include "library/changes/changes.hpp"

#include "blobs/pictures.hpp"
#include "library/library.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;
using library::changes_since;
using library::Cursor;

class ChangeLog : public LibraryTest {
protected:
    void run(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    json::array news()
    {
        auto const changes = changes_since(pool, user, since_);
        EXPECT_FALSE(changes.is_lost) << since_.str();
        auto const answer = json::parse(changes.answer);
        EXPECT_FALSE(answer.at("more").as_bool());
        since_ = *Cursor::parse(answer.at("next").as_string());
        return answer.at("items").as_array();
    }

    /// The kinds of what is new since this was last asked, a "-" before what is gone.
    std::string reported()
    {
        std::string kinds;
        for (auto const& item : news())
            kinds += (kinds.empty() ? "" : " ") + std::string(item.at("deleted").as_bool() ? "-" : "") +
                     std::string(item.at("kind").as_string());
        return kinds;
    }

    Cursor cursor()
    {
        news();
        return since_;
    }

    void add_todo(std::size_t page)
    {
        run("INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) "
            "SELECT user_id, id, 0, 'Buy ink', 't1:0' FROM pages WHERE page_uuid = '" +
            uuid_of(page) + "'");
    }

    void add_record(std::string const& target)
    {
        run("INSERT INTO sync_records (user_id, target_name, item_type, item_key, status) VALUES ('" +
            user.text() + "', '" + target + "', 'page_text', uuid_v7(), 'success')");
    }

private:
    Cursor since_;
};

TEST_F(ChangeLog, tells_of_todos_that_their_page_went_and_came_back)
{
    send(library({notebook(1, {page(1, 1), page(2, 2)})}));
    add_todo(1);
    add_todo(2);
    news();
    send(library({notebook(1, {page(1, 1)})}));
    EXPECT_EQ(reported(), "-page -todo");
    auto const id = value("SELECT id FROM todos WHERE ordinal = 0 ORDER BY change DESC LIMIT 1");
    send(library({notebook(1, {page(1, 1), page(2, 2)})}));
    EXPECT_EQ(reported(), "page todo");
    EXPECT_EQ(value("SELECT id FROM todos ORDER BY change DESC LIMIT 1"), id);
}

TEST_F(ChangeLog, tells_of_all_in_a_notebook_that_it_went)
{
    send(library({notebook(1, {page(1, 1), page(2, 2)}), notebook(2, {page(3, 3)})}));
    add_todo(2);
    add_todo(3);
    news();
    auto deleted = library(json::array());
    deleted["deleted_notebooks"] = json::array{uuid_of(1)};
    send(deleted);
    EXPECT_EQ(reported(), "-notebook -page -page -todo");
}

TEST_F(ChangeLog, tells_of_pages_that_they_have_another_place)
{
    send(library({notebook(1, {page(1, 1), page(2, 2), page(3, 3)})}));
    news();
    send(library({notebook(1, {page(2, 2), page(1, 1), page(3, 3)})}));
    EXPECT_EQ(reported(), "page page");
    send(library({notebook(1, {page(2, 2), page(3, 3)})}));
    EXPECT_EQ(reported(), "-page page") << "by their ids";
    send(library({notebook(1, {page(2, 2), page(3, 3)})}));
    EXPECT_EQ(reported(), "");
}

TEST_F(ChangeLog, tells_of_another_picture_of_the_same_ink)
{
    send(library({notebook(1, {page(1, 1), page(2, 2)})}));
    auto const first = png() + "first";
    store(image_of(1, 1, 1, first), first);
    EXPECT_EQ(reported(), "notebook page page");
    store(image_of(1, 1, 1, first), first);
    EXPECT_EQ(reported(), "") << "the same one";
    auto const second = png() + "second";
    store(image_of(1, 1, 1, second), second);
    EXPECT_EQ(reported(), "page");
    auto wider = image_of(1, 1, 1, second);
    wider.place.width = 200;
    store(wider, second);
    EXPECT_EQ(reported(), "page") << "it shows more of the page";
}

TEST_F(ChangeLog, tells_of_what_lies_in_a_folder_that_it_is_called_otherwise)
{
    json::object folder = {
        {"notebook_uuid", uuid_of(1)}, {"document_type", "folder"}, {"visible_name", "Work"}};
    auto inside = notebook(2, {page(1, 1)});
    inside["parent_uuid"] = uuid_of(1);
    send(library({folder, inside}));
    news();
    folder["visible_name"] = "Office";
    send(library({folder, inside}));
    auto const items = news();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[1].at("value").at("full_path"), "Office/Notebook 2");
}

TEST_F(ChangeLog, tells_what_targets_are_have_and_say)
{
    run("INSERT INTO integrations (user_id, target_name, settings) VALUES ('" + user.text() +
        "', 'webhook', '{\"url\": \"https://example.org\"}')");
    add_record("webhook");
    run("INSERT INTO notifications (user_id, kind, about) VALUES ('" + user.text() +
        "', 'first_sync', 'once')");
    auto const items = news();
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].at("kind"), "integration");
    EXPECT_EQ(items[0].at("value").at("target_name"), "webhook");
    EXPECT_FALSE(items[0].at("value").as_object().contains("settings"));
    EXPECT_EQ(items[1].at("kind"), "record");
    EXPECT_EQ(items[1].at("value").at("status"), "success");
    EXPECT_EQ(items[2].at("kind"), "notification");
    EXPECT_EQ(items[2].at("value").at("kind"), "first_sync");
    run("UPDATE integrations SET is_enabled = false");
    EXPECT_EQ(reported(), "integration");
    run("UPDATE sync_records SET deleted_at = now()");
    EXPECT_EQ(reported(), "-record");
    run("UPDATE notifications SET read_at = now()");
    EXPECT_EQ(reported(), "notification");
}

TEST_F(ChangeLog, tells_of_an_integration_that_it_was_removed)
{
    run("INSERT INTO integrations (user_id, target_name) VALUES ('" + user.text() + "', 'webhook')");
    auto const id = news()[0].at("value").at("id");
    run("DELETE FROM integrations");
    auto const gone = news();
    ASSERT_EQ(gone.size(), 1U);
    EXPECT_EQ(gone[0].at("kind"), "integration");
    EXPECT_TRUE(gone[0].at("deleted").as_bool());
    EXPECT_EQ(gone[0].at("value").at("id"), id);
    EXPECT_EQ(gone[0].at("value").at("target_name"), "webhook");
    EXPECT_EQ(gone[0].at("value").at("is_enabled"), false);
    run("INSERT INTO integrations (user_id, target_name) VALUES ('" + user.text() + "', 'webhook')");
    auto const again = news();
    ASSERT_EQ(again.size(), 1U);
    EXPECT_FALSE(again[0].at("deleted").as_bool());
    EXPECT_NE(again[0].at("value").at("id"), id);
    run("DELETE FROM users");
    EXPECT_EQ(value("SELECT count(*) FROM removed_integrations"), "0");
}

TEST_F(ChangeLog, lets_nobody_miss_a_record_that_vanished)
{
    add_record("webhook");
    auto const before = cursor();
    add_record("readwise");
    auto const after = cursor();
    run("DELETE FROM sync_records WHERE target_name = 'webhook'");
    for (auto const& since : {before, after})
        EXPECT_TRUE(changes_since(pool, user, since).is_lost) << since.str();
    EXPECT_FALSE(changes_since(pool, user, {}).is_lost);
}

TEST_F(ChangeLog, tells_nothing_of_how_far_a_target_has_come)
{
    run("INSERT INTO integrations (user_id, target_name) VALUES ('" + user.text() + "', 'webhook')");
    news();
    run("UPDATE integrations SET cursor_change = 7, checked_at = now()");
    EXPECT_EQ(reported(), "");
}

TEST_F(ChangeLog, tells_everybody_their_own)
{
    auto const other = add_user("other@example.org");
    run("INSERT INTO notifications (user_id, kind, about) SELECT id, 'first_sync', 'once' FROM users");
    EXPECT_EQ(reported(), "notification");
    run("UPDATE notifications SET read_at = now() WHERE user_id = '" + other.text() + "'");
    EXPECT_EQ(reported(), "");
}

}  // namespace
}  // namespace rmirror::test
