// SPDX-License-Identifier: AGPL-3.0-or-later
// Who asks for a comparison can follow it: what was brought, what failed, and how far it is.
#include "targets/reconcile/triggers.hpp"

#include "targets/receiver.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>

namespace rmirror::targets {

namespace {

using namespace test;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::uuid_of;

struct SyncRun : FollowTest {
    SyncRun()
    {
        static constexpr std::array kPages = {ItemType::page_text};
        target.accepts = kPages;
        notes = &target;
        for (std::size_t book : {10, 20})
            send(library({notebook(book, {typed(book + 1), typed(book + 2), typed(book + 3)})}));
        switch_on();
        sync();
        run("DELETE FROM sync_queue");
        run("UPDATE sync_records SET content_hash = 'another' WHERE notebook_uuid = '" + uuid_of(10) + "'");
    }

    static boost::json::object typed(std::size_t number)
    {
        return with(page(number, number), "typed_text", "Page " + std::to_string(number));
    }

    static inline Target const* notes = nullptr;
    static Target const* find(std::string_view name) { return name == notes->name ? notes : nullptr; }

    std::variant<RunId, NoRun> begin(Scope const& scope = {},
                                     std::optional<std::string> const& target_name = std::nullopt)
    {
        return db::as_user(pool, user,
                           [&](pqxx::work& work) { return begin_run(work, user, target_name, scope, find); });
    }

    RunId ask(Scope const& scope = {}) { return std::get<RunId>(begin(scope)); }

    /// State, then synced, failed, skipped and queued items.
    std::string reported(RunId const& id)
    {
        auto const shown =
            db::as_reader(pool, user, [&](pqxx::work& work) { return show_run(work, user, id).value(); });
        std::string reported(shown.at("state").as_string());
        for (auto const* const count : {"synced_count", "failed_count", "skipped_count", "queued_count"})
            reported += " " + std::to_string(shown.at(count).as_int64());
        return reported;
    }

    std::string notebooks_of(RunId const& id)
    {
        auto const shown =
            db::as_reader(pool, user, [&](pqxx::work& work) { return show_run(work, user, id).value(); });
        return std::to_string(shown.at("compared_notebooks").as_int64()) + " of " +
               std::to_string(shown.at("notebooks").as_int64());
    }
};

TEST_F(SyncRun, tells_what_was_brought_and_what_stood_there_already)
{
    auto const id = ask();
    EXPECT_EQ(reported(id), "comparing 0 0 0 0");
    EXPECT_EQ(notebooks_of(id), "0 of 2");
    compare();
    EXPECT_EQ(reported(id), "delivering 0 0 3 3");
    EXPECT_EQ(notebooks_of(id), "2 of 2");
    EXPECT_EQ(deliver(), "+page_text*3");
    EXPECT_EQ(reported(id), "done 3 0 3 0");
}

TEST_F(SyncRun, tells_what_failed)
{
    receiver().each = [](Delivery const&) {
        return DeliveryResult{
            queue::Outcome::rejected(queue::ErrorClass::invalid_data, "The receiver answered 422."),
            std::nullopt};
    };
    auto const id = ask();
    sync();
    EXPECT_EQ(reported(id), "done 0 3 3 0");
}

TEST_F(SyncRun, keeps_to_what_was_asked_for)
{
    auto const one = ask({.max = 1});
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(reported(one).substr(0, 9), "done 1 0 ");
    auto const elsewhere = ask({.notebook_uuids = std::vector{uuid_of(20)}});
    EXPECT_EQ(notebooks_of(elsewhere), "0 of 1");
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(reported(elsewhere), "done 0 0 3 0");
    auto const none = ask({.item_type = "todo"});
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(reported(none), "done 0 0 0 0");
}

TEST_F(SyncRun, is_begun_and_shown_while_a_piece_holds_the_integration)
{
    // As scan_piece() and a delivery that begins do.
    db::as_system(pool, [&](pqxx::work& work) {
        ASSERT_TRUE(lock_integration(work, user, target.name));
        auto const id = ask();
        EXPECT_EQ(reported(id), "comparing 0 0 0 0");
    });
}

TEST_F(SyncRun, that_has_not_begun_is_joined_by_who_asks_for_the_same)
{
    auto const id = ask();
    EXPECT_EQ(ask(), id);
    EXPECT_NE(ask({.item_type = "todo"}), id);
    EXPECT_NE(ask({.max = 1}), id);
    EXPECT_NE(ask({.notebook_uuids = std::vector{uuid_of(20)}}), id);
    compare();
    EXPECT_NE(ask(), id) << "what it compared already may differ again";
}

TEST_F(SyncRun, is_joined_by_a_request_for_the_same_at_the_same_time)
{
    RunId first;
    std::future<RunId> second;
    db::as_user(pool, user, [&](pqxx::work& work) {
        first = std::get<RunId>(begin_run(work, user, std::nullopt, {}, find));
        second = std::async(std::launch::async, [&] { return ask(); });
        while (work.exec("SELECT FROM pg_locks WHERE NOT granted").empty() &&
               second.wait_for(std::chrono::milliseconds(10)) == std::future_status::timeout)
            continue;
    });
    EXPECT_EQ(second.get(), first);
}

TEST_F(SyncRun, is_refused_where_many_wait)
{
    for (std::int64_t max = 1; max <= 40; ++max)
        ask({.max = max});
    EXPECT_EQ(std::get<NoRun>(begin({.max = 41})), NoRun::too_many);
    EXPECT_EQ(std::get<NoRun>(begin({}, "other")), NoRun::nothing_to_compare);
    ask({.max = 1});
    compare();
    ask({.max = 41});
}

TEST_F(SyncRun, is_nobody_elses_and_ends_with_its_integration)
{
    auto const id = ask();
    auto const other = add_user("bob@example.org");
    EXPECT_FALSE(db::as_reader(pool, other, [&](pqxx::work& work) { return show_run(work, other, id); }));
    run("DELETE FROM integrations");
    EXPECT_FALSE(db::as_reader(pool, user, [&](pqxx::work& work) { return show_run(work, user, id); }));
}

}  // namespace

}  // namespace rmirror::targets
