// SPDX-License-Identifier: AGPL-3.0-or-later
// Rate limits of external services, counted for all processes in Redis and by its clock. Claims that are
// pending at the same moment share one round trip, on a thread of its own.
#pragma once

#include "base/log.hpp"
#include "rates/redis.hpp"
#include "upstream/shared_rate_counters.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace rmirror::rates {

class RedisRateCounters final : public upstream::SharedRateCounters {
public:
    struct Options {
        std::chrono::milliseconds after_loss{2000};  // Delay before Redis is tried again.
        /// The time in microseconds, for tests. Empty: the clock of Redis.
        std::function<std::int64_t()> clock = {};
    };

    RedisRateCounters(RedisAddress address, Log& log) : RedisRateCounters(std::move(address), log, Options{})
    {}
    RedisRateCounters(RedisAddress address, Log& log, Options options);
    ~RedisRateCounters() override = default;
    RedisRateCounters(RedisRateCounters const&) = delete;
    RedisRateCounters& operator=(RedisRateCounters const&) = delete;

    void claim(Claim claim, Answer answer) override;
    void cool_down_limit(std::string limit, std::chrono::milliseconds pause) override;
    void cool_down_group(std::string group, std::chrono::milliseconds pause) override;

private:
    struct Task {
        Redis::Script script;
        Answer answer;  // Empty for a pause.
    };

    void add(Task task);
    void work(std::stop_token const& stop);
    void carry_out(std::vector<Task> const& tasks);
    void retry();
    void note_loss(std::string_view why);
    void note_return();

    Redis redis_;
    Log& log_;
    Options options_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<Task> tasks_;
    bool is_lost_ = false;
    std::jthread thread_;  // Last: the thread uses the other members.
};

/// nullptr if the settings name no Redis.
Result<std::shared_ptr<upstream::SharedRateCounters>> shared_rate_counters(Settings const& settings,
                                                                           Log& log);

}  // namespace rmirror::rates
