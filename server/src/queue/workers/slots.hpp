// SPDX-License-Identifier: AGPL-3.0-or-later
// Decides which owners may begin an item on the threads of one pool: docs/decisions/0031-users-take-turns.md.
#pragma once

#include "base/ids.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>

namespace rmirror::queue {

/// Thread-safe.
class Slots {
public:
    using Clock = std::chrono::steady_clock;
    using Time = Clock::time_point;

    /// `slow_after` is Job::slow_after().
    Slots(std::size_t threads, std::optional<std::chrono::milliseconds> slow_after);

    /// Whether the owner may begin one more item now. An owner must leave at least as many threads free as it
    /// holds.
    bool has_room(UserId const& owner, Time now);

    using Work = std::list<Time>::iterator;
    Work begin(UserId const& owner, Time now);
    void end(UserId const& owner, Work work, Time now);

private:
    /// An owner's items in progress, and the speed of its service.
    struct Owner {
        std::list<Time> under_way = {};  // The start of each item.
        std::size_t consecutive_quick = 0;
        std::optional<Time> slow_at = {};  // When an item last took too long.
        Time seen;                         // When an item last began or ended.
    };

    bool is_slow(Owner const& owner, Time now) const;
    std::size_t held_by(bool (Slots::*of)(Owner const&, Time) const, Time now) const;
    bool is_probationary(Owner const& owner, Time now) const;
    void forget(Time now);

    std::size_t const threads_;
    std::optional<std::chrono::milliseconds> const slow_after_;
    std::mutex mutex_;
    std::map<UserId, Owner> owners_;
    std::size_t under_way_ = 0;
};

}  // namespace rmirror::queue
