// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks that went from the tablet stay for as long as their owner chose; what a person deleted here, and
// single pages, for the server's days.
#include "library/deletion/delete_notebook.hpp"
#include "library/deletion/purge.hpp"
#include "library/library.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

class Retention : public LibraryTest {
protected:
    void choose(std::string const& days, UserId const& as)
    {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec("UPDATE users SET retention_days = " + days + " WHERE id = '" + as.text() + "'");
        });
    }

    void choose(std::string const& days) { choose(days, user); }

    void let_days_pass(int days)
    {
        db::as_system(pool, [&](pqxx::work& work) {
            for (std::string const table : {"todos", "highlights", "pages", "notebooks"})
                work.exec("UPDATE " + table + " SET deleted_at = (SELECT deleted_at - interval '" +
                          std::to_string(days) + " days') WHERE deleted_at IS NOT NULL");
        });
    }

    static json::object marked(std::size_t number)
    {
        auto marked = page(number, number);
        marked["highlights"] = {{{"original_text", "marked"}}};
        return marked;
    }

    /// One notebook goes from the tablet, of another a page; a third is deleted here.
    void remove_some()
    {
        auto const stays = notebook(2, {page(21, 21)});
        auto const here = notebook(3, {page(31, 31)});
        send(
            library({notebook(1, {marked(11)}), notebook(2, {page(21, 21), page(22, 22)}), here}, "library"));
        send(library({stays, here}, "library"));
        library::write(pool, user, [&](library::LibraryWork& work) {
            return library::delete_notebook(work, rules, uuid_of(3));
        });
    }

    void purge(std::size_t server_days = 30) { library::purge(pool, server_days, 1000); }

    std::string left()
    {
        return value(
            "SELECT concat_ws(' ', (SELECT count(*) FROM notebooks), "
            "(SELECT string_agg(right(page_uuid::text, 2), ',' ORDER BY page_uuid) FROM pages))");
    }
};

TEST_F(Retention, keeps_what_went_from_the_tablet_unless_its_owner_chose_otherwise)
{
    remove_some();
    let_days_pass(1000);
    purge();
    EXPECT_EQ(left(), "3 11,21") << "single pages and what was deleted here go; of the latter a row stays";
    choose("1001");
    purge();
    EXPECT_EQ(left(), "3 11,21");
    choose("999");
    purge();
    EXPECT_EQ(left(), "2 21");
}

TEST_F(Retention, is_each_owners_own)
{
    auto const other = add_user("other@example.org");
    for (auto const& owner : {user, other}) {
        send(library({notebook(1, {page(11, 11)}), notebook(2, {page(21, 21)})}, "library"), owner);
        send(library({notebook(2, {page(21, 21)})}, "library"), owner);
    }
    let_days_pass(20);
    choose("7", other);
    purge();
    EXPECT_EQ(value("SELECT string_agg(user_id::text, ' ') FROM pages WHERE deleted_at IS NOT NULL"),
              user.text());
}

TEST_F(Retention, holds_on_a_server_that_keeps_all_that_was_deleted)
{
    remove_some();
    let_days_pass(1000);
    choose("30");
    purge(0);
    EXPECT_EQ(left(), "2 21,22,31");
}

TEST_F(Retention, brings_a_notebook_back_whole_after_the_servers_days)
{
    remove_some();
    let_days_pass(400);
    purge();
    EXPECT_TRUE(library::write(
        pool, user, [&](library::LibraryWork& work) { return library::restore_notebook(work, uuid_of(1)); }));
    EXPECT_EQ(value("SELECT string_agg(original_text, ' ') FROM highlights WHERE deleted_at IS NULL"),
              "marked");
}

}  // namespace
}  // namespace rmirror::test
