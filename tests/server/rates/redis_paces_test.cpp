// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/redis_paces.hpp"

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
using Granted = std::optional<upstream::SharedPaces::Granted>;

constexpr Rate kRate{.calls = 40, .window = seconds(10), .kept = 4};

/// One of several servers.
class Process {
public:
    explicit Process(test::RedisServer const& redis, std::function<std::int64_t()> clock = {})
        : paces_(RedisAddress::parse("unix://" + redis.socket()).value(), log_.log(),
                 {.after_loss = milliseconds(1), .clock = std::move(clock)})
    {}

    Granted claim(Places wanted, std::string limit = "a token", std::string group = "a workspace")
    {
        std::promise<Granted> promise;
        paces_.claim({std::move(limit), std::move(group), kRate, wanted},
                     [&promise](Granted granted) { promise.set_value(granted); });
        return promise.get_future().get();
    }
    RedisPaces& paces() { return paces_; }
    std::string log() { return log_.text(); }

private:
    rmirror::test::CollectedLog log_{Level::info};
    RedisPaces paces_;
};

TEST(RedisPaces, are_those_of_one_process)
{
    test::RedisServer const redis;
    std::int64_t now = 1'000'000'000'000;
    Process process(redis, [&now] { return now; });
    upstream::Pace pace;
    std::mt19937 generator(18);
    std::uniform_int_distribution<std::int64_t> step(0, 500'000);
    std::size_t background = 0;
    for (int i = 0; i < 1500; ++i) {
        now += step(generator);
        upstream::Pace::Time const time{std::chrono::microseconds(now)};
        auto const priority = i % 8 == 0 ? Priority::interactive : Priority::background;
        auto const granted =
            process.claim(priority == Priority::interactive ? Places{1, 0} : Places{0, 1}).value();
        auto const wait = pace.wait(kRate, priority, time);
        auto const told = priority == Priority::interactive ? granted.wait : granted.background_wait;
        ASSERT_LE(std::chrono::abs(told - wait), milliseconds(1)) << i;
        ASSERT_EQ(granted.places.interactive + granted.places.background, wait.count() == 0 ? 1U : 0U) << i;
        if (wait.count() == 0)
            pace.begin(kRate, priority, time);
        background += granted.places.background;
    }
    EXPECT_GT(background, 700U);
}

TEST(RedisPaces, are_one_for_all_processes)
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

TEST(RedisPaces, keep_a_few_for_interactive_calls_and_spread_the_others)
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

TEST(RedisPaces, hold_back_what_another_process_was_told_to)
{
    test::RedisServer const redis;
    Process one(redis);
    Process two(redis);
    one.paces().cool_down_limit("a token", seconds(90));
    one.paces().cool_down_limit("a token", seconds(30));
    one.paces().cool_down_group("an office", seconds(200));
    auto const known = one.claim({1, 1}).value();
    EXPECT_EQ(known.places.interactive + known.places.background, 0U);
    EXPECT_GT(two.claim({1, 1})->cool_down, seconds(30));
    EXPECT_EQ(two.claim({1, 1}, "another token")->places.interactive, 1U);
    EXPECT_GT(two.claim({1, 1}, "another token", "an office")->group_cool_down, seconds(100));
}

TEST(RedisPaces, are_nobodys_while_redis_is_away)
{
    test::RedisServer redis;
    Process process(redis);
    EXPECT_TRUE(process.claim({1, 0}));
    redis.kill();
    for (int i = 0; i < 5; ++i)
        EXPECT_FALSE(process.claim({1, 0}));
    process.paces().cool_down_limit("a token", seconds(9));
    auto const said = process.log();
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
    EXPECT_NE(said.find("redis unavailable"), std::string::npos);
    redis.start();
    EXPECT_TRUE(eventually([&process] { return process.claim({1, 0}).has_value(); }));
    EXPECT_NE(process.log().find("redis available again"), std::string::npos);
}

}  // namespace
}  // namespace rmirror::rates
