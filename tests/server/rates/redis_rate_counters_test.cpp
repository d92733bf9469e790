// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/redis_rate_counters.hpp"

#include "collected_log.hpp"
#include "eventually.hpp"
#include "rates/redis_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <random>

namespace rmirror::rates {
namespace {

using rmirror::test::eventually;
using std::chrono::milliseconds;
using std::chrono::seconds;
using upstream::Places;
using upstream::Priority;
using upstream::Rate;
using Granted = std::optional<upstream::SharedRateCounters::Granted>;

constexpr Rate kRate{.calls = 40, .window = seconds(10), .kept = 4};

/// One of several servers.
class Process {
public:
    explicit Process(test::RedisServer const& redis, std::function<std::int64_t()> clock = {})
        : rate_counters_(RedisAddress::parse("unix://" + redis.socket()).value(), log_.log(),
                         {.after_loss = milliseconds(1), .clock = std::move(clock)})
    {}

    Granted claim(Places wanted, std::string limit = "a token", std::string group = "a workspace")
    {
        std::promise<Granted> promise;
        rate_counters_.claim({std::move(limit), std::move(group), kRate, wanted},
                             [&promise](Granted granted) { promise.set_value(granted); });
        return promise.get_future().get();
    }
    RedisRateCounters& rate_counters() { return rate_counters_; }
    std::string log() { return log_.text(); }

private:
    rmirror::test::CollectedLog log_{Level::info};
    RedisRateCounters rate_counters_;
};

TEST(RedisRateCounters, are_those_of_one_process)
{
    test::RedisServer const redis;
    std::int64_t now = 1'000'000'000'000;
    Process process(redis, [&now] { return now; });
    upstream::RateCounter rate_counter;
    std::mt19937 generator(18);
    std::uniform_int_distribution<std::int64_t> step(0, 500'000);
    std::size_t background = 0;
    for (int i = 0; i < 1500; ++i) {
        now += step(generator);
        upstream::RateCounter::Time const time{std::chrono::microseconds(now)};
        auto const priority = i % 8 == 0 ? Priority::interactive : Priority::background;
        auto const granted =
            process.claim(priority == Priority::interactive ? Places{1, 0} : Places{0, 1}).value();
        auto const wait = rate_counter.wait(kRate, priority, time);
        auto const reported = priority == Priority::interactive ? granted.wait : granted.background_wait;
        ASSERT_LE(std::chrono::abs(reported - wait), milliseconds(1)) << i;
        ASSERT_EQ(granted.places.interactive + granted.places.background, wait.count() == 0 ? 1U : 0U) << i;
        if (wait.count() == 0)
            rate_counter.begin(kRate, priority, time);
        background += granted.places.background;
    }
    EXPECT_GT(background, 700U);
}

TEST(RedisRateCounters, are_one_for_all_processes)
{
    test::RedisServer const redis;
    Process one(redis);
    Process two(redis);
    EXPECT_EQ(one.claim({30, 0})->places.interactive, 30U);
    auto const rest = two.claim({30, 0}).value();
    EXPECT_EQ(rest.places.interactive, 10U);
    EXPECT_GT(rest.wait, seconds(3));
    EXPECT_LE(rest.wait, seconds(10));
    EXPECT_EQ(two.claim({30, 0}, "another token")->places.interactive, 30U);
    EXPECT_EQ(one.log() + two.log(), "");
}

TEST(RedisRateCounters, keep_a_few_for_interactive_calls_and_spread_the_others)
{
    test::RedisServer const redis;
    Process process(redis);
    auto const burst = process.claim({0, 100}).value();
    EXPECT_EQ(burst.places.background, 9U) << "a quarter of what is not kept";
    EXPECT_GT(burst.background_wait, milliseconds(300));
    EXPECT_LT(burst.background_wait, milliseconds(400));
    auto const both = process.claim({30, 1}).value();
    EXPECT_EQ(both.places.interactive, 30U);
    EXPECT_EQ(both.places.background, 0U);
    EXPECT_EQ(process.claim({1, 0})->places.interactive, 1U);
}

TEST(RedisRateCounters, hold_back_what_another_process_was_told_to)
{
    test::RedisServer const redis;
    Process one(redis);
    Process two(redis);
    one.rate_counters().cool_down_limit("a token", seconds(90));
    one.rate_counters().cool_down_limit("a token", seconds(30));
    one.rate_counters().cool_down_group("an office", seconds(200));
    auto const known = one.claim({1, 1}).value();
    EXPECT_EQ(known.places.interactive + known.places.background, 0U);
    EXPECT_GT(two.claim({1, 1})->cool_down, seconds(30));
    EXPECT_EQ(two.claim({1, 1}, "another token")->places.interactive, 1U);
    EXPECT_GT(two.claim({1, 1}, "another token", "an office")->group_cool_down, seconds(100));
}

TEST(RedisRateCounters, are_nobodys_while_redis_is_away)
{
    test::RedisServer redis;
    Process process(redis);
    EXPECT_TRUE(process.claim({1, 0}));
    redis.kill();
    for (int i = 0; i < 5; ++i)
        EXPECT_FALSE(process.claim({1, 0}));
    process.rate_counters().cool_down_limit("a token", seconds(9));
    auto const said = process.log();
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
    EXPECT_NE(said.find("redis unavailable"), std::string::npos);
    redis.start();
    EXPECT_TRUE(eventually([&process] { return process.claim({1, 0}).has_value(); }));
    EXPECT_NE(process.log().find("redis available again"), std::string::npos);
}

}  // namespace
}  // namespace rmirror::rates
