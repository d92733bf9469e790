// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person deletes here stays deleted, whatever devices list, and comes back whole when it is restored.
#include "library/deletion/delete_notebook.hpp"

#include "library/deletion/purge.hpp"
#include "library/library.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;
using library::Deletion;

constexpr auto kNovember = "2026-11-01T08:00:00.000Z";

class DeletedHere : public LibraryTest {
protected:
    Deletion remove(std::size_t number, UserId const& as)
    {
        return library::write(pool, as, [&](library::LibraryWork& work) {
            return library::delete_notebook(work, rules, uuid_of(number));
        });
    }

    Deletion remove(std::size_t number) { return remove(number, user); }

    bool restore(std::size_t number, UserId const& as)
    {
        return library::write(pool, as, [&](library::LibraryWork& work) {
            return library::restore_notebook(work, uuid_of(number));
        });
    }

    bool restore(std::size_t number) { return restore(number, user); }

    static json::object marked_page(std::size_t number, char const* text)
    {
        auto marked = page(number, number);
        marked["highlights"] = {{{"original_text", text}}};
        return marked;
    }

    static json::object diary()
    {
        auto entry = notebook(1, {marked_page(11, "marked"), page(12, 12)});
        entry["last_modified"] = kNovember;
        return entry;
    }

    /// Live notebooks, pages and highlights.
    std::string live()
    {
        return value(
            "SELECT concat_ws(' ', (SELECT count(*) FROM notebooks WHERE deleted_at IS NULL), "
            "(SELECT count(*) FROM pages WHERE deleted_at IS NULL), "
            "(SELECT string_agg(original_text, ',') FROM highlights WHERE deleted_at IS NULL))");
    }

    std::string deleted_here(json::object const& manifest)
    {
        auto const answer = send(manifest);
        EXPECT_TRUE(answer.at("older_notebooks").as_array().empty());
        return json::serialize(answer.at("deleted_here"));
    }

    void make_old()
    {
        db::as_system(pool, [](pqxx::work& work) {
            work.exec("UPDATE users SET retention_days = 30");
            for (std::string const table : {"pages", "highlights", "notebooks"})
                work.exec("UPDATE " + table +
                          " SET deleted_at = (SELECT deleted_at - interval '31 days') WHERE deleted_at IS "
                          "NOT NULL");
        });
    }

    bool purge(std::size_t number, UserId const& as)
    {
        return library::purge_notebook(pool, as, uuid_of(number));
    }

    std::string const only_first = "[\"" + uuid_of(1) + "\"]";
};

TEST_F(DeletedHere, is_not_brought_back_by_listing_it)
{
    send(library({diary(), notebook(2, {page(21, 21)})}));
    EXPECT_EQ(remove(1), Deletion::done);
    EXPECT_EQ(live(), "1 1");

    auto repeated = diary();
    repeated["is_repeat"] = true;
    auto newer = diary();
    newer["last_modified"] = "2026-11-02T08:00:00.000Z";
    auto older = diary();
    older["last_modified"] = "2026-10-01T08:00:00.000Z";
    for (auto const& entry : {diary(), repeated, newer, older})
        for (auto const* const scope : {"notebooks", "library"}) {
            EXPECT_EQ(deleted_here(library({entry, notebook(2, {page(21, 21)})}, scope)), only_first);
            EXPECT_EQ(live(), "1 1");
        }
    EXPECT_EQ(deleted_here(library({notebook(2, {page(21, 21)})}, "library")), "[]");
    EXPECT_EQ(live(), "1 1");
}

TEST_F(DeletedHere, comes_back_as_it_was)
{
    send(library({diary()}));
    send(library({notebook(1, {marked_page(11, "marked")})}));
    auto const before = live();
    ASSERT_EQ(before, "1 1 marked") << "what was deleted earlier stays so";
    EXPECT_EQ(remove(1), Deletion::done);
    EXPECT_EQ(live(), "0 0");
    EXPECT_TRUE(restore(1));
    EXPECT_EQ(live(), before);
    EXPECT_TRUE(restore(1)) << "twice is once";
    EXPECT_EQ(live(), before);
    EXPECT_EQ(deleted_here(library({diary()})), "[]");
    EXPECT_EQ(live(), "1 2 marked");
}

