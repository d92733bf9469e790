// SPDX-License-Identifier: AGPL-3.0-or-later
// Waiting for what another thread does in its own time.
#pragma once

#include <chrono>
#include <thread>

namespace rmirror::test {

/// Far beyond what a slow or busy machine takes: whatever takes longer hangs.
constexpr std::chrono::seconds kHangLimit{300};

/// False when it has not come about after so long that it never will.
template <typename Condition>
bool eventually(Condition const& condition)
{
    auto const end = std::chrono::steady_clock::now() + kHangLimit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::yield();
    }
    return true;
}

}  // namespace rmirror::test
