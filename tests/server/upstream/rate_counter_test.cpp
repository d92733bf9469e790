// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/rate_counter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace rmirror::upstream {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Rate kNotion{.calls = 180, .window = milliseconds(61'500), .kept = 9};

/// A client that calls at given times, beside a worker that calls whenever it may.
class Traffic {
public:
    explicit Traffic(Rate rate) : rate_(rate) {}

    /// `person`: when they call, in order.
    void run(milliseconds span, std::vector<milliseconds> const& person, bool has_worker)
    {
        auto next = person.begin();
        for (milliseconds at{0}; at < span; at += milliseconds(3)) {
            auto const now = begin_ + at;
            for (; next != person.end() && *next <= at && may(Priority::interactive, now); ++next)
                waits_.push_back(at - *next);
            while (has_worker && may(Priority::background, now))
                ++background_;
        }
    }

    std::size_t background() const { return background_; }
    std::size_t max_within(milliseconds window) const
    {
        std::size_t max = 0;
        for (auto first = all_.begin(), last = first; last != all_.end(); ++last) {
            while (*first + window <= *last)
                ++first;
            max = std::max(max, static_cast<std::size_t>(last - first) + 1);
        }
        return max;
    }
    milliseconds wait_of(double part)
    {
        std::sort(waits_.begin(), waits_.end());
        return waits_.at(static_cast<std::size_t>(part * static_cast<double>(waits_.size() - 1)));
    }

private:
    bool may(Priority priority, RateCounter::Time now)
    {
        if (rate_counter_.wait(rate_, priority, now).count() > 0)
            return false;
        rate_counter_.begin(rate_, priority, now);
        all_.push_back(now);
        return true;
    }

    Rate rate_;
    RateCounter rate_counter_;
    RateCounter::Time begin_{std::chrono::hours(1)};
    std::vector<RateCounter::Time> all_;
    std::vector<milliseconds> waits_;
    std::size_t background_ = 0;
};

/// At unpredictable times.
std::vector<milliseconds> calls_at_random(milliseconds span, double per_minute)
{
    std::mt19937 generator(18);
    std::exponential_distribution<double> pause(per_minute / 60'000);
    std::vector<milliseconds> calls;
    for (double at = pause(generator); at < static_cast<double>(span.count()); at += pause(generator))
        calls.emplace_back(static_cast<std::int64_t>(at));
    return calls;
}

TEST(RateCounter, lets_no_more_begin_in_any_window_than_are_allowed)
{
    for (double const per_minute : {30.0, 150.0, 1000.0}) {
        Traffic traffic(kNotion);
        traffic.run(minutes(10), calls_at_random(minutes(10), per_minute), true);
        EXPECT_LE(traffic.max_within(kNotion.window), kNotion.calls) << per_minute;
    }
}

TEST(RateCounter, leaves_a_worker_alone_ninety_percent_of_a_minute)
{
    Traffic traffic(kNotion);
    traffic.run(minutes(10), {}, true);
    EXPECT_GE(traffic.background(), 9U * 180);
    EXPECT_LE(traffic.max_within(kNotion.window), 171U);
}

TEST(RateCounter, lets_a_person_wait_less_than_a_second_beside_a_worker_at_full_speed)
{
    for (double const per_minute : {30.0, 60.0}) {
        Traffic traffic(kNotion);
        traffic.run(minutes(20), calls_at_random(minutes(20), per_minute), true);
        EXPECT_LT(traffic.wait_of(0.95), seconds(1)) << per_minute;
        EXPECT_LT(traffic.wait_of(1), seconds(3)) << per_minute;
    }
}

TEST(RateCounter, lets_little_work_begin_at_once)
{
    RateCounter rate_counter;
    RateCounter::Time const now{std::chrono::hours(1)};
    for (int i = 0; i < 42; ++i) {
        EXPECT_EQ(rate_counter.wait(kNotion, Priority::background, now), milliseconds(0));
        rate_counter.begin(kNotion, Priority::background, now);
    }
    EXPECT_GT(rate_counter.wait(kNotion, Priority::background, now), milliseconds(400));
    EXPECT_EQ(rate_counter.wait(kNotion, Priority::interactive, now), milliseconds(0));
}

TEST(RateCounter, keeps_a_few_for_interactive_calls)
{
    constexpr Rate kRate{.calls = 4, .window = seconds(60), .kept = 1};
    RateCounter rate_counter;
    RateCounter::Time const now{std::chrono::hours(1)};
    for (int i = 0; i < 3; ++i)
        rate_counter.begin(kRate, Priority::interactive, now);
    EXPECT_EQ(rate_counter.wait(kRate, Priority::background, now + seconds(20)), seconds(40));
    EXPECT_EQ(rate_counter.wait(kRate, Priority::interactive, now), seconds(0));
    rate_counter.begin(kRate, Priority::interactive, now);
    EXPECT_EQ(rate_counter.wait(kRate, Priority::interactive, now), seconds(60));
    EXPECT_FALSE(rate_counter.is_idle(kRate, now + seconds(59)));
    EXPECT_TRUE(rate_counter.is_idle(kRate, now + seconds(60)));
}

TEST(RateCounter, holds_no_call_back_where_any_number_is_allowed)
{
    RateCounter rate_counter;
    RateCounter::Time const now{std::chrono::hours(1)};
    rate_counter.begin({}, Priority::background, now);
    EXPECT_EQ(rate_counter.wait({}, Priority::background, now), milliseconds(0));
    EXPECT_TRUE(rate_counter.is_idle({}, now));
}

}  // namespace
}  // namespace rmirror::upstream
