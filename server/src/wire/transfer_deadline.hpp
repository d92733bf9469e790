// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a body may take to arrive, or an answer to be taken:
// docs/decisions/0044-memory-and-connections-by-owner.md.
#pragma once

#include <chrono>
#include <cstddef>

namespace rmirror::wire {

/// For one transfer: an allowance of time in which its pace doesn't matter, and after that a minimum rate,
/// measured in windows of half the allowance, the first of which ends with it. So a transfer that
/// hardly moves ends with the allowance whatever it moved before, and any other takes no longer than the
/// allowance, its size at the minimum rate and one window together.
class TransferDeadline {
public:
    using Clock = std::chrono::steady_clock;

    TransferDeadline(std::chrono::milliseconds allowance, std::size_t bytes_per_second)
        : window_(allowance / 2), before_(allowance - window_), bytes_per_second_(bytes_per_second)
    {}

    void begin(Clock::time_point now);
    bool is_due(Clock::time_point now) const { return now > due_; }
    /// Where it is due: whether the transfer ends. Otherwise it is due again a window later. `bytes`: all
    /// that it has moved, counted from wherever the caller likes.
    bool is_too_slow(Clock::time_point now, std::size_t bytes);

private:
    Clock::duration window_;
    Clock::duration before_;  // Of the allowance, what comes before its last window.
    std::size_t bytes_per_second_;
    Clock::time_point due_;
    bool is_measuring_ = false;
    Clock::time_point measured_at_;
    std::size_t measured_ = 0;  // Bytes, at that time.
};

}  // namespace rmirror::wire
