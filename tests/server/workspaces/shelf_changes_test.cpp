// SPDX-License-Identifier: AGPL-3.0-or-later
// Readers of a workspace's changes miss none, however notebooks and members come and go.
#include "workspaces/shelf_changes.hpp"

#include "library/work.hpp"
#include "workspaces/shelf.hpp"
#include "workspaces/workspace_fixture.hpp"

#include <array>
#include <map>
#include <random>

namespace rmirror::test {
namespace {

namespace json = boost::json;
using workspaces::Role;
using workspaces::ShelfCursor;

/// What a client knows of a workspace: what it was told, by kind and id.
class Reader {
public:
    Reader(db::Pool& pool, UserId member, std::string workspace)
        : pool_(pool), member_(std::move(member)), workspace_(std::move(workspace))
    {}

    /// Reads all that is new. One that is no member any more, or has lost its place, begins again.
    void read()
    {
        for (bool has_more = true; has_more;) {
            auto const changes = workspaces::shelf_changes_since(pool_, member_, workspace_, cursor_);
            if (changes.is_of_no_member || changes.is_lost) {
                known_.clear();
                cursor_ = {};
                if (changes.is_of_no_member)
                    return;
                continue;
            }
            auto const answer = json::parse(changes.answer);
            for (auto const& item : answer.at("items").as_array())
                apply(item);
            cursor_ = ShelfCursor::parse(answer.at("next").as_string()).value();
            has_more = answer.at("more").as_bool();
        }
    }

    bool is_up_to_date() const
    {
        return workspaces::shelf_changes_since(pool_, member_, workspace_, cursor_).is_empty;
    }

    std::map<std::string, std::string> const& known() const { return known_; }
    ShelfCursor const& cursor() const { return cursor_; }

private:
    void apply(json::value const& item)
    {
        auto const& value = item.at("value");
        std::string const kind(item.at("kind").as_string());
        std::string const id(value.at("id").as_string());
        known_.erase(kind + id);
        if (!item.at("deleted").as_bool())
            known_.emplace(kind + id, json::serialize(value));
        else if (kind == "notebook")
            forget_pages_of(std::string(value.at("notebook_uuid").as_string()));
        else if (kind == "page")
            forget_parts_of(id);
    }

    void forget_pages_of(std::string const& notebook_uuid)
    {
        std::vector<std::string> pages;
        for (auto const& [key, text] : known_)
            if (key.starts_with("page") && text.find(notebook_uuid) != std::string::npos)
                pages.push_back(key);
        for (auto const& key : pages) {
            known_.erase(key);
            forget_parts_of(key.substr(4));
        }
    }

    void forget_parts_of(std::string const& page_id)
    {
        std::erase_if(known_, [&](auto const& each) {
            return each.first.starts_with("todo") && each.second.find(page_id) != std::string::npos;
        });
    }

    db::Pool& pool_;
    UserId member_;
    std::string workspace_;
    ShelfCursor cursor_;
    std::map<std::string, std::string> known_;
};

struct ShelfChanges : WorkspaceTest {
    ShelfChanges()
    {
        send(test::library({notebook(1, {page(1, 1)}), notebook(2, {page(2, 2)})}), ada);
        send(test::library({notebook(11, {page(11, 1)})}), bob);
    }

    void run(std::string const& sql)
    {
        system([&](pqxx::work& work) { work.exec(sql); });
    }

    void rename(std::size_t notebook, std::string const& name)
    {
        run("UPDATE notebooks SET visible_name = '" + name + "' WHERE notebook_uuid = '" + uuid_of(notebook) +
            "'");
    }

    void add_todo(std::size_t page)
    {
        run("INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) "
            "SELECT user_id, id, 0, 'Buy ink', 't1:0' FROM pages WHERE page_uuid = '" +
            uuid_of(page) + "'");
    }

