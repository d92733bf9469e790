// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/connections/transfer_deadline.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::wire {

void TransferDeadline::begin(Clock::time_point now)
{
    due_ = now + before_;
    is_measuring_ = false;
}

bool TransferDeadline::is_too_slow(Clock::time_point now, std::size_t bytes)
{
    if (is_measuring_) {
        // A late check requires no more than one window's bytes, and an early one proportionally fewer.
        std::chrono::duration<double> const took = std::min(now - measured_at_, window_);
        auto const min = took.count() * static_cast<double>(bytes_per_second_);
        if (static_cast<double>(bytes - measured_) < min)
            return true;
    }
    // The first window ends with the allowance, even if it started late.
    due_ = std::exchange(is_measuring_, true) ? now + window_ : due_ + window_;
    measured_at_ = now;
    measured_ = bytes;
    return false;
}

}  // namespace rmirror::wire
