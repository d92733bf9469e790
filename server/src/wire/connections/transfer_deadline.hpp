// SPDX-License-Identifier: AGPL-3.0-or-later
// The time limit for receiving a body or sending an answer:
// docs/decisions/0044-memory-and-connections-by-owner.md.
#pragma once

#include <chrono>
#include <cstddef>

namespace rmirror::wire {

/// One transfer may take `allowance` at any rate; after that, it must keep a minimum rate. The rate is
/// measured in windows of half the allowance, of which the first ends with the allowance. So a transfer that
/// stalls ends with the allowance, however much it moved before, and no transfer takes longer than the
/// allowance, its size at the minimum rate, and one window together.
class TransferDeadline {
public:
    using Clock = std::chrono::steady_clock;

    TransferDeadline(std::chrono::milliseconds allowance, std::size_t bytes_per_second)
        : window_(allowance / 2), before_(allowance - window_), bytes_per_second_(bytes_per_second)
    {}

    void begin(Clock::time_point now);
    bool is_due(Clock::time_point now) const { return now > due_; }
    /// Call this when it is due. Returns true if the transfer is too slow and must end; otherwise it is due
    /// again one window later. `bytes`: all bytes moved so far; the starting point of the count doesn't
    /// matter.
    bool is_too_slow(Clock::time_point now, std::size_t bytes);

private:
    Clock::duration window_;
    Clock::duration before_;  // The part of the allowance before its last window.
    std::size_t bytes_per_second_;
    Clock::time_point due_;
    bool is_measuring_ = false;
    Clock::time_point measured_at_;
    std::size_t measured_ = 0;  // Bytes at `measured_at_`.
};

}  // namespace rmirror::wire