    std::map<std::string, std::string> all_of(UserId const& member, std::string const& workspace)
    {
        Reader reader(pool, member, workspace);
        reader.read();
        return reader.known();
    }
};

TEST_F(ShelfChanges, begin_where_the_tree_ends)
{
    auto const workspace = create(ada);
    join(workspace, bob, Role::viewer);
    move(ada, 1, workspace);
    auto const tree = json::parse(workspaces::read_shelf(pool, bob, workspace).value());
    ASSERT_EQ(tree.at("items").as_array().size(), 1U);
    auto const cursor = ShelfCursor::parse(tree.at("cursor").as_string()).value();
    EXPECT_TRUE(workspaces::shelf_changes_since(pool, bob, workspace, cursor).is_empty);
    rename(1, "Renamed");
    rename(2, "Private");
    auto const news = json::parse(workspaces::shelf_changes_since(pool, bob, workspace, cursor).answer);
    ASSERT_EQ(news.at("items").as_array().size(), 1U);
    EXPECT_EQ(news.at("items").at(0).at("value").at("visible_name"), "Renamed");
}

TEST_F(ShelfChanges, show_the_pages_of_a_notebook_that_was_written_long_before_it_came)
{
    auto const workspace = create(ada);
    join(workspace, bob, Role::viewer);
    add_todo(1);
    move(ada, 2, workspace);
    Reader reader(pool, bob, workspace);
    reader.read();
    move(ada, 1, workspace);
    reader.read();
    EXPECT_EQ(reader.known(), all_of(bob, workspace));
    EXPECT_EQ(reader.known().size(), 5U) << "Two notebooks, two pages, a to-do.";
}

TEST_F(ShelfChanges, show_a_notebook_that_left_as_deleted_and_without_its_name)
{
    auto const workspace = create(ada);
    join(workspace, bob, Role::viewer);
    move(ada, 1, workspace);
    Reader reader(pool, bob, workspace);
    reader.read();
    rename(1, "Secret");
    move(ada, 1, "");
    auto const changes = workspaces::shelf_changes_since(pool, bob, workspace, reader.cursor());
    EXPECT_EQ(changes.answer.find("Secret"), std::string::npos) << changes.answer;
    reader.read();
    EXPECT_TRUE(reader.known().empty());
}

TEST_F(ShelfChanges, are_none_for_others)
{
    auto const workspace = create(ada);
    EXPECT_TRUE(workspaces::shelf_changes_since(pool, bob, workspace, {}).is_of_no_member);
    EXPECT_EQ(workspaces::read_shelf(pool, bob, workspace), std::nullopt);
}

TEST_F(ShelfChanges, begin_again_for_who_has_read_of_an_account_that_is_gone)
{
    auto const workspace = create(ada);
    join(workspace, bob, Role::member);
    move(bob, 11, workspace);
    Reader reader(pool, ada, workspace);
    reader.read();
    run("DELETE FROM users WHERE id = '" + bob.text() + "'");
    EXPECT_TRUE(workspaces::shelf_changes_since(pool, ada, workspace, reader.cursor()).is_lost);
}

TEST_F(ShelfChanges, refuse_cursors_that_are_none)
{
    auto const person = ada.text();
    auto const of_unknown_kind = person + ":1.pen." + person;
    EXPECT_TRUE(ShelfCursor::parse(""));
    EXPECT_TRUE(ShelfCursor::parse(person + ":12.page." + person + "," + bob.text() + ":0"));
    for (auto const& text : {std::string("12"), person, person + ":", person + ":1,", "," + person + ":1",
                             of_unknown_kind, person + ":-1", std::string(20'000, ',')})
        EXPECT_FALSE(ShelfCursor::parse(text)) << text;
}

/// Two people, three workspaces, moves, edits and memberships at random. Readers read now and then; in the
/// end each knows what a new reader learns, and has nothing more to read.
class AtRandom : public ShelfChanges, public testing::WithParamInterface<int> {
protected:
    AtRandom() : random_(static_cast<unsigned>(GetParam()))
    {
        for (auto& workspace : workspaces_) {
            workspace = create(ada);
            join(workspace, bob, Role::member);
        }
        for (auto const& workspace : workspaces_)
            for (auto const& person : {ada, bob})
                readers_.emplace_back(pool, person, workspace);
    }

    std::size_t below(std::size_t limit) { return random_() % limit; }

    void act()
    {
        constexpr std::array<std::size_t, 3> kNotebooks = {1, 2, 11};
        auto const notebook = kNotebooks.at(below(kNotebooks.size()));
        auto const& workspace = workspaces_.at(below(workspaces_.size()));
        switch (below(7)) {
            case 0:
            case 1:
                move(notebook < 10 ? ada : bob, notebook, below(3) == 0 ? "" : workspace);
                break;
            case 2:
                rename(notebook, "Name " + std::to_string(random_()));
                break;
            case 3:
                add_todo(notebook);
                break;
            case 4:
                run("UPDATE pages SET deleted_at = CASE WHEN deleted_at IS NULL THEN now() END WHERE "
                    "page_uuid = '" +
                    uuid_of(notebook) + "'");
                break;
            case 5:
                if (role_of(workspace, bob) == "none")
                    join(workspace, bob, Role::member);
                else
                    system([&](pqxx::work& work) { workspaces::remove_member(work, ada, workspace, bob); });
                break;
            default:
                readers_.at(below(readers_.size())).read();
        }
    }

    std::mt19937 random_;
    std::array<std::string, 3> workspaces_;
    std::vector<Reader> readers_;
};

TEST_P(AtRandom, all_readers_end_equal)
{
    for (int step = 0; step < 60; ++step)
        act();
    std::size_t at = 0;
    for (auto const& workspace : workspaces_)
        for (auto const& person : {ada, bob}) {
            auto& reader = readers_.at(at++);
            reader.read();
            EXPECT_EQ(reader.known(), all_of(person, workspace)) << person.text() << " " << workspace;
            if (role_of(workspace, person) != "none") {
                EXPECT_TRUE(reader.is_up_to_date());
            }
        }
}

INSTANTIATE_TEST_SUITE_P(ShelfChanges, AtRandom, testing::Range(0, 25));

}  // namespace
}  // namespace rmirror::test
