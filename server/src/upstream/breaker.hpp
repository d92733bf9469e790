// SPDX-License-Identifier: AGPL-3.0-or-later
// A circuit breaker that stops calls to a service after repeated answers of 429.
#pragma once

#include "upstream/client/alarm.hpp"

namespace rmirror::upstream {

/// Not thread-safe.
class Breaker {
public:
    static constexpr int kMaxInRow = 5;  // Consecutive answers of 429 that open it.
    static constexpr std::chrono::seconds kCoolDown{60};
    /// While the trial call after the cool-down is in progress, other calls wait this long before they check
    /// again.
    static constexpr std::chrono::seconds kCoolDownDuringTrial{5};

    /// Time until a call may begin; zero means now.
    std::chrono::milliseconds cool_down(Alarm::Time now) const;
    /// Records that a call begins. Call it only if cool_down() is zero. Returns true if the call is the trial
    /// after a cool-down.
    bool begin();
    /// Records the result of a call; `status` is 0 if it wasn't answered.
    void note(int status, bool was_trial, Alarm::Time now);
    bool is_open() const { return state_ != State::closed; }

private:
    enum class State { closed, open, trying };

    State state_ = State::closed;
    int in_row_ = 0;
    Alarm::Time until_;
};

}  // namespace rmirror::upstream
