// SPDX-License-Identifier: AGPL-3.0-or-later
// Shares the counts of several processes through Redis, on a thread of its own. Requests are judged by what
// is known at that moment and never wait for an exchange, so the processes together may let through too much
// within one exchange, a few milliseconds. Without Redis each process counts for itself.
#pragma once

#include "base/log.hpp"
#include "rates/counters.hpp"
#include "rates/redis.hpp"

#include <condition_variable>
#include <stop_token>
#include <thread>

namespace rmirror::rates {

class SharedCounts {
public:
    struct Intervals {
        std::chrono::milliseconds between{20};       // Between exchanges, so that many requests share one.
        std::chrono::milliseconds after_loss{2000};  // Delay before Redis is tried again.
    };

    SharedCounts(RedisAddress address, Counters& counters, Log& log);
    SharedCounts(RedisAddress address, Counters& counters, Log& log, Intervals intervals);
    ~SharedCounts() = default;
    SharedCounts(SharedCounts const&) = delete;
    SharedCounts& operator=(SharedCounts const&) = delete;

    /// Blocks until everything counted before has been exchanged, or couldn't be.
    void settle();

private:
    void work(std::stop_token const& stop);
    void exchange();
    void keep(std::vector<Counters::Unshared> const& unshared);
    void note_loss(std::string_view why);
    void note_return();

    Redis redis_;
    Counters& counters_;
    Log& log_;
    Intervals intervals_;
    bool lost_ = false;
    Counters::Clock::time_point retry_at_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::uint64_t rounds_begun_ = 0;
    std::uint64_t rounds_done_ = 0;
    std::jthread thread_;  // Last: the thread uses the other members.
};

}  // namespace rmirror::rates
