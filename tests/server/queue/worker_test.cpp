// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/worker.hpp"

#include "queue/queue.hpp"
#include "queue/queue_fixture.hpp"
#include "queue/scheduler.hpp"
#include "wire/test_server.hpp"

#include <future>
#include <stdexcept>

namespace rmirror::jobs::test {
namespace {

using http::test::Inbox;

/// Longer than any test: what happens within it happens because somebody was woken.
constexpr std::chrono::hours kNever{1};

struct WorkerTest : QueueFixture {
    Inbox<std::string> done;
    Log log{Level::error, [](std::string const&) {}};

    /// Tells `done` of each item that is done, after the transaction that says so.
    Kinds telling(std::function<Outcome(Item const&)> run)
    {
        return {{.item_type = "ocr_page",
                 .run = std::move(run),
                 .companions = {},
                 .run_together = {},
                 .may_begin = {},
                 .before_end = {},
                 .after_end = {}}};
    }

    Kinds telling()
    {
        return telling([this](Item const& item) {
            done.put(item.item_key);
            return Outcome::done();
        });
    }

    /// Waits for a status, which whoever wrote it does not tell.
    void await(int number, std::string const& wanted)
    {
        for (int i = 0; i < 30000 && status(number) != wanted; ++i)
            std::this_thread::yield();
        EXPECT_EQ(status(number), wanted);
    }
};

TEST_F(WorkerTest, is_woken_by_what_is_queued)
{
    Worker const worker(pool, database.url(), log, telling(), {.threads = 1, .poll = kNever});
    enqueue(1);
    EXPECT_EQ(done.take(), key(1));
    await(1, "completed 1");
    enqueue(2);
    EXPECT_EQ(done.take(), key(2));
}

TEST_F(WorkerTest, finds_what_becomes_due_without_anybody_saying_so)
{
    enqueue(1);
    set(1, "run_after = now() + interval '0.2 seconds'");
    Worker const worker(pool, database.url(), log, telling(),
                        {.threads = 1, .poll = std::chrono::milliseconds(20)});
    EXPECT_EQ(done.take(), key(1));
    EXPECT_EQ(WorkerOptions().poll, std::chrono::seconds(5));
}

TEST_F(WorkerTest, does_everything_once_with_others_beside_it)
{
    constexpr int kItems = 100;
    for (int i = 1; i <= kItems; ++i)
        enqueue(i);
    {
        Worker const first(pool, database.url(), log, telling(), {.threads = 2, .poll = kNever});
        Worker const second(pool, database.url(), log, telling(), {.threads = 2, .poll = kNever});
        for (int i = 0; i < kItems; ++i)
            done.take();
    }
    EXPECT_FALSE(done.take_if_any());
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue WHERE status = 'completed' AND attempts = 1"), "100");
}

TEST_F(WorkerTest, takes_over_from_one_that_was_killed)
{
    enqueue(1);
    auto const lost = *claim(pool, kinds, std::chrono::seconds(120));
    set(1, "leased_until = now() - interval '1 second', attempts = 0");
    // The minder looks when it begins; what it takes back is due after half a minute, or at once when told
    // so.
    Worker const worker(pool, database.url(), log, telling(), {.threads = 1, .poll = kNever});
    await(1, "retry 0");
    set(1, "run_after = now()");
    EXPECT_EQ(done.take(), key(1));
    await(1, "completed 1");
}

TEST_F(WorkerTest, tries_again_what_threw)
{
    enqueue(1);
    auto const throwing = telling([this](Item const& item) -> Outcome {
        done.put(item.item_key);
        throw std::runtime_error("a secret of ours");
    });
    Worker const worker(pool, database.url(), log, throwing, {.threads = 1, .poll = kNever});
    done.take();
    await(1, "retry 1");
    EXPECT_EQ(value("SELECT error_class || ': ' || error_message FROM sync_queue"),
              "unknown_error: Something went wrong here.");
}

TEST_F(WorkerTest, does_together_what_goes_together_and_ends_each_by_itself)
{
    for (int i = 1; i <= 4; ++i)
        enqueue(i, i);
    auto together = telling();
    together[0].companions = [this](Item const& first) -> std::vector<std::string> {
        if (first.item_key != key(1))
            return {};
        auto const id_of = [this](int number) {
            return value("SELECT id FROM sync_queue WHERE item_key = '" + key(number) + "'");
        };
        return {id_of(2), id_of(3)};
    };
    together[0].run_together = [this](std::vector<Item> const& items) -> std::vector<Outcome> {
        EXPECT_EQ(items.size(), 3U);
        std::vector<Outcome> outcomes;
        outcomes.reserve(items.size());
        for (auto const& item : items)
            outcomes.push_back(item.item_key == key(1)
                                   ? Outcome::done([](pqxx::work& work) { work.exec("SELECT 1/0"); })
                               : item.item_key == key(2) ? Outcome::apart("Alone, please.")
                                                         : Outcome::done());
        return outcomes;
    };
    Worker const worker(pool, database.url(), log, together, {.threads = 1, .poll = kNever});
    EXPECT_EQ(done.take(), key(2));
    EXPECT_EQ(done.take(), key(4));
    await(4, "completed 1");
    EXPECT_EQ(status(1), "processing 1") << "It is missed when its lease runs out.";
    EXPECT_EQ(status(2), "completed 1");
    EXPECT_EQ(status(3), "completed 1");
}

TEST_F(WorkerTest, tries_all_again_that_were_done_together_when_it_threw)
{
    enqueue(1, 1);
    enqueue(2, 2);
    auto together = telling();
    together[0].companions = [this](Item const&) -> std::vector<std::string> {
        return {value("SELECT id FROM sync_queue WHERE item_key = '" + key(2) + "'")};
    };
    together[0].run_together = [](std::vector<Item> const&) -> std::vector<Outcome> {
        throw std::runtime_error("no");
    };
    Worker const worker(pool, database.url(), log, together, {.threads = 1, .poll = kNever});
    await(2, "retry 1");
    EXPECT_EQ(status(1), "retry 1");
}

TEST_F(WorkerTest, ends_what_it_began_and_begins_nothing_more_when_it_stops)
{
    enqueue(1);
    enqueue(2);
    std::promise<void> go_on;
    auto const gate = go_on.get_future().share();
    auto const slow = telling([this, gate](Item const& item) {
        done.put(item.item_key);
        gate.wait();
        return Outcome::done();
    });
    auto worker = std::make_unique<Worker>(pool, database.url(), log, slow,
                                           WorkerOptions{.threads = 1, .poll = kNever});
    EXPECT_EQ(done.take(), key(1));
    auto stopped = std::async(std::launch::async, [&] { worker.reset(); });
    go_on.set_value();
    stopped.get();
    EXPECT_EQ(status(1), "completed 1");
}

TEST_F(WorkerTest, goes_on_after_the_database_was_away)
{
    Worker const worker(pool, database.url(), log, telling(),
                        {.threads = 1, .poll = std::chrono::milliseconds(20)});
    database.cut_connections();
    enqueue(1);
    EXPECT_EQ(done.take(), key(1));
}

TEST_F(WorkerTest, does_chores_by_the_clock_and_goes_on_when_one_fails)
{
    Scheduler const scheduler(
        log, {{"fail", std::chrono::milliseconds(1), []() -> std::size_t { throw std::runtime_error("no"); }},
              {"work", std::chrono::milliseconds(1), [this] {
                   done.put("chore");
                   return std::size_t{1};
               }}});
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(done.take(), "chore");
}

TEST_F(WorkerTest, forgets_what_is_kept_for_a_while_only)
{
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO sessions (user_id, expires_at) VALUES ($1, now()), ($1, now() - interval '31 days')",
            user);
        work.exec_params(
            "INSERT INTO agent_tokens (user_id, name, expires_at) VALUES ($1, 'a', now()), ($1, 'b', now() - "
            "interval '31 days')",
            user);
        work.exec(
            "INSERT INTO device_codes (device_code_hash, user_code, name, expires_at) VALUES "
            "(decode(repeat('00', 32), 'hex'), 'AAAA', 'a', now()), "
            "(decode(repeat('11', 32), 'hex'), 'BBBB', 'b', now() - interval '2 days')");
    });
    for (int i = 1; i <= 2; ++i)
        enqueue(i);
    set(1, "status = 'completed', completed_at = now() - interval '31 days'");
    set(2, "status = 'completed', completed_at = now()");
    for (auto const& chore : usual_chores(pool, {}))
        chore.run();
    for (auto const* const table : {"sessions", "agent_tokens", "device_codes", "sync_queue"})
        EXPECT_EQ(value(std::string("SELECT count(*) FROM ") + table), "1") << table;
}

}  // namespace
}  // namespace rmirror::jobs::test
