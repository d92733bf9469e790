// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/end.hpp"

#include "queue/leases.hpp"
#include "queue/queue_fixture.hpp"

namespace rmirror::queue::test {
namespace {

using EndTest = QueueFixture;

TEST_F(EndTest, ends_an_item_together_with_its_result)
{
    enqueue(1);
    auto const item = *claim_next();
    auto const broken = Outcome::done([](pqxx::work& work) { work.exec("SELECT 1/0"); });
    EXPECT_THROW(end(pool, job, item, broken), pqxx::sql_error);
    EXPECT_EQ(status(1), "processing 1");
    EXPECT_TRUE(end(pool, job, item, Outcome::done([&](pqxx::work& work) {
                        work.exec_params("UPDATE users SET full_name = 'Written' WHERE id = $1", user);
                    })));
    EXPECT_EQ(status(1), "completed 1");
    EXPECT_EQ(value("SELECT full_name FROM users"), "Written");
}

TEST_F(EndTest, waits_twice_as_long_after_each_failure_and_gives_up_after_the_fifth)
{
    enqueue(1);
    for (int const seconds : {30, 60, 120, 240}) {
        ASSERT_TRUE(
            end(pool, job, *claim_next(), Outcome::retry(ErrorClass::network_error, "Nobody answers.")));
        EXPECT_EQ(status(1).substr(0, 5), "retry");
        // The statement's own clock: it was written in a transaction that began at started_at or later.
        EXPECT_EQ(value("SELECT run_after - now() BETWEEN interval '" + std::to_string(seconds - 20) +
                        " seconds' AND interval '" + std::to_string(seconds) + " seconds' FROM sync_queue"),
                  "t");
        EXPECT_FALSE(claim_next());
        set(1, "run_after = now()");
    }
    ASSERT_TRUE(end(pool, job, *claim_next(), Outcome::retry(ErrorClass::network_error, "Nobody answers.")));
    EXPECT_EQ(status(1), "failed 5");
    EXPECT_EQ(value("SELECT error_class || ' ' || error_message FROM sync_queue"),
              "network_error Nobody answers.");
    EXPECT_EQ(value("SELECT kind || ' ' || (details->>'item_key') FROM notifications"),
              "retries_exhausted " + key(1));
}

TEST(Backoff, never_waits_longer_than_an_hour)
{
    std::vector<std::int64_t> seconds;
    for (int attempts = 1; attempts <= 9; ++attempts)
        seconds.push_back(backoff(attempts).count());
    EXPECT_EQ(seconds, (std::vector<std::int64_t>{30, 60, 120, 240, 480, 960, 1920, 3600, 3600}));
    EXPECT_EQ(backoff(1'000'000), std::chrono::hours(1));
}

TEST_F(EndTest, counts_being_told_to_come_later_as_no_attempt)
{
    enqueue(1);
    set(1, "attempts = 3");
    end(pool, job, *claim_next(), Outcome::later(std::chrono::seconds(7), "Slow down."));
    EXPECT_EQ(status(1), "retry 3") << "A 429 is no attempt.";
    EXPECT_EQ(value("SELECT run_after - now() BETWEEN interval '0' AND interval '7 seconds' FROM sync_queue"),
              "t");
}

TEST_F(EndTest, does_not_try_again_what_would_fail_every_time)
{
    enqueue(1);
    end(pool, job, *claim_next(), Outcome::rejected(ErrorClass::auth_error, "The key is wrong."));
    EXPECT_EQ(status(1), "failed 1");
    EXPECT_EQ(value("SELECT count(*) FROM notifications"), "1");
    enqueue(2);
    end(pool, job, *claim_next(), Outcome::dropped(ErrorClass::invalid_data, "Gone."));
    EXPECT_EQ(status(2), "cancelled 1");
}

TEST_F(EndTest, does_again_what_changed_while_it_was_done)
{
    enqueue(1);
    auto const item = *claim_next();
    set(1, "is_outdated = true, content_hash = 'i1:new'");
    EXPECT_TRUE(end(pool, job, item, Outcome::done()));
    EXPECT_EQ(status(1), "pending 0");
    auto const again = *claim_next();
    EXPECT_EQ(again.content_hash, "i1:new");
    EXPECT_TRUE(end(pool, job, again, Outcome::done()));
    EXPECT_EQ(status(1), "completed 1");
}

TEST_F(EndTest, rescues_what_a_silent_worker_held)
{
    enqueue(1);
    auto const lost = *claim_next();
    EXPECT_EQ(fail_expired_leases(pool, job), 0U);
    set(1, "leased_until = now() - interval '1 second'");
    EXPECT_EQ(fail_expired_leases(pool, job), 1U);
    EXPECT_EQ(status(1), "retry 1");
    set(1, "run_after = now()");
    auto const again = *claim_next();
    EXPECT_EQ(again.item_key, lost.item_key);
    EXPECT_FALSE(end(pool, job, lost, Outcome::done())) << "A worker that lost its lease writes nothing.";
    EXPECT_EQ(status(1), "processing 2");
    EXPECT_TRUE(end(pool, job, again, Outcome::done()));
}

TEST_F(EndTest, keeps_what_a_worker_is_still_at)
{
    enqueue(1);
    auto const item = *claim_next();
    set(1, "leased_until = now() - interval '1 second'");
    db::as_system(pool, [&](pqxx::work& work) { extend(work, {item.lease_id}, kLease); });
    EXPECT_EQ(fail_expired_leases(pool, job), 0U);
    EXPECT_TRUE(end(pool, job, item, Outcome::done()));
}

TEST_F(EndTest, keeps_messages_short_and_whole)
{
    enqueue(1);
    std::string message = "x";
    for (int i = 0; i < 700; ++i)
        message += "é";
    message[3] = '\0';
    end(pool, job, *claim_next(),
        Outcome::rejected(ErrorClass::invalid_data, "né" + std::string(1, '\0') + message.substr(5)));
    EXPECT_EQ(value("SELECT octet_length(error_message) BETWEEN 990 AND 1000 FROM sync_queue"), "t");
}

}  // namespace
}  // namespace rmirror::queue::test
