// SPDX-License-Identifier: AGPL-3.0-or-later
// A first sync that is switched off, or wants something else, before it has come to its end: part of the
// library is there, part of it waits, and part of it was not compared yet.
#include "targets/integrations/settings.hpp"
#include "targets/receiver.hpp"
#include "targets/reconcile/backfill.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

namespace rmirror::targets {

namespace {

using namespace test;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::uuid_of;

constexpr std::size_t kBooks = 12;
constexpr std::size_t kPages = 200;  // More of them all than are compared at once.
constexpr std::size_t kTyped = 20;   // The others are empty, and no items.
constexpr std::size_t kItems = kTyped + 2;
enum class Interrupted { in_part, waits, not_compared };

struct FirstSync : FollowTest {
    FirstSync()
    {
        target.max_batch_size = 10;
        receiver().each = [this](Delivery const& delivery) {
            auto const sign = receiver().calls.back().substr(0, 1);
            ++times[(sign == "-" ? "-" : "") + std::string(to_string(delivery.type)) + " " +
                    delivery.item_key];
            return DeliveryResult{queue::Outcome::done(), Remote{delivery.item_key}};
        };
        boost::json::array books;
        for (std::size_t book = 1; book <= kBooks; ++book) {
            boost::json::array pages;
            for (std::size_t i = 1; i <= kPages; ++i)
                pages.push_back(with(page(1000 * book + i, i), "typed_text", i <= kTyped ? "typed" : ""));
            books.push_back(notebook(book, pages));
        }
        send(library(books));
        save(targets::Setup());
        begin();
    }

    void save(targets::Setup const& setup)
    {
        db::as_user(pool, user, [&](pqxx::work& work) { targets::save(work, vault, target, user, setup); });
    }

    void switch_to(bool is_enabled)
    {
        targets::Setup setup;
        setup.is_enabled = is_enabled;
        save(setup);
    }

    void choose(std::vector<std::string> notebooks)
    {
        targets::Setup setup;
        setup.choice.emplace(Choice{std::move(notebooks), {}, {}});
        save(setup);
    }

    /// The first piece is compared, and some of it is delivered.
    void begin()
    {
        EXPECT_TRUE(db::as_system(pool, [&](pqxx::work& work) { return scan_piece(work, target, user); }));
        deliver(4);
        ASSERT_GT(waiting_items(), 100U);
        ASSERT_EQ(value("SELECT count(*) FROM sync_passes WHERE stage = 'notebooks'"), "1");
    }

    /// The state of a book when it is interrupted.
    Interrupted state_of(std::size_t book)
    {
        if (there_of(book) > 0)
            return Interrupted::in_part;
        auto const queued = value(
            "SELECT count(*) FROM sync_queue JOIN notebooks ON notebooks.id = group_key "
            "WHERE notebook_uuid = '" +
            uuid_of(book) + "'");
        return queued == "0" ? Interrupted::not_compared : Interrupted::waits;
    }

    std::size_t one_that(Interrupted how)
    {
        std::size_t book = 1;
        while (book <= kBooks && state_of(book) != how)
            ++book;
        EXPECT_LE(book, kBooks) << "no notebook stands as it should: " << static_cast<int>(how);
        return book;
    }

    std::size_t waiting_items()
    {
        return std::stoul(value("SELECT count(*) FROM sync_queue WHERE status = 'pending'"));
    }

    /// What waits is left out piece by piece.
    Backfill stop()
    {
        auto const outcome =
            db::as_user(pool, user, [&](pqxx::work& work) { return stop_backfill(work, target, user); });
        leave_out();
        return outcome;
    }
    void leave_out()
    {
        auto const is_more = [&](pqxx::work& work) {
            return is_stopping(work, target, user) && scan_piece(work, target, user);
        };
        while (db::as_system(pool, is_more)) {}
    }
    Backfill start()
    {
        return db::as_user(pool, user, [&](pqxx::work& work) { return start_backfill(work, target, user); });
    }
    std::string state()
    {
        return db::as_reader(pool, user, [&](pqxx::work& work) {
            return std::string(show_integration(work, target, user).value().at("backfill").as_string());
        });
    }

    /// What is there of a notebook.
    static std::size_t there_of(std::size_t book)
    {
        std::size_t count = 0;
        for (auto const& [name, content] : receiver().items)
            if (content.at("notebook_uuid").as_string() == uuid_of(book))
                ++count;
        return count;
    }

    void expect_each_once() const
    {
        for (auto const& [name, count] : times)
            EXPECT_EQ(count, 1) << name;
    }

