// SPDX-License-Identifier: AGPL-3.0-or-later
// A rate limit over a sliding window that also spreads background calls over the window.
#pragma once

#include "upstream/client/alarm.hpp"

#include <cstddef>
#include <deque>

namespace rmirror::upstream {

/// Interactive calls are those that a person or a program waits for; they go first.
enum class Priority { interactive, background };

/// At most `calls` calls, retries included, may begin in any time span of one window.
struct Rate {
    std::size_t calls = 0;  // 0: unlimited.
    std::chrono::milliseconds window{60'000};
    std::size_t kept = 0;  // Part of `calls` reserved for interactive calls.

    std::size_t max(Priority priority) const
    {
        return priority == Priority::interactive || kept >= calls ? calls : calls - kept;
    }
};

/// The calls that began in the last window. Background calls begin immediately until a quarter of their share
/// is used, so that little work finishes quickly. After that they are spread over the rest of the window, so
/// that slots become free one by one and an interactive call without a free slot waits only briefly instead
/// of for a whole window. Not thread-safe.
class RateCounter {
public:
    using Time = Alarm::Time;

    /// Time until a call may begin; zero means now.
    std::chrono::milliseconds wait(Rate const& rate, Priority priority, Time now);
    /// Records that a call begins. Call it only if wait() is zero.
    void begin(Rate const& rate, Priority priority, Time now);
    /// Whether no call began in the last window.
    bool is_idle(Rate const& rate, Time now) const;

private:
    void forget(Rate const& rate, Time now);
    Time next_background(Rate const& rate, Time now) const;

    std::deque<Time> begun_;
    Time next_background_;
};

}  // namespace rmirror::upstream
