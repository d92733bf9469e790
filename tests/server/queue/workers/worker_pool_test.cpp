// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/workers/worker_pool.hpp"

#include "queue/queue_fixture.hpp"
#include "wire/test_server.hpp"

#include <atomic>
#include <future>
#include <memory>
#include <set>
#include <stdexcept>

namespace rmirror::queue::test {
namespace {

using http::test::Inbox;

/// Longer than any test: what happens within it happens because a worker was woken.
constexpr std::chrono::hours kNever{1};

struct WorkerPoolTest : QueueFixture {
    Inbox<std::string> done;
    Log log{Level::error, [](std::string const&) {}};

    /// Tells of each item that is done, before the transaction that says so.
    WorkerPoolTest()
    {
        job.each = [this](Item const& item) {
            done.put(item.item_key);
            return Outcome::done();
        };
    }

    /// Polls for a status, since no event reports its change.
    void await(int number, std::string const& wanted)
    {
        for (int i = 0; i < 30000 && status(number) != wanted; ++i)
            std::this_thread::yield();
        EXPECT_EQ(status(number), wanted);
    }
};

TEST_F(WorkerPoolTest, is_woken_by_what_is_queued)
{
    WorkerPool const workers(pool, database.url(), log, job, {.threads = 1, .poll = kNever});
    enqueue(1);
    EXPECT_EQ(done.take(), key(1));
    await(1, "completed 1");
    enqueue(2);
    EXPECT_EQ(done.take(), key(2));
}

/// Counts how often a thread looks for an item.
struct WatchedJob : GivenJob {
    bool may_begin() override
    {
        ++looks;
        looks.notify_all();
        return true;
    }
    void await_looks(int wanted)
    {
        for (int seen = looks; seen < wanted; seen = looks)
            looks.wait(seen);
    }
    std::atomic<int> looks = 0;
};

TEST_F(WorkerPoolTest, looks_once_for_all_threads_when_a_call_brings_nothing)
{
    constexpr int kCalls = 20;
    WatchedJob watched;
    {
        WorkerPool const workers(pool, database.url(), log, watched, {.threads = 4, .poll = kNever});
        for (int calls = 1; calls <= kCalls; ++calls) {
            value("SELECT pg_notify('rmirror_queue', '')");
            watched.await_looks(calls);
        }
    }
    // It calls its threads itself when it begins to listen.
    EXPECT_LE(watched.looks, kCalls + 1);
}

TEST_F(WorkerPoolTest, finds_what_becomes_due_without_anybody_saying_so)
{
    enqueue(1);
    set(1, "run_after = now() + interval '0.2 seconds'");
    WorkerPool const workers(pool, database.url(), log, job,
                             {.threads = 1, .poll = std::chrono::milliseconds(20)});
    EXPECT_EQ(done.take(), key(1));
    EXPECT_EQ(WorkerOptions().poll, std::chrono::seconds(5));
}

TEST_F(WorkerPoolTest, does_everything_once_with_others_beside_it)
{
    constexpr int kItems = 100;
    for (int i = 1; i <= kItems; ++i)
        enqueue(i);
    {
        WorkerPool const first(pool, database.url(), log, job, {.threads = 2, .poll = kNever});
        WorkerPool const second(pool, database.url(), log, job, {.threads = 2, .poll = kNever});
        for (int i = 0; i < kItems; ++i)
            done.take();
    }
    EXPECT_FALSE(done.take_if_any());
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue WHERE status = 'completed' AND attempts = 1"), "100");
}

TEST_F(WorkerPoolTest, takes_over_from_one_that_was_killed)
{
    enqueue(1);
    ASSERT_TRUE(claim_next());
    set(1, "leased_until = now() - interval '1 second', attempts = 0");
    // A pool looks when it begins; what it rescues is due after half a minute, or at once when told
    // so.
    WorkerPool const workers(pool, database.url(), log, job, {.threads = 1, .poll = kNever});
    await(1, "retry 0");
    set(1, "run_after = now()");
    EXPECT_EQ(done.take(), key(1));
    await(1, "completed 1");
}

TEST_F(WorkerPoolTest, tries_again_what_threw)
{
    enqueue(1);
    job.each = [this](Item const& item) -> Outcome {
        done.put(item.item_key);
        throw std::runtime_error("a secret of ours");
    };
    WorkerPool const workers(pool, database.url(), log, job, {.threads = 1, .poll = kNever});
    done.take();
    await(1, "retry 1");
    EXPECT_EQ(value("SELECT error_class || ': ' || error_message FROM sync_queue"),
              "unknown_error: Something went wrong on the server.");
}

/// The first item goes together with others.
struct GroupTest : WorkerPoolTest {
    struct GroupJob : GivenJob {
        std::vector<Outcome> work(std::span<Item const> items) override
        {
            return items.size() > 1 ? together(items) : GivenJob::work(items);
        }
        std::function<std::vector<Outcome>(std::span<Item const>)> together;
    };

    GroupJob grouping;

