// SPDX-License-Identifier: AGPL-3.0-or-later
// What changes in a library is delivered, and nothing else.
#include "library/deletion/delete_notebook.hpp"
#include "library/documents/page_text.hpp"
#include "library/todos.hpp"
#include "library/work.hpp"
#include "targets/receiver.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {

namespace {

using namespace test;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::uuid_of;

/// Two pages with a task typed on the first, and a highlight on the second.
boost::json::object two_pages(std::size_t number)
{
    auto first =
        with(with(page(number + 1, number + 1), "typed_text", "buy ink"), "typed_markdown", "- [ ] buy ink");
    auto second = with(page(number + 2, number + 2), "highlights",
                       boost::json::array{highlight("a marked sentence", 100)});
    return notebook(number, {first, second});
}

boost::json::object folder_of(std::size_t number, std::string const& name)
{
    return {{"notebook_uuid", uuid_of(number)},
            {"document_type", "folder"},
            {"visible_name", name},
            {"pages", boost::json::array()}};
}

struct Following : FollowTest {
    void read(std::size_t number, std::string const& text)
    {
        PageId const id(value("SELECT id FROM pages WHERE page_uuid = '" + uuid_of(number) + "'"));
        library::write(pool, user, [&](library::LibraryWork& work) {
            ocr::PageText read{text, "en", {}};
            library::write_page_text(work, {id, std::nullopt}, read);
        });
    }
};

std::size_t occurrences(std::string_view text, std::string_view part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

constexpr auto kAllOfIt = "+highlight +notebook +notebook_metadata +page_text +todo";

TEST_F(Following, a_first_sync_brings_all_there_is)
{
    send(library({two_pages(10)}));
    switch_on();
    EXPECT_EQ(sync(), kAllOfIt);
    expect_mirrored();
}

/// A function that is called for each page would not show in the plan, and takes longer than all else.
TEST_F(Following, what_is_on_a_page_is_looked_up_within_the_statement)
{
    auto const plan = value(
        "EXPLAIN (FORMAT JSON) SELECT * FROM items_now('00000000-0000-4000-8000-000000000000', NULL, "
        "'{pictures,highlights,todos}', '{page_text}', '{00000000-0000-4000-8000-000000000000}')");
    auto const scans = [&](std::string const& table) {
        return occurrences(plan, "\"Relation Name\": \"" + table + "\"");
    };
    EXPECT_EQ(scans("page_images"), 1U);
    // And those of items that are highlights and to-dos themselves.
    EXPECT_EQ(scans("highlights"), 2U);
    EXPECT_EQ(scans("todos"), 2U);
}

TEST_F(Following, what_changes_after_it_was_switched_on_is_brought_as_well)
{
    switch_on();
    EXPECT_EQ(sync(), "");
    send(library({two_pages(10)}));
    EXPECT_EQ(sync(), kAllOfIt);
    expect_mirrored();
}

TEST_F(Following, what_is_unchanged_is_not_brought_again)
{
    send(library({two_pages(10)}));
    switch_on();
    sync();
    send(library({with(two_pages(10), "last_opened", "2026-11-20T12:00:00Z")}));
    EXPECT_EQ(compare(), 0U);
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 0U);
}

TEST_F(Following, read_text_is_brought_with_its_todos)
{
    send(library({notebook(10, {page(11, 1)})}));
    switch_on();
    EXPECT_EQ(sync(), "+notebook +notebook_metadata");
    read(11, "Groceries\n\n- [ ] milk");
    EXPECT_EQ(sync(), "+page_text +todo");
    read(11, "Groceries\n\n- [x] milk");
    EXPECT_EQ(sync(), "+page_text +todo");
    expect_mirrored();
}

TEST_F(Following, a_new_name_changes_nothing_but_the_notebooks_facts)
{
    send(library({two_pages(10)}));
    switch_on();
    sync();
    send(library({with(two_pages(10), "visible_name", "Renamed")}));
    EXPECT_EQ(sync(), "+notebook_metadata");
    expect_mirrored();
}

TEST_F(Following, a_folders_new_name_reaches_all_below_it)
{
    send(library({folder_of(1, "Work"), with(folder_of(2, "2026"), "parent_uuid", uuid_of(1)),
                  with(two_pages(10), "parent_uuid", uuid_of(2)),
                  with(two_pages(20), "parent_uuid", uuid_of(1)), two_pages(30)}));
    switch_on();
    sync();
    send(library({folder_of(1, "Office")}));
    EXPECT_EQ(sync(), "+notebook_metadata*2");
    expect_mirrored();
}

TEST_F(Following, pages_that_change_places_are_the_notebooks_order)
{
    send(library({two_pages(10)}));
    switch_on();
    sync();
    auto turned = two_pages(10);
    auto& pages = turned["pages"].as_array();
    std::swap(pages[0], pages[1]);
    send(library({turned}));
    EXPECT_EQ(sync(), "+notebook");
    expect_mirrored();
}

TEST_F(Following, a_page_that_goes_takes_along_what_is_on_it)
{
    send(library({two_pages(10)}));
    switch_on();
    sync();
    auto shorter = two_pages(10);
    shorter["pages"].as_array().pop_back();
    send(library({shorter}));
    EXPECT_EQ(sync(), "+notebook -highlight");
    shorter["pages"].as_array().clear();
    send(library({shorter}));
    EXPECT_EQ(sync(), "+notebook -page_text -todo");
    expect_mirrored();
    send(library({two_pages(10)}));
    EXPECT_EQ(sync(), "+highlight +notebook +page_text +todo");
    expect_mirrored();
}

TEST_F(Following, a_deleted_notebook_is_one_item)
{
    send(library({two_pages(10)}));
    switch_on();
    sync();
    send(with(library({}), "deleted_notebooks", boost::json::array{uuid_of(10)}));
    EXPECT_EQ(sync(), "-notebook");
    expect_mirrored();
    EXPECT_TRUE(receiver().items.empty());
    send(library({two_pages(10)}));
    EXPECT_EQ(sync(), kAllOfIt);
    expect_mirrored();
}

TEST_F(Following, a_notebook_that_a_person_deleted_is_one_item_and_comes_back_by_restoring)
{
    send(library({two_pages(10)}));
    switch_on();
    sync();
    library::write(pool, user, [&](library::LibraryWork& work) {
        return library::delete_notebook(work, rules, uuid_of(10));
    });
    EXPECT_EQ(sync(), "-notebook");
    send(library({two_pages(10)}));
    EXPECT_EQ(sync(), "");
    EXPECT_TRUE(receiver().items.empty());
    library::write(pool, user,
                   [&](library::LibraryWork& work) { return library::restore_notebook(work, uuid_of(10)); });
    EXPECT_EQ(sync(), kAllOfIt);
    expect_mirrored();
}

TEST_F(Following, what_came_before_its_notebook_did_goes_when_the_notebook_does)
{
    send(library({two_pages(10)}));
    switch_on();
    compare();
    run("UPDATE sync_queue SET run_after = now() + interval '1 hour' WHERE item_type = 'notebook'");
    EXPECT_EQ(deliver(), "+highlight +notebook_metadata +page_text +todo");
    send(library({with(two_pages(10), "is_trashed", true)}));
    run("UPDATE sync_queue SET run_after = now()");
    EXPECT_EQ(sync(), "-notebook");
    EXPECT_TRUE(receiver().items.empty());
    EXPECT_EQ(value("SELECT count(*) FROM sync_records WHERE deleted_at IS NULL"), "0");
}

TEST_F(Following, what_is_left_of_a_notebook_that_was_removed_for_good_is_removed_item_by_item)
{
    send(library({two_pages(10)}));
    switch_on();
    sync();
    run("DELETE FROM sync_records WHERE item_type = 'notebook'");
    run("DELETE FROM notebooks");
    begin_full_scan(Cause::check);
    EXPECT_EQ(sync(), "-highlight -notebook_metadata -page_text -todo");
}

TEST_F(Following, where_notebooks_are_not_taken_each_item_of_a_deleted_one_is_removed)
{
    static constexpr std::array kTodos = {ItemType::todo};
    target.accepts = kTodos;
    send(library({two_pages(10)}));
    switch_on();
    EXPECT_EQ(sync(), "+todo");
    send(with(library({}), "deleted_notebooks", boost::json::array{uuid_of(10)}));
    EXPECT_EQ(sync(), "-todo");
}

TEST_F(Following, what_lies_in_the_trash_is_gone)
{
    send(library({folder_of(1, "Work"), with(two_pages(10), "parent_uuid", uuid_of(1))}));
    switch_on();
    sync();
    send(library({with(folder_of(1, "Work"), "is_trashed", true)}));
    EXPECT_EQ(sync(), "-notebook");
    send(library({folder_of(1, "Work")}));
    EXPECT_EQ(sync(), kAllOfIt);
    expect_mirrored();
}

TEST_F(Following, another_choice_brings_and_removes)
{
    send(library({folder_of(1, "Work"), with(two_pages(10), "parent_uuid", uuid_of(1)),
                  with(two_pages(20), "tags", boost::json::array{"blog"}), two_pages(30)}));
    switch_on();
    sync();
    choose("'{\"folders\": [\"" + uuid_of(1) + "\"]}'");
    EXPECT_EQ(sync(), "-notebook*2");
    expect_mirrored();
    choose("'{\"tags\": [\"blog\"], \"notebooks\": [\"" + uuid_of(30) + "\"]}'");
    EXPECT_EQ(sync(), "+highlight*2 +notebook*2 +notebook_metadata*2 +page_text*2 +todo*2 -notebook");
    expect_mirrored();
    send(library({two_pages(20)}));  // Without its tag.
    EXPECT_EQ(sync(), "-notebook");
    expect_mirrored();
    choose("NULL");
    sync();
    expect_mirrored();
}

TEST_F(Following, records_whose_item_was_removed_for_good_are_found_by_a_pass)
{
    send(library({two_pages(10), two_pages(20)}));
    switch_on();
    sync();
    run("UPDATE integrations SET is_enabled = false");
    run("DELETE FROM notebooks WHERE notebook_uuid = '" + uuid_of(10) + "'");
    run("DELETE FROM pages WHERE page_uuid = '" + uuid_of(21) + "'");
    run("UPDATE integrations SET is_enabled = true");
    begin_full_scan(Cause::check);
    EXPECT_EQ(sync(), "+notebook -notebook -page_text -todo");
    expect_mirrored();
}

TEST_F(Following, a_thousand_pages_of_one_change_come_piece_by_piece)
{
    boost::json::array pages;
    for (std::size_t i = 1; i <= 2500; ++i)
        pages.push_back(with(page(1000 + i, i), "typed_text", "page " + std::to_string(i)));
    switch_on();
    compare();
    send(library({notebook(10, pages)}));
    EXPECT_EQ(compare(), 2502U);
    run("DELETE FROM sync_queue");
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 2502U);
}

