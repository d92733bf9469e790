// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/claim.hpp"

#include "queue/end.hpp"
#include "queue/queue_fixture.hpp"

#include <pqxx/nontransaction>

#include <algorithm>
#include <chrono>
#include <future>
#include <set>

namespace rmirror::queue::test {
namespace {

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
        EXPECT_EQ(claim_next()->item_key, key(expected));
    EXPECT_FALSE(claim_next());
}

TEST_F(QueueTest, gives_out_what_is_asked_for_as_far_as_it_is_free_and_due)
{
    for (int i = 1; i <= 4; ++i)
        enqueue(i);
    set(2, "run_after = now() + interval '1 hour'");
    std::vector<ItemId> ids;
    for (int i = 1; i <= 3; ++i)
        ids.push_back(id_of(i));
    EXPECT_EQ(claim_next()->item_key, key(1));
    auto const taken = claim_these(pool, user, ids, kLease);
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken[0].item_key, key(3));
    EXPECT_EQ(status(4), "pending 0");
    EXPECT_TRUE(end(pool, job, taken[0], Outcome::apart("Alone, please.")));
    EXPECT_EQ(status(3), "retry 0");
    EXPECT_EQ(claim_next()->item_key, key(4));
    EXPECT_EQ(claim_next()->item_key, key(3)) << "It is due at once.";
}

TEST_F(QueueTest, leaves_alone_what_is_for_another_target)
{
    enqueue(1);
    job.name = "notion";
    EXPECT_FALSE(claim_next());
    EXPECT_EQ(status(1), "pending 0");
}

TEST_F(QueueTest, leaves_alone_what_is_not_to_begin_yet)
{
    enqueue(1);
    job.begins = false;
    EXPECT_FALSE(claim_next());
    EXPECT_EQ(status(1), "pending 0");
    job.begins = true;
    EXPECT_TRUE(claim_next());
}

TEST_F(QueueTest, never_gives_an_item_to_two_workers)
{
    constexpr int kItems = 200;
    enqueue_many(user, 1, kItems);
    job.max.reset();
    auto const take_all = [this] {
        std::vector<ItemId> taken;
        RoundRobinCursor own;
        while (auto const item = claim(pool, job, own, kLease))
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

/// `claims` returns the users of a number of claims, as letters in the order of their ids.
class TurnsTest : public QueueFixture {
protected:
    void add_users(int count)
    {
        for (int i = 0; i < count; ++i)
            users.push_back(add_user("user" + std::to_string(i) + "@example.org"));
        std::sort(users.begin(), users.end());
    }

    std::string claims(int count)
    {
        std::string whose;
        for (int i = 0; i < count; ++i) {
            auto const item = claim_next();
            if (!item)
                return whose + "-";
            auto const place = std::find(users.begin(), users.end(), item->user_id) - users.begin();
            whose += static_cast<char>('a' + place);
            last = *item;
        }
        return whose;
    }

    std::vector<UserId> users;
    Item last;
};

TEST_F(TurnsTest, go_round_among_those_who_have_something_due)
{
    add_users(3);
    job.max.reset();
    enqueue_many(users[0], 1, 4);
    enqueue_many(users[1], 11, 12);
    enqueue_many(users[2], 21, 23);
    set(21, "run_after = now() + interval '1 hour'");
    set(22, "run_after = now() + interval '1 hour'");
    EXPECT_EQ(claims(7), "abcabaa");
    EXPECT_EQ(claims(1), "-");
    set(22, "run_after = now()");
    EXPECT_EQ(claims(2), "c-");
}

TEST_F(TurnsTest, give_everybody_something_before_anybody_has_all_of_a_hundred_thousand)
{
    add_users(50);
    job.max.reset();
    enqueue_many(users[7], 1, 100'000);
    for (int i = 0; i < 50; ++i)
        if (i != 7)
            enqueue_many(users[static_cast<std::size_t>(i)], 200'000 + 10 * i, 200'001 + 10 * i);
    std::set<UserId> served;
    std::size_t of_the_one = 0;
    for (int i = 0; i < 100; ++i) {
        auto const item = claim_next();
        ASSERT_TRUE(item);
        served.insert(item->user_id);
        of_the_one += item->user_id == users[7] ? 1 : 0;
        if (i == 49)
            EXPECT_EQ(served.size(), 50U) << "Each had a turn.";
    }
    EXPECT_EQ(of_the_one, 2U);
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue WHERE status = 'pending'"), "99998");
}

TEST_F(TurnsTest, read_no_more_rows_however_many_wait)
{
    add_users(1);
    enqueue_many(users[0], 1, 5'000);
    db::as_system(pool, [](pqxx::work& work) { work.exec("UPDATE sync_queue SET group_key = uuid_v7()"); });
    auto const owner = db::open_connection(database.url(), std::chrono::seconds(60));
    pqxx::nontransaction(*owner).exec("ANALYZE sync_queue");  // As autovacuum does, which tests switch off.
    db::Pool counted(database.options(1));  // PostgreSQL counts by connection, and tells when it is asked to.
    auto const rows_read = [&] {
        auto const read = [&](std::string const& sql) {
            return db::as_system(counted,
                                 [&](pqxx::work& work) { return work.exec1(sql)[0].as<std::int64_t>(0); });
        };
        read("SELECT count(*) FROM (SELECT pg_stat_force_next_flush()) AS flushed");
        return read(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'sync_queue'");
    };
    ASSERT_TRUE(claim(counted, job, cursor, kLease));
    auto const before = rows_read();
    ASSERT_GT(before, 0);
    ASSERT_TRUE(claim(counted, job, cursor, kLease)) << "Beside one whose group is busy.";
    EXPECT_LT(rows_read() - before, 2'000);
}

TEST_F(TurnsTest, leave_everything_to_the_only_user)
{
    add_users(1);
    job.max.reset();
    enqueue_many(users[0], 1, 30);
    EXPECT_EQ(claims(30), std::string(30, 'a'));
}

TEST_F(TurnsTest, stop_for_a_user_with_five_items_begun)
{
    add_users(2);
    enqueue_many(users[0], 1, 8);
    enqueue_many(users[1], 11, 12);
    EXPECT_EQ(claims(8),
              "abab"
              "aaa-")
        << "The usual bound.";
    EXPECT_TRUE(end(pool, job, last, Outcome::done()));
    EXPECT_EQ(claims(2), "a-");
    // Items that are processed elsewhere don't count here.
    set(1, "leased_until = 'infinity'");
    EXPECT_EQ(claims(2), "a-");
}

TEST_F(TurnsTest, never_pass_the_bound_however_many_workers_claim_at_once)
{
    add_users(1);
    enqueue_many(users[0], 1, 60);
    auto const take_all = [this] {
        RoundRobinCursor own;
        while (claim(pool, job, own, kLease)) {}
    };
    std::vector<std::future<void>> workers;
    workers.reserve(4);
    for (int i = 0; i < 4; ++i)
        workers.push_back(std::async(std::launch::async, take_all));
    for (auto& worker : workers)
        worker.get();
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue WHERE status = 'processing'"), "5");
}

TEST_F(TurnsTest, leave_backlog_to_its_own_workers)
{
    add_users(1);
    enqueue_many(users[0], 1, 2);
    set(1, "trigger_source = 'scheduled'");
    job.is_hurried = true;
    EXPECT_EQ(claims(2), "a-");
    EXPECT_EQ(status(1), "pending 0");
    set(1, "status = 'retry'");
    EXPECT_EQ(claims(1), "a") << "Something has come of it.";
}

}  // namespace
}  // namespace rmirror::queue::test
