// SPDX-License-Identifier: AGPL-3.0-or-later
// What time it is, and being woken at a time: the client's own thread does it; tests turn the clock by hand.
#pragma once

#include <chrono>
#include <functional>

namespace rmirror::upstream {

class Alarm {
public:
    using Time = std::chrono::steady_clock::time_point;

    virtual ~Alarm() = default;
    virtual Time now() const = 0;
    /// Calls it once at that time or soon after, never within this call; not at all when everything ends
    /// before. It must neither block nor throw.
    virtual void at(Time time, std::function<void()> call) = 0;
};

}  // namespace rmirror::upstream