    /// How often each item was brought, or taken away.
    std::map<std::string, int> times;
};

TEST_F(FirstSync, that_was_switched_off_and_on_brings_the_rest)
{
    auto const waited = waiting_items();
    switch_to(false);
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(waiting_items(), waited);
    switch_to(true);
    sync();
    expect_mirrored();
    EXPECT_EQ(receiver().items.size(), kBooks * kItems);
    EXPECT_EQ(times.size(), kBooks * kItems);
    expect_each_once();
    EXPECT_EQ(compare(), 0U);
}

TEST_F(FirstSync, of_which_something_else_is_chosen_brings_that_and_removes_what_is_there)
{
    std::array const chosen = {one_that(Interrupted::in_part), one_that(Interrupted::waits),
                               one_that(Interrupted::not_compared)};
    std::size_t other_books = 0;
    std::size_t other_items = 0;
    for (std::size_t book = 1; book <= kBooks; ++book)
        if (auto const there = there_of(book);
            there > 0 && std::count(chosen.begin(), chosen.end(), book) == 0) {
            ++other_books;
            other_items += there;
        }
    ASSERT_GT(other_books, 1U);
    choose({uuid_of(chosen[0]), uuid_of(chosen[1]), uuid_of(chosen[2])});
    auto const calls = sync();
    EXPECT_EQ(calls.substr(calls.find(" -")), " -notebook*" + std::to_string(other_books));
    expect_mirrored();
    EXPECT_EQ(receiver().items.size(), 3 * kItems);
    for (auto const book : chosen)
        EXPECT_EQ(there_of(book), kItems) << book;
    for (auto const& item : receiver().items)
        EXPECT_EQ(times[item.first], 1) << item.first;
    std::size_t brought = 0;
    for (auto const& each : times)
        brought += each.first.rfind("-", 0) == 0 ? 0 : 1;
    EXPECT_EQ(brought, 3 * kItems + other_items) << "what waited of the others was never brought";
    EXPECT_EQ(compare(), 0U);
}

TEST_F(FirstSync, that_was_stopped_leaves_the_rest_out_until_it_changes_or_is_started_again)
{
    auto const waits = one_that(Interrupted::waits);
    auto const later = one_that(Interrupted::not_compared);
    auto const changed = [](std::size_t book, std::string const& text) {
        boost::json::array pages;
        for (std::size_t i = 1; i <= kPages; ++i)
            pages.push_back(with(page(1000 * book + i, i), "typed_text",
                                 i == 1        ? text
                                 : i <= kTyped ? "typed"
                                               : ""));
        return notebook(book, pages);
    };
    EXPECT_EQ(state(), "running");
    // Of this the target was not told yet.
    send(library({changed(later, "before")}));
    auto const there = receiver().items.size();
    EXPECT_EQ(stop(), Backfill::changed);
    EXPECT_EQ(state(), "stopped");
    EXPECT_EQ(waiting(), "+notebook +page_text") << "what changed is no backfill";
    EXPECT_EQ(deliver(), "+notebook +page_text");
    EXPECT_EQ(receiver().items.size(), there + 2);
    EXPECT_EQ(compare(), 0U);

    begin_full_scan(Cause::check);
    EXPECT_EQ(sync(), "") << "nor does the daily check bring it";
    begin_full_scan(Cause::trigger);
    EXPECT_EQ(sync(), "") << "nor does a requested comparison";
    switch_to(false);
    switch_to(true);
    EXPECT_EQ(sync(), "");
    send(library({changed(waits, "later")}));
    EXPECT_EQ(sync(), "+page_text") << "what changes still goes";
    EXPECT_EQ(there_of(waits), 1U);
    EXPECT_EQ(state(), "stopped");
    auto const shown = db::as_reader(
        pool, user, [&](pqxx::work& work) { return show_integration(work, target, user).value(); });
    EXPECT_EQ(shown.at("counts").at("skipped").as_int64() + shown.at("counts").at("success").as_int64(),
              static_cast<std::int64_t>(kBooks * kItems));

    EXPECT_EQ(start(), Backfill::changed);
    EXPECT_EQ(state(), "running");
    sync();
    EXPECT_EQ(state(), "none");
    expect_mirrored();
    EXPECT_EQ(receiver().items.size(), kBooks * kItems);
    expect_each_once();
}

TEST_F(FirstSync, is_stopped_only_where_it_can_go_on)
{
    auto const waited = waiting_items();
    switch_to(false);
    EXPECT_EQ(stop(), Backfill::not_possible);
    EXPECT_EQ(start(), Backfill::not_possible);
    EXPECT_EQ(waiting_items(), waited);
    switch_to(true);
    target.way = DeliveryMode::pulled;
    EXPECT_EQ(stop(), Backfill::not_possible);
    target.way = DeliveryMode::pushed;
    target.name = "nothing";
    EXPECT_EQ(stop(), Backfill::not_set_up);
}

}  // namespace

}  // namespace rmirror::targets
