// SPDX-License-Identifier: AGPL-3.0-or-later
// Where one manifest drops much of a notebook, targets remove nothing of it until its owner answers.
#include "library/manifest/removal_warnings.hpp"
#include "db/transaction.hpp"
#include "library/deletion/purge.hpp"
#include "targets/receiver.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {

namespace {

namespace json = boost::json;
using namespace test;
using library::Held;
using rmirror::test::notebook;
using rmirror::test::page;

struct RemovalWarnings : FollowTest {
    RemovalWarnings()
    {
        static constexpr std::array kTypes = {ItemType::notebook, ItemType::page_text, ItemType::highlight};
        target.accepts = kTypes;
    }

    /// A number of pages, each with a text of its own.
    static json::array pages(std::size_t count, std::size_t from = 1)
    {
        json::array sent;
        for (std::size_t i = 0; i < count; ++i)
            sent.push_back(
                with(page(10 + from + i, from + i), "typed_text", "page " + std::to_string(from + i)));
        return sent;
    }
    json::object send_pages(std::size_t count, std::string const& type = "notebook", std::size_t from = 1)
    {
        return send(rmirror::test::library({with(notebook(10, pages(count, from)), "document_type", type)}));
    }
    json::object send_marks(std::size_t count)
    {
        json::array marks;
        for (std::size_t i = 0; i < count; ++i)
            marks.push_back(highlight("mark " + std::to_string(i), 30.0 * static_cast<double>(i)));
        auto one = page(11, 1);
        one["highlights"] = std::move(marks);
        return send(rmirror::test::library({notebook(10, {one})}));
    }

