// SPDX-License-Identifier: AGPL-3.0-or-later
// Leaves a service alone that says again and again that it is asked too much.
#pragma once

#include "upstream/alarm.hpp"

namespace rmirror::upstream {

/// Not safe for several threads at once.
class Breaker {
public:
    static constexpr int kMostInRow = 5;  // Answers of 429.
    static constexpr std::chrono::seconds kRest{60};
    /// While the first call after the rest shows what is to be expected, the others look again after this.
    static constexpr std::chrono::seconds kRestDuringTrial{5};

    /// How long until a call may begin; zero: now.
    std::chrono::milliseconds rest(Alarm::Time now) const;
    /// A call begins, which it may. Answers whether it is the trial after the rest.
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
