// SPDX-License-Identifier: AGPL-3.0-or-later
// How many calls may begin in any span of time, and how those that can wait are spread over it.
#pragma once

#include "upstream/alarm.hpp"

#include <cstddef>
#include <deque>

namespace rmirror::upstream {

/// Interactive calls are those that a person or a program waits for; they go first.
enum class Priority { interactive, background };

/// So many calls may begin in any span that is as long as the window, tries included.
struct Rate {
    std::size_t calls = 0;  // 0: any.
    std::chrono::milliseconds window{60'000};
    std::size_t kept = 0;  // Of the calls, for interactive ones alone.

    std::size_t most(Priority priority) const
    {
        return priority == Priority::interactive || kept >= calls ? calls : calls - kept;
    }
};

/// What has begun in the last window. Background calls begin as they come until a quarter of it is used,
/// so that little work is done at once. From then on they are spread over what is left of it: places become
/// free one after the other, and an interactive call that finds none waits for a moment and not for a window.
/// Not safe for several threads at once.
class Pace {
public:
    using Time = Alarm::Time;

    /// How long until a call may begin; zero: now.
    std::chrono::milliseconds wait(Rate const& rate, Priority priority, Time now);
    /// A call begins, which it may.
    void begin(Rate const& rate, Priority priority, Time now);
    bool is_idle(Rate const& rate, Time now) const;

private:
    void forget(Rate const& rate, Time now);
    Time next_background(Rate const& rate, Time now) const;

    std::deque<Time> begun_;
    Time next_background_;
};

}  // namespace rmirror::upstream