    json::array warnings()
    {
        return db::as_system(pool, [&](pqxx::work& work) {
            return json::parse(library::list_removal_warnings(work, user)).as_array();
        });
    }
    /// "before/now/held"
    static std::string counts(json::value const& dropped)
    {
        auto const number = [&](char const* name) { return std::to_string(dropped.at(name).as_int64()); };
        return number("before") + "/" + number("now") + "/" + number("held");
    }
    bool answer(json::value const& warning, Held held)
    {
        return library::write(pool, user, [&](library::LibraryWork& work) {
            return library::answer_removal_warning(work, std::string(warning.at("id").as_string()), held);
        });
    }
    std::string reported()
    {
        return value(
            "SELECT count(*) || ' ' || count(read_at) FROM notifications WHERE kind = 'removal_held'");
    }
};

TEST_F(RemovalWarnings, nothing_is_removed_of_a_big_drop_until_yes)
{
    send_pages(40);
    switch_on();
    EXPECT_EQ(sync(), "+notebook +page_text*40");
    auto const answered = send_pages(12);
    ASSERT_EQ(answered.at("removal_warnings").as_array().size(), 1U);
    EXPECT_EQ(answered.at("written").at("deleted_pages").as_int64(), 28);
    auto const& warning = answered.at("removal_warnings").at(0);
    EXPECT_EQ(warning.at("cause").as_string(), "dropped");
    EXPECT_EQ(counts(warning.at("pages")), "40/12/28");
    EXPECT_EQ(counts(warning.at("highlights")), "0/0/0");
    EXPECT_EQ(reported(), "1 0");
    EXPECT_EQ(sync(), "");
    begin_full_scan(Cause::trigger);  // Nor by a comparison of everything.
    EXPECT_EQ(sync(), "");
    expect_mirrored();

    EXPECT_TRUE(answer(warning, Held::is_removed));
    EXPECT_EQ(sync(), "+notebook -page_text*28");
    expect_mirrored();
    EXPECT_EQ(receiver().items.size(), 13U);
    EXPECT_EQ(reported(), "1 1");
    EXPECT_TRUE(warnings().empty());
    EXPECT_FALSE(answer(warning, Held::is_kept));  // It was answered.
}

TEST_F(RemovalWarnings, what_is_new_and_changed_goes_on_meanwhile)
{
    send_pages(40);
    switch_on();
    sync();
    send_pages(12);
    auto changed = pages(13);
    changed[0].as_object()["typed_text"] = "another";
    changed[12].as_object()["page_uuid"] = rmirror::test::uuid_of(99);
    send(rmirror::test::library({notebook(10, changed)}));
    EXPECT_EQ(sync(), "+notebook +page_text*2");
    expect_mirrored();
    // A small drop in the same notebook waits for the same answer.
    send_pages(11);
    EXPECT_EQ(sync().find('-'), std::string::npos);
    expect_mirrored();
    ASSERT_EQ(warnings().size(), 1U);
    EXPECT_EQ(counts(warnings()[0].at("pages")), "40/11/30");
    EXPECT_EQ(reported(), "1 0");
}

TEST_F(RemovalWarnings, small_drops_go_at_once)
{
    send_pages(40);
    switch_on();
    sync();
    EXPECT_TRUE(send_pages(20).at("removal_warnings").as_array().empty());  // Half is not over half.
    EXPECT_EQ(sync(), "+notebook -page_text*20");
    send_pages(11);
    EXPECT_EQ(sync(), "+notebook -page_text*9");
    send_pages(2);  // Nine are not ten.
    EXPECT_EQ(sync(), "+notebook -page_text*9");
    EXPECT_TRUE(warnings().empty());
    EXPECT_EQ(reported(), "0 0");
}

TEST_F(RemovalWarnings, highlights_are_held_as_pages_are)
{
    send_marks(40);
    switch_on();
    EXPECT_EQ(sync(), "+highlight*40 +notebook");
    auto const answered = send_marks(12);
    EXPECT_EQ(counts(answered.at("removal_warnings").at(0).at("highlights")), "40/12/28");
    EXPECT_EQ(sync(), "");
    EXPECT_TRUE(answer(answered.at("removal_warnings").at(0), Held::is_removed));
    EXPECT_EQ(sync(), "-highlight*28");
    expect_mirrored();
}

TEST_F(RemovalWarnings, what_is_listed_again_ends_the_warning)
{
    send_pages(40);
    switch_on();
    sync();
    send_pages(12);
    EXPECT_TRUE(send_pages(40).at("removal_warnings").as_array().empty());
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(reported(), "1 1");
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE is_held"), "0");
    // What is still missing when most came back is little, and goes.
    send_pages(12);
    EXPECT_TRUE(send_pages(38).at("removal_warnings").as_array().empty());
    EXPECT_EQ(sync(), "+notebook -page_text*2");
    expect_mirrored();
}

TEST_F(RemovalWarnings, no_leaves_it_there_for_good_and_holds_nothing_that_is_dropped_later)
{
    send_pages(40);
    switch_on();
    sync();
    send_pages(12);
    EXPECT_TRUE(answer(warnings()[0], Held::is_kept));
    EXPECT_TRUE(warnings().empty());
    EXPECT_EQ(sync(), "");
    send_pages(10);
    EXPECT_EQ(sync(), "+notebook -page_text*2");
    expect_mirrored();
    EXPECT_EQ(receiver().items.size(), 39U);
    // Nor are the texts that targets still have purged.
    run("UPDATE pages SET deleted_at = (SELECT deleted_at - interval '2 days') WHERE deleted_at IS NOT NULL");
    while (library::purge(pool, 1, 500) > 0)
        continue;
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE is_held"), "28");
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE deleted_at IS NOT NULL AND NOT is_held"), "0");
}

TEST_F(RemovalWarnings, a_manifest_sent_twice_and_a_killed_worker_ask_and_remove_once)
{
    send_pages(40);
    switch_on();
    sync();
    auto const first = send_pages(12).at("removal_warnings").at(0);
    auto const again = send_pages(12).at("removal_warnings").at(0);
    EXPECT_EQ(first.at("id"), again.at("id"));
    EXPECT_EQ(reported(), "1 0");
    answer(first, Held::is_removed);
    compare();
    deliver(5);
    // A worker removed the next one at the target and was killed before it stored that.
    auto const item = queue::claim(pool, job, cursor, std::chrono::seconds(120));
    ASSERT_TRUE(item);
    job.work({&*item, 1});
    run("UPDATE sync_queue SET leased_until = now() - interval '1 second' WHERE status = 'processing'");
    EXPECT_EQ(queue::fail_expired_leases(pool, job), 1U);
    run("UPDATE sync_queue SET run_after = now()");
    begin_full_scan(Cause::trigger);
    sync();
    expect_mirrored();
    EXPECT_EQ(receiver().items.size(), 13U);
}

TEST_F(RemovalWarnings, a_book_that_was_laid_out_anew_is_asked_about_however_little_it_drops)
{
    send_pages(8, "epub");
    switch_on();
    sync();
    auto const answered = send_pages(7, "epub");
    ASSERT_EQ(answered.at("removal_warnings").as_array().size(), 1U);
    EXPECT_EQ(answered.at("removal_warnings").at(0).at("cause").as_string(), "layout");
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(send_pages(8, "epub").at("removal_warnings").as_array().size(), 0U);
    EXPECT_EQ(sync(), "");
    // One page in place of another is no other layout.
    send_pages(8, "epub", 2);
    EXPECT_EQ(sync(), "+notebook +page_text -page_text");
    // A PDF has none.
    send_pages(8, "pdf", 2);
    sync();
    send_pages(7, "pdf", 2);
    EXPECT_EQ(sync(), "+notebook -page_text");
}

TEST_F(RemovalWarnings, a_notebook_that_is_deleted_goes_as_a_whole_and_takes_the_question_along)
{
    send_pages(40);
    switch_on();
    sync();
    send_pages(12);
    send({{"scope", "notebooks"},
          {"notebooks", json::array()},
          {"deleted_notebooks", {rmirror::test::uuid_of(10)}}});
    EXPECT_TRUE(warnings().empty());
    EXPECT_EQ(sync(), "-notebook");
    EXPECT_TRUE(receiver().items.empty());
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE is_held"), "0");
}

TEST_F(RemovalWarnings, without_a_target_nobody_is_asked)
{
    send_pages(40);
    EXPECT_TRUE(send_pages(12).at("removal_warnings").as_array().empty());
    switch_on();
    EXPECT_EQ(sync(), "+notebook +page_text*12");
    EXPECT_EQ(reported(), "0 0");
}

}  // namespace

}  // namespace rmirror::targets