    void group_with_first(std::vector<ItemId> ids)
    {
        grouping.each = job.each;
        grouping.group = [first = key(1), ids = std::move(ids)](Item const& claimed) {
            return claimed.item_key == first ? ids : std::vector<ItemId>();
        };
    }
};

TEST_F(GroupTest, is_done_together_and_each_ends_by_itself)
{
    for (int i = 1; i <= 4; ++i)
        enqueue(i, i);
    group_with_first({id_of(2), id_of(3)});
    grouping.together = [](std::span<Item const> items) -> std::vector<Outcome> {
        EXPECT_EQ(items.size(), 3U);
        std::vector<Outcome> outcomes;
        for (auto const& item : items)
            outcomes.push_back(item.item_key == key(1)
                                   ? Outcome::done([](pqxx::work& work) { work.exec("SELECT 1/0"); })
                               : item.item_key == key(2) ? Outcome::apart("Alone, please.")
                                                         : Outcome::done());
        return outcomes;
    };
    WorkerPool const workers(pool, database.url(), log, grouping, {.threads = 1, .poll = kNever});
    EXPECT_EQ(done.take(), key(2));
    EXPECT_EQ(done.take(), key(4));
    await(4, "completed 1");
    EXPECT_EQ(status(1), "processing 1") << "It is missed when its lease runs out.";
    EXPECT_EQ(status(2), "completed 1");
    EXPECT_EQ(status(3), "completed 1");
}

TEST_F(GroupTest, is_tried_again_whole_when_it_threw_or_lost_an_outcome)
{
    for (auto const& failing : std::initializer_list<std::function<std::vector<Outcome>()>>{
             []() -> std::vector<Outcome> { throw std::runtime_error("no"); },
             [] { return std::vector<Outcome>(1); }}) {
        value("WITH gone AS (DELETE FROM sync_queue RETURNING 1) SELECT count(*) FROM gone");
        enqueue(1, 1);
        enqueue(2, 2);
        group_with_first({id_of(2)});
        grouping.together = [&failing](std::span<Item const>) { return failing(); };
        WorkerPool const workers(pool, database.url(), log, grouping, {.threads = 1, .poll = kNever});
        await(2, "retry 1");
        await(1, "retry 1");
    }
}

TEST_F(WorkerPoolTest, of_another_target_goes_on_while_a_service_is_slow)
{
    enqueue(1);
    enqueue(2);
    set(2, "target_name = 'notion'");
    std::promise<void> go_on;
    auto const gate = go_on.get_future().share();
    job.each = [gate](Item const&) {
        gate.wait();
        return Outcome::done();
    };
    GivenJob other;
    other.name = "notion";
    other.each = [this](Item const& item) {
        done.put(item.item_key);
        return Outcome::done();
    };
    WorkerPool const slow(pool, database.url(), log, job, {.threads = 1, .poll = kNever});
    await(1, "processing 1");
    WorkerPool const quick(pool, database.url(), log, other, {.threads = 1, .poll = kNever});
    EXPECT_EQ(done.take(), key(2));
    go_on.set_value();
}

TEST_F(WorkerPoolTest, gives_a_user_who_is_alone_all_threads_of_a_job_without_a_limit)
{
    constexpr int kThreads = 8;
    enqueue_many(user, 1, kThreads);
    std::promise<void> go_on;
    auto const gate = go_on.get_future().share();
    job.max = std::nullopt;
    job.each = [this, gate](Item const& item) {
        done.put(item.item_key);
        gate.wait();
        return Outcome::done();
    };
    WorkerPool const workers(pool, database.url(), log, job, {.threads = kThreads, .poll = kNever});
    std::shared_ptr<void> const opening(nullptr, [&](void*) { go_on.set_value(); });
    std::set<std::string> under_way;
    for (int i = 0; i < kThreads; ++i)
        under_way.insert(done.take());
    EXPECT_EQ(under_way.size(), std::size_t{kThreads});
}

TEST_F(WorkerPoolTest, tends_what_is_under_way_elsewhere_and_goes_on_when_that_fails)
{
    job.interval = std::chrono::milliseconds(1);
    job.tending = [this]() -> std::size_t {
        done.put("tended");
        throw std::runtime_error("no");
    };
    WorkerPool const workers(pool, database.url(), log, job, {.threads = 1, .poll = kNever});
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(done.take(), "tended");
}

TEST_F(WorkerPoolTest, ends_what_it_began_and_begins_nothing_more_when_it_stops)
{
    enqueue(1);
    enqueue(2);
    std::promise<void> go_on;
    auto const gate = go_on.get_future().share();
    job.each = [this, gate](Item const& item) {
        done.put(item.item_key);
        gate.wait();
        return Outcome::done();
    };
    auto workers = std::make_unique<WorkerPool>(pool, database.url(), log, job,
                                                WorkerOptions{.threads = 1, .poll = kNever});
    EXPECT_EQ(done.take(), key(1));
    auto stopped = std::async(std::launch::async, [&] { workers.reset(); });
    go_on.set_value();
    stopped.get();
    EXPECT_EQ(status(1), "completed 1");
}

TEST_F(WorkerPoolTest, goes_on_after_the_database_was_away)
{
    WorkerPool const workers(pool, database.url(), log, job,
                             {.threads = 1, .poll = std::chrono::milliseconds(20)});
    database.cut_connections();
    enqueue(1);
    EXPECT_EQ(done.take(), key(1));
}

}  // namespace
}  // namespace rmirror::queue::test
