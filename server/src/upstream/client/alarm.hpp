// SPDX-License-Identifier: AGPL-3.0-or-later
// A clock with timers: implemented by the client's thread, and by a manual clock in tests.
#pragma once

#include <chrono>
#include <functional>

namespace rmirror::upstream {

class Alarm {
public:
    using Time = std::chrono::steady_clock::time_point;

    virtual ~Alarm() = default;
    virtual Time now() const = 0;
    /// Calls `call` once at that time or soon after, never within this function; not at all if the client
    /// ends first. It must neither block nor throw.
    virtual void at(Time time, std::function<void()> call) = 0;
};

}  // namespace rmirror::upstream
