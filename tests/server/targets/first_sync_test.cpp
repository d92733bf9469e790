// SPDX-License-Identifier: AGPL-3.0-or-later
// A first sync that is switched off, or wants something else, before it has come to its end: part of the
// library is there, part of it waits, and part of it was not compared yet.
#include "targets/receiver.hpp"
#include "targets/setup.hpp"

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
enum class Stands { in_part, waits, not_compared };

struct FirstSync : FollowTest {
    FirstSync()
    {
        target.most_together = 10;
        receiver().each = [this](Delivery const& delivery) {
            auto const sign = receiver().calls.back().substr(0, 1);
            ++times[(sign == "-" ? "-" : "") + std::string(to_string(delivery.type)) + " " +
                    delivery.item_key];
            return Ending{queue::Outcome::done(), Remote{delivery.item_key}};
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
        EXPECT_TRUE(db::as_system(pool, [&](pqxx::work& work) { return walk_piece(work, target, user); }));
        deliver(4);
        ASSERT_GT(waiting_items(), 100U);
        ASSERT_EQ(value("SELECT count(*) FROM sync_passes WHERE stage = 'notebooks'"), "1");
    }

    /// How a book stands when it is interrupted.
    Stands stands(std::size_t book)
    {
        if (there_of(book) > 0)
            return Stands::in_part;
        auto const queued = value(
            "SELECT count(*) FROM sync_queue JOIN notebooks ON notebooks.id = group_key "
            "WHERE notebook_uuid = '" +
            uuid_of(book) + "'");
        return queued == "0" ? Stands::not_compared : Stands::waits;
    }

    std::size_t one_that(Stands how)
    {
        std::size_t book = 1;
        while (book <= kBooks && stands(book) != how)
            ++book;
        EXPECT_LE(book, kBooks) << "no notebook stands as it should: " << static_cast<int>(how);
        return book;
    }

    std::size_t waiting_items()
    {
        return std::stoul(value("SELECT count(*) FROM sync_queue WHERE status = 'pending'"));
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
    std::array const chosen = {one_that(Stands::in_part), one_that(Stands::waits),
                               one_that(Stands::not_compared)};
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

}  // namespace

}  // namespace rmirror::targets
