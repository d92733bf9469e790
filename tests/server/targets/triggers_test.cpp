// SPDX-License-Identifier: AGPL-3.0-or-later
// Who asks for a comparison is told what came of it: when it is done, or how far it is when their time is up.
#include "targets/triggers.hpp"

#include "targets/receiver.hpp"

#include <gtest/gtest.h>

#include <future>

namespace rmirror::targets {

namespace {

using namespace test;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::uuid_of;

constexpr std::chrono::minutes kPatience{1};

struct Asking : FollowTest {
    Log log{Level::error, [](std::string const&) {}};
    Triggers triggers{pool, log};

    Asking()
    {
        static constexpr std::array kPages = {ItemType::page_text};
        target.accepts = kPages;
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

    PassId ask(Scope const& scope = {})
    {
        begin_pass(Cause::trigger, scope);
        return PassId(value("SELECT id FROM sync_passes ORDER BY id DESC LIMIT 1"));
    }

    std::future<Progress> wait(PassId const& pass, std::chrono::seconds at_most)
    {
        auto told = std::make_shared<std::promise<Progress>>();
        triggers.wait(user, {pass}, at_most, [told](Progress const& progress) { told->set_value(progress); });
        return told->get_future();
    }

    static std::string told(std::future<Progress>& answer)
    {
        auto const at = answer.get();
        return std::to_string(at.synced) + " " + std::to_string(at.failed) + " " +
               std::to_string(at.skipped) + " " + std::to_string(at.queued);
    }
};

TEST_F(Asking, tells_what_was_brought_and_what_stood_there_already)
{
    auto answer = wait(ask(), kPatience);
    EXPECT_EQ(sync(), "+page_text*3");
    EXPECT_EQ(told(answer), "3 0 3 0");
}

TEST_F(Asking, tells_what_failed)
{
    receiver().each = [](Delivery const&) {
        return Ending{queue::Outcome::rejected(queue::ErrorClass::invalid_data, "The receiver answered 422."),
                      std::nullopt};
    };
    auto answer = wait(ask(), kPatience);
    sync();
    EXPECT_EQ(told(answer), "0 3 3 0");
}

TEST_F(Asking, keeps_to_what_was_asked_for)
{
    auto one = wait(ask({.most = 1}), kPatience);
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(told(one).substr(0, 4), "1 0 ");
    auto elsewhere = wait(ask({.notebook_uuids = std::vector{uuid_of(20)}}), kPatience);
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(told(elsewhere), "0 0 3 0");
    auto none = wait(ask({.item_type = "todo"}), kPatience);
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(told(none), "0 0 0 0");
}

TEST_F(Asking, is_answered_in_time_while_the_work_goes_on)
{
    auto const pass = ask();
    auto early = wait(pass, std::chrono::seconds(1));
    compare();
    EXPECT_EQ(told(early), "0 0 3 3");
    auto late = wait(pass, kPatience);
    EXPECT_EQ(deliver(), "+page_text*3");
    EXPECT_EQ(told(late), "3 0 3 0");
}

TEST_F(Asking, is_answered_at_once_when_the_server_stops)
{
    auto answer = wait(ask(), kPatience);
    triggers.stop();
    EXPECT_EQ(told(answer).substr(0, 4), "0 0 ");
}

}  // namespace

}  // namespace rmirror::targets