TEST_F(DeletedHere, is_purged_by_hand_and_stays_deleted)
{
    send(library({diary(), notebook(2, {page(21, 21)})}));
    store(1, 11, 11);
    EXPECT_FALSE(purge(1, user)) << "it isn't deleted";
    EXPECT_EQ(remove(1), Deletion::done);
    EXPECT_FALSE(purge(1, add_user("other@example.org"))) << "it belongs to another user";
    EXPECT_TRUE(purge(1, user));
    EXPECT_TRUE(purge(1, user)) << "twice is once";
    EXPECT_EQ(value("SELECT count(*) FROM pages"), "1");
    EXPECT_EQ(value("SELECT count(*) FROM page_images"), "0");
    EXPECT_EQ(value("SELECT count(*) FROM highlights"), "0");
    EXPECT_EQ(deleted_here(library({diary(), notebook(2, {page(21, 21)})}, "library")), only_first);
    EXPECT_EQ(live(), "1 1");
    remove_unused();
    EXPECT_EQ(stored_files(), 0U);
    EXPECT_TRUE(restore(1));
    EXPECT_EQ(live(), "2 1") << "without pages, until a device lists them";
    send(library({diary()}));
    EXPECT_EQ(live(), "2 3 marked");
}

TEST_F(DeletedHere, is_purged_by_hand_where_the_tablet_deleted_it)
{
    send(library({diary(), notebook(2, {page(21, 21)})}, "library"));
    send(library({notebook(2, {page(21, 21)})}, "library"));
    EXPECT_EQ(live(), "1 1");
    EXPECT_TRUE(purge(1, user));
    EXPECT_EQ(value("SELECT count(*) FROM pages"), "1");
    EXPECT_EQ(deleted_here(library({diary()})), only_first)
        << "a device that is behind doesn't bring it back";
    EXPECT_EQ(live(), "1 1");
}

TEST_F(DeletedHere, is_purged_whole_however_many_pages_it_has)
{
    json::array pages;
    for (std::size_t number = 1; number <= 1001; ++number)
        pages.push_back(page(100 + number, number));
    send(library({notebook(1, pages)}));
    EXPECT_EQ(remove(1), Deletion::done);
    EXPECT_TRUE(purge(1, user));
    EXPECT_EQ(value("SELECT count(*) FROM pages"), "0");
}

TEST_F(DeletedHere, is_not_read_and_its_reserved_pages_are_given_back)
{
    send(library({diary()}));
    store(1, 11, 11);
    store(1, 12, 12);
    EXPECT_EQ(value("SELECT sum(reserved) FROM quota_usage"), "2");
    remove(1);
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue WHERE target_name = 'ocr' AND status = 'pending'"), "0");
    EXPECT_EQ(value("SELECT sum(reserved) FROM quota_usage"), "0");
    restore(1);
    EXPECT_EQ(status_of(11), "not_synced");
    auto const answer = send(library({diary()}));
    EXPECT_EQ(answer.at("wanted_pages"), 2);
}

TEST_F(DeletedHere, is_remembered_when_its_pages_are_purged)
{
    send(library({diary(), notebook(2, {page(21, 21)})}));
    remove(1);
    json::object gone = library({});
    gone["deleted_notebooks"] = json::array{uuid_of(2)};
    send(gone);
    make_old();
    library::purge(pool, 30, 1000);
    EXPECT_EQ(value("SELECT string_agg(notebook_uuid::text, ' ') FROM notebooks"), uuid_of(1));
    EXPECT_EQ(value("SELECT count(*) FROM pages"), "0");
    EXPECT_EQ(deleted_here(library({diary()})), only_first);
    EXPECT_TRUE(restore(1));
    send(library({diary()}));
    EXPECT_EQ(live(), "1 2 marked");
}

TEST_F(DeletedHere, is_nobody_elses_and_no_folder)
{
    auto folder = notebook(3, {});
    folder["document_type"] = "folder";
    folder.erase("pages");
    send(library({diary(), folder}));
    auto const other = add_user("other@example.org");
    EXPECT_EQ(remove(1, other), Deletion::no_such);
    EXPECT_EQ(remove(9), Deletion::no_such);
    EXPECT_EQ(remove(3), Deletion::is_folder);
    EXPECT_EQ(live(), "2 2 marked");
    EXPECT_EQ(remove(1), Deletion::done);
    EXPECT_EQ(remove(1), Deletion::no_such);
    EXPECT_FALSE(restore(1, other));
    EXPECT_FALSE(restore(9));
    EXPECT_EQ(live(), "1 0");
}

}  // namespace
}  // namespace rmirror::test
