// SPDX-License-Identifier: AGPL-3.0-or-later
// Interface for rate limits shared by several processes: a slot is the right to begin one call.
#pragma once

#include "upstream/rate_counter.hpp"

#include <functional>
#include <optional>
#include <string>

namespace rmirror::upstream {

struct Places {
    std::size_t interactive = 0;
    std::size_t background = 0;

    std::size_t& of(Priority priority)
    {
        return priority == Priority::interactive ? interactive : background;
    }
};

class SharedRateCounters {
public:
    /// For all calls of one limit that could begin now.
    struct Claim {
        std::string limit;
        std::string group;  // Empty: none.
        Rate rate;
        Places wanted;
    };
    struct Granted {
        Places places;
        /// When to claim again, if fewer slots were granted than wanted.
        std::chrono::milliseconds wait{0};
        std::chrono::milliseconds background_wait{0};
        // Remaining pauses reported by other processes.
        std::chrono::milliseconds cool_down{0};
        std::chrono::milliseconds group_cool_down{0};
    };
    /// Nullopt: slots can't be shared at the moment, and each process counts alone.
    using Answer = std::function<void(std::optional<Granted>)>;

    virtual ~SharedRateCounters() = default;
    /// Thread-safe and non-blocking. The answer comes on another thread, or never if the process ends.
    virtual void claim(Claim claim, Answer answer) = 0;
    /// Reports a pause that the service asked for.
    virtual void cool_down_limit(std::string limit, std::chrono::milliseconds pause) = 0;
    virtual void cool_down_group(std::string group, std::chrono::milliseconds pause) = 0;
};

}  // namespace rmirror::upstream
