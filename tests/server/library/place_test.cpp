// SPDX-License-Identifier: AGPL-3.0-or-later
// The folder of each notebook, and whether it is deleted: also when a folder changes, for all that is in it.
#include "library/library.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

class Place : public LibraryTest {
protected:
    /// Runs a statement as an administrator of the database would, in its own transaction.
    void run(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    std::string of(std::size_t number, std::string const& column)
    {
        return value("SELECT " + column + " FROM notebooks WHERE notebook_uuid = '" + uuid_of(number) + "'");
    }

    std::string path(std::size_t number) { return of(number, "full_path"); }
    /// The last digits of the folders above.
    std::string folders(std::size_t number)
    {
        return of(number,
                  "(SELECT coalesce(string_agg(right(id::text, 2), ' ' ORDER BY nth), '') "
                  "FROM unnest(folders) WITH ORDINALITY AS above (id, nth))");
    }

    /// Of all, the numbers of those that the last change concerned, by this column.
    std::string reported_by(std::string const& column)
    {
        return value(
            "SELECT coalesce(string_agg(right(notebook_uuid::text, 1), ' ' ORDER BY notebook_uuid), '') "
            "FROM notebooks WHERE " +
            column + " = (SELECT last FROM change_counters)");
    }

    static json::object in(std::size_t folder, json::object item)
    {
        item["parent_uuid"] = uuid_of(folder);
        return item;
    }

    static json::object folder(std::size_t number, std::string const& name)
    {
        return {{"notebook_uuid", uuid_of(number)}, {"document_type", "folder"}, {"visible_name", name}};
    }

    /// 1 Work / 2 Projects / 3 Notebook 3; 4 Home / 5 Notebook 5; 6 Notebook 6.
    static json::array usual()
    {
        return {in(2, notebook(3, {page(31, 1)})),
                in(1, folder(2, "Projects")),
                folder(1, "Work"),
                folder(4, "Home"),
                in(4, notebook(5, {})),
                notebook(6, {})};
    }
};

TEST_F(Place, is_known_whatever_came_first)
{
    send(library(usual()));
    EXPECT_EQ(path(3), "Work/Projects/Notebook 3");
    EXPECT_EQ(folders(3), "01 02");
    EXPECT_EQ(path(6), "Notebook 6");
    send(library({in(9, notebook(7, {}))}));
    EXPECT_EQ(path(7), "Notebook 7") << "its folder is not there";
    send(library({folder(9, "Late")}));
    EXPECT_EQ(path(7), "Late/Notebook 7");
    EXPECT_EQ(reported_by("change"), "7 9");
    EXPECT_EQ(reported_by("items_change"), "7 9");
}

struct Reported {
    char const* change;  // Of the folder Work.
    std::string reported;
    std::string path, folders;  // Of the notebook 3.
    std::string is_gone;
};

class PlaceOfFolder : public Place, public testing::WithParamInterface<Reported> {};

TEST_P(PlaceOfFolder, that_changes_is_told_of_all_that_is_in_it)
{
    send(library(usual()));
    auto const& [change, reported, path, folders, is_gone] = GetParam();
    run("UPDATE notebooks SET " + std::string(change) + " WHERE notebook_uuid = '" + uuid_of(1) + "'");
    EXPECT_EQ(reported_by("change"), reported);
    EXPECT_EQ(reported_by("items_change"), reported);
    EXPECT_EQ(this->path(3), path);
    EXPECT_EQ(this->folders(3), folders);
    EXPECT_EQ(of(3, "is_gone::text"), is_gone);
    EXPECT_EQ(of(5, "is_gone::text"), "false");
}

INSTANTIATE_TEST_SUITE_P(
    By, PlaceOfFolder,
    testing::Values(Reported{"visible_name = 'Office'", "1 2 3", "Office/Projects/Notebook 3", "01 02",
                             "false"},
                    Reported{"parent_uuid = '00000000-0000-4000-8000-000000000004'", "1 2 3",
                             "Home/Work/Projects/Notebook 3", "04 01 02", "false"},
                    Reported{"is_trashed = true", "1 2 3", "Work/Projects/Notebook 3", "01 02", "true"},
                    // Its content moves to the top.
                    Reported{"deleted_at = now()", "1 2 3", "Projects/Notebook 3", "02", "false"},
                    Reported{"document_type = 'pdf'", "1 2 3", "Projects/Notebook 3", "02", "false"}));

TEST_F(Place, in_the_trash_is_gone_and_taken_out_there_again)
{
    send(library(usual()));
    auto moved = usual();
    moved[2].as_object()["is_trashed"] = true;
    send(library(moved));
    EXPECT_EQ(reported_by("items_change"), "1 2 3");
    EXPECT_EQ(of(3, "is_gone::text"), "true");
    EXPECT_EQ(of(6, "is_gone::text"), "false");
    send(library(usual()));
    EXPECT_EQ(reported_by("items_change"), "1 2 3");
    EXPECT_EQ(of(3, "is_gone::text"), "false");
}

TEST_F(Place, of_a_deleted_notebook_is_found_anew_when_it_comes_back)
{
    send(library(usual()));
    auto deleted = library(json::array());
    deleted["deleted_notebooks"] = json::array{uuid_of(3)};
    send(deleted);
    EXPECT_EQ(of(3, "is_gone::text"), "true");
    EXPECT_EQ(path(3), "Work/Projects/Notebook 3") << "as it was";
    run("UPDATE notebooks SET visible_name = 'Office' WHERE notebook_uuid = '" + uuid_of(1) + "'");
    EXPECT_EQ(reported_by("change"), "1 2") << "nothing changes for what is gone";
    send(library(usual()));
    EXPECT_EQ(of(3, "is_gone::text"), "false");
    EXPECT_EQ(path(3), "Work/Projects/Notebook 3");
}

TEST_F(Place, that_is_gone_for_good_holds_nothing)
{
    send(library(usual()));
    run("DELETE FROM notebooks WHERE notebook_uuid = '" + uuid_of(1) + "'");
    EXPECT_EQ(path(3), "Projects/Notebook 3");
}

class ItemsOfNotebook : public Place, public testing::WithParamInterface<std::pair<char const*, bool>> {};

TEST_P(ItemsOfNotebook, are_told_when_something_changed_that_holds_for_all_of_them)
{
    send(library(usual()));
    run("UPDATE notebooks SET " + std::string(GetParam().first) + " WHERE notebook_uuid = '" + uuid_of(3) +
        "'");
    EXPECT_EQ(reported_by("change"), "3");
    EXPECT_EQ(reported_by("items_change"), GetParam().second ? "3" : "");
}

INSTANTIATE_TEST_SUITE_P(
    By, ItemsOfNotebook,
    testing::Values(std::pair("visible_name = 'Another'", true), std::pair("tags = '{work}'", true),
                    std::pair("authors = '{Ada}'", true), std::pair("document_type = 'pdf'", true),
                    std::pair("parent_uuid = NULL", true), std::pair("is_trashed = true", true),
                    std::pair("deleted_at = now()", true), std::pair("is_pinned = true", false),
                    std::pair("last_opened = now()", false), std::pair("orientation = 'landscape'", false)));

TEST_F(Place, of_folders_that_lie_in_each_other_ends)
{
    send(library({in(2, folder(1, "a")), in(1, folder(2, "b")), in(1, notebook(3, {})), folder(4, "self"),
                  in(4, notebook(5, {})), in(3, notebook(6, {}))}));
    run("UPDATE notebooks SET parent_uuid = notebook_uuid WHERE visible_name = 'self'");
    EXPECT_EQ(path(1), "b/a");
    EXPECT_EQ(path(2), "a/b");
    EXPECT_EQ(path(3), "b/a/Notebook 3");
    EXPECT_EQ(path(4), "self");
    EXPECT_EQ(path(5), "self/Notebook 5");
    EXPECT_EQ(path(6), "Notebook 6") << "a notebook is no folder";
    run("UPDATE notebooks SET is_trashed = true WHERE visible_name = 'a'");
    EXPECT_EQ(reported_by("items_change"), "1 2 3");
}

TEST_F(Place, leaves_out_the_outermost_of_very_many_folders_and_very_long_names)
{
    run("INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, parent_uuid) "
        "SELECT '" +
        user.text() +
        "', ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'folder', "
        "repeat('x', CASE WHEN n > 200 THEN 3 ELSE 1000 END), "
        "('00000000-0000-4000-8000-' || lpad((n - 1)::text, 12, '0'))::uuid FROM generate_series(1, 300) AS "
        "n");
    EXPECT_EQ(of(300, "cardinality(folders) || ' ' || length(full_path)"), "32 131");
    EXPECT_EQ(of(2, "cardinality(folders) || ' ' || length(full_path)"), "1 2001");
    EXPECT_EQ(of(5, "cardinality(folders) || ' ' || length(full_path)"), "4 2001");
}

TEST_F(Place, of_one_that_changed_is_found_without_all_others)
{
    run("INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, parent_uuid) "
        "SELECT '" +
        user.text() +
        "', ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, "
        "CASE WHEN n <= 100 THEN 'folder' ELSE 'notebook' END, 'N' || n, "
        "CASE WHEN n > 100 THEN ('00000000-0000-4000-8000-' || lpad((1 + n % 100)::text, 12, '0'))::uuid END "
        "FROM generate_series(1, 3000) AS n");
    auto const read_for = [&](std::string const& change) {
        return db::as_user(pool, user, [&](pqxx::work& work) {
            auto const read =
                "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables "
                "WHERE relname = 'notebooks'";
            auto const before = work.exec1(read)[0].as<int>();
            work.exec("UPDATE notebooks SET " + change);
            return work.exec1(read)[0].as<int>() - before;
        });
    };
    EXPECT_LT(read_for("visible_name = 'New' WHERE notebook_uuid = '" + uuid_of(2000) + "'"), 50);
    EXPECT_EQ(path(2000), "N1/New");
    EXPECT_LT(read_for("visible_name = 'Top' WHERE notebook_uuid = '" + uuid_of(7) + "'"), 400)
        << "29 lie in it";
}

}  // namespace
}  // namespace rmirror::test