TEST_F(Following, very_many_notebooks_of_one_change_come_piece_by_piece)
{
    static constexpr std::array kPages = {ItemType::page_text};
    target.accepts = kPages;
    auto const in_folder = [](bool is_trashed) {
        boost::json::array all = {with(folder_of(1, "Work"), "is_trashed", is_trashed)};
        for (std::size_t i = 1; i <= 120; ++i) {
            auto const written = with(page(2000 + i, i), "typed_text", "page " + std::to_string(i));
            boost::json::array pages;
            if (i % 3 > 0)
                pages = {written, page(4000 + i, i)};
            all.push_back(with(notebook(10 + i, pages), "parent_uuid", uuid_of(1)));
        }
        return library(all);
    };
    send(in_folder(false));
    switch_on();
    EXPECT_EQ(sync(), "+page_text*80");
    send(in_folder(true));
    EXPECT_EQ(sync(), "-page_text*80");
    EXPECT_EQ(compare(), 0U);
}

TEST_F(Following, pages_are_queued_in_their_order)
{
    boost::json::array pages;
    for (std::size_t nth = 1; nth <= 100; ++nth)
        pages.push_back(with(page(1000 - nth, nth), "typed_text", "typed"));
    send(library({notebook(1, pages)}));
    switch_on();
    compare();
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue WHERE item_type = 'page_text'"), "100");
    EXPECT_EQ(value("SELECT string_agg(page_number::text, ' ' ORDER BY item.id) = "
                    "       string_agg(page_number::text, ' ' ORDER BY page_number) "
                    "FROM sync_queue AS item JOIN pages AS page ON page.id = item_key"),
              "t");
}

TEST_F(Following, a_trigger_walks_over_what_was_asked_for)
{
    send(library({two_pages(10), two_pages(20)}));
    switch_on();
    compare();
    run("DELETE FROM sync_queue");
    begin_full_scan(Cause::trigger, {.item_type = "todo"});
    compare();
    EXPECT_EQ(waiting(), "+todo*2");
    run("DELETE FROM sync_queue");
    begin_full_scan(Cause::trigger, {.notebook_uuids = std::vector{uuid_of(20)}, .max = 3});
    EXPECT_EQ(compare(), 3U);
    EXPECT_EQ(value("SELECT queued FROM sync_passes WHERE most IS NOT NULL"), "3");
}

}  // namespace

}  // namespace rmirror::targets
