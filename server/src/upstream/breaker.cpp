// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/breaker.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::upstream {

namespace {

constexpr int kTooManyRequests = 429;

}  // namespace

std::chrono::milliseconds Breaker::cool_down(Alarm::Time now) const
{
    if (state_ == State::closed)
        return std::chrono::milliseconds(0);
    if (state_ == State::trying)
        return kCoolDownDuringTrial;
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(until_ - now), std::chrono::milliseconds(0));
}

bool Breaker::begin()
{
    if (state_ == State::closed)
        return false;
    state_ = State::trying;
    return true;
}

void Breaker::note(int status, bool was_trial, Alarm::Time now)
{
    // A call that began before the breaker opened is no new evidence.
    if (state_ != State::closed && !was_trial)
        return;
    if (status == kTooManyRequests) {
        if (!was_trial && ++in_row_ < kMaxInRow)
            return;
        state_ = State::open;
        until_ = now + kCoolDown;
    } else if (status != 0) {
        state_ = State::closed;
    } else if (was_trial) {
        // The trial got no answer and proved nothing, so the next call may try immediately.
        state_ = State::open;
        until_ = now;
        return;
    } else {
        return;
    }
    in_row_ = 0;
}

}  // namespace rmirror::upstream
