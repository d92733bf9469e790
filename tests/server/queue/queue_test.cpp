// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/queue.hpp"

#include "queue/queue_fixture.hpp"

#include <future>
#include <set>

namespace rmirror::jobs::test {
namespace {

constexpr std::chrono::seconds kLease{120};

using QueueTest = QueueFixture;

TEST_F(QueueTest, gives_out_the_most_urgent_first_and_nothing_that_is_not_due)
{
    enqueue(1, 5);
    enqueue(2, 1);
    enqueue(3, 5);
    set(3, "run_after = now() - interval '1 hour'");
    enqueue(4, 1);
    set(4, "run_after = now() + interval '1 hour'");
    for (int const expected : {2, 3, 1})
        EXPECT_EQ(claim(pool, kinds, kLease)->item_key, key(expected));
    EXPECT_FALSE(claim(pool, kinds, kLease));
}

TEST_F(QueueTest, gives_out_what_is_asked_for_as_far_as_it_is_free_and_due)
{
    for (int i = 1; i <= 4; ++i)
        enqueue(i);
    set(2, "run_after = now() + interval '1 hour'");
    std::vector<std::string> ids;
    for (int i = 1; i <= 3; ++i)
        ids.push_back(value("SELECT id FROM sync_queue WHERE item_key = '" + key(i) + "'"));
    EXPECT_EQ(claim(pool, kinds, kLease)->item_key, key(1));
    auto const taken = claim_these(pool, ids, kLease);
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken[0].item_key, key(3));
    EXPECT_EQ(status(4), "pending 0");
    EXPECT_TRUE(end(pool, kinds, taken[0], Outcome::apart("Alone, please.")));
    EXPECT_EQ(status(3), "retry 0");
    EXPECT_EQ(claim(pool, kinds, kLease)->item_key, key(4));
    EXPECT_EQ(claim(pool, kinds, kLease)->item_key, key(3)) << "It is due at once.";
}

TEST_F(QueueTest, leaves_alone_what_nobody_can_do)
{
    enqueue(1);
    EXPECT_FALSE(claim(pool, {}, kLease));
    EXPECT_EQ(status(1), "pending 0");
}

TEST_F(QueueTest, leaves_alone_what_is_not_to_begin_yet)
{
    enqueue(1);
    bool may_begin = false;
    kinds[0].may_begin = [&] { return may_begin; };
    EXPECT_FALSE(claim(pool, kinds, kLease));
    EXPECT_EQ(status(1), "pending 0");
    may_begin = true;
    EXPECT_TRUE(claim(pool, kinds, kLease));
}

TEST_F(QueueTest, never_gives_an_item_to_two_workers)
{
    constexpr int kItems = 200;
    for (int i = 1; i <= kItems; ++i)
        enqueue(i);
    auto const take_all = [this] {
        std::vector<std::string> taken;
        while (auto const item = claim(pool, kinds, kLease))
            taken.push_back(item->id);
        return taken;
    };
    auto other = std::async(std::launch::async, take_all);
    auto taken = take_all();
    auto const more = other.get();
    taken.insert(taken.end(), more.begin(), more.end());
    EXPECT_EQ(taken.size(), std::size_t{kItems});
    EXPECT_EQ(std::set(taken.begin(), taken.end()).size(), std::size_t{kItems});
}

TEST_F(QueueTest, ends_an_item_together_with_its_result)
{
    enqueue(1);
    auto const item = *claim(pool, kinds, kLease);
    auto const broken = Outcome::done([](pqxx::work& work) { work.exec("SELECT 1/0"); });
    EXPECT_THROW(end(pool, kinds, item, broken), pqxx::sql_error);
    EXPECT_EQ(status(1), "processing 1");
    EXPECT_TRUE(end(pool, kinds, item, Outcome::done([&](pqxx::work& work) {
                        work.exec_params("UPDATE users SET full_name = 'Written' WHERE id = $1", user);
                    })));
    EXPECT_EQ(status(1), "completed 1");
    EXPECT_EQ(value("SELECT full_name FROM users"), "Written");
}

TEST_F(QueueTest, waits_twice_as_long_after_each_failure_and_gives_up_after_the_fifth)
{
    enqueue(1);
    for (int const seconds : {30, 60, 120, 240}) {
        ASSERT_TRUE(end(pool, kinds, *claim(pool, kinds, kLease),
                        Outcome::retry(ErrorClass::network_error, "Nobody answers.")));
        EXPECT_EQ(status(1).substr(0, 5), "retry");
        // The statement's own clock: it was written in a transaction that began at started_at or later.
        EXPECT_EQ(value("SELECT run_after - now() BETWEEN interval '" + std::to_string(seconds - 20) +
                        " seconds' AND interval '" + std::to_string(seconds) + " seconds' FROM sync_queue"),
                  "t");
        EXPECT_FALSE(claim(pool, kinds, kLease));
        set(1, "run_after = now()");
    }
    ASSERT_TRUE(end(pool, kinds, *claim(pool, kinds, kLease),
                    Outcome::retry(ErrorClass::network_error, "Nobody answers.")));
    EXPECT_EQ(status(1), "failed 5");
    EXPECT_EQ(value("SELECT error_class || ' ' || error_message FROM sync_queue"),
              "network_error Nobody answers.");
    EXPECT_EQ(value("SELECT kind || ' ' || (details->>'item_key') FROM notifications"),
              "retries_exhausted " + key(1));
}

TEST(Queue, never_waits_longer_than_an_hour)
{
    std::vector<std::int64_t> seconds;
    for (int attempts = 1; attempts <= 9; ++attempts)
        seconds.push_back(pause_after(attempts).count());
    EXPECT_EQ(seconds, (std::vector<std::int64_t>{30, 60, 120, 240, 480, 960, 1920, 3600, 3600}));
    EXPECT_EQ(pause_after(1'000'000), std::chrono::hours(1));
}

TEST_F(QueueTest, counts_being_told_to_come_later_as_no_attempt)
{
    enqueue(1);
    set(1, "attempts = 3");
    end(pool, kinds, *claim(pool, kinds, kLease), Outcome::later(std::chrono::seconds(7), "Slow down."));
    EXPECT_EQ(status(1), "retry 3") << "A 429 is no attempt.";
    EXPECT_EQ(value("SELECT run_after - now() BETWEEN interval '0' AND interval '7 seconds' FROM sync_queue"),
              "t");
}

TEST_F(QueueTest, does_not_try_again_what_would_fail_every_time)
{
    enqueue(1);
    end(pool, kinds, *claim(pool, kinds, kLease),
        Outcome::rejected(ErrorClass::auth_error, "The key is wrong."));
    EXPECT_EQ(status(1), "failed 1");
    EXPECT_EQ(value("SELECT count(*) FROM notifications"), "1");
    enqueue(2);
    end(pool, kinds, *claim(pool, kinds, kLease), Outcome::dropped(ErrorClass::invalid_data, "Gone."));
    EXPECT_EQ(status(2), "cancelled 1");
}

TEST_F(QueueTest, does_again_what_changed_while_it_was_done)
{
    enqueue(1);
    auto const item = *claim(pool, kinds, kLease);
    set(1, "is_outdated = true, content_hash = 'i1:new'");
    EXPECT_TRUE(end(pool, kinds, item, Outcome::done()));
    EXPECT_EQ(status(1), "pending 0");
    auto const again = *claim(pool, kinds, kLease);
    EXPECT_EQ(again.content_hash, "i1:new");
    EXPECT_TRUE(end(pool, kinds, again, Outcome::done()));
    EXPECT_EQ(status(1), "completed 1");
}

TEST_F(QueueTest, takes_back_what_a_silent_worker_held)
{
    enqueue(1);
    auto const lost = *claim(pool, kinds, kLease);
    EXPECT_EQ(take_back(pool, kinds), 0U);
    set(1, "leased_until = now() - interval '1 second'");
    EXPECT_EQ(take_back(pool, kinds), 1U);
    EXPECT_EQ(status(1), "retry 1");
    set(1, "run_after = now()");
    auto const again = *claim(pool, kinds, kLease);
    EXPECT_EQ(again.item_key, lost.item_key);
    EXPECT_FALSE(end(pool, kinds, lost, Outcome::done())) << "Whoever lost its lease writes nothing.";
    EXPECT_EQ(status(1), "processing 2");
    EXPECT_TRUE(end(pool, kinds, again, Outcome::done()));
}

TEST_F(QueueTest, keeps_what_a_worker_is_still_at)
{
    enqueue(1);
    auto const item = *claim(pool, kinds, kLease);
    set(1, "leased_until = now() - interval '1 second'");
    extend(pool, {item.lease_id}, kLease);
    EXPECT_EQ(take_back(pool, kinds), 0U);
    EXPECT_TRUE(end(pool, kinds, item, Outcome::done()));
}

TEST_F(QueueTest, keeps_messages_short_and_whole)
{
    enqueue(1);
    std::string message = "x";
    for (int i = 0; i < 700; ++i)
        message += "é";
    message[3] = '\0';
    end(pool, kinds, *claim(pool, kinds, kLease),
        Outcome::rejected(ErrorClass::invalid_data, "né" + std::string(1, '\0') + message.substr(5)));
    EXPECT_EQ(value("SELECT octet_length(error_message) BETWEEN 990 AND 1000 FROM sync_queue"), "t");
}

}  // namespace
}  // namespace rmirror::jobs::test
