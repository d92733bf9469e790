// SPDX-License-Identifier: AGPL-3.0-or-later
// Leaves a service alone that says again and again that it is asked too much.
#pragma once

#include "upstream/alarm.hpp"

namespace rmirror::upstream {

/// Not safe for several threads at once.
class Breaker {
public:
    static constexpr int kMostInRow = 5;  // Answers of 429.
    static constexpr std::chrono::seconds kCoolDown{60};
    /// While the first call after the cool-down shows what is to be expected, the others look again after
    /// this.
    static constexpr std::chrono::seconds kCoolDownDuringTrial{5};

    /// How long until a call may begin; zero: now.
    std::chrono::milliseconds cool_down(Alarm::Time now) const;
    /// A call begins, which it may. Answers whether it is the trial after the cool-down.
    bool begin();
    /// A call has ended; `status` is 0 when it was not answered.
    void note(int status, bool was_trial, Alarm::Time now);
    bool is_open() const { return state_ != State::closed; }

private:
    enum class State { closed, open, trying };

    State state_ = State::closed;
    int in_row_ = 0;
    Alarm::Time until_;
};

}  // namespace rmirror::upstream
