// SPDX-License-Identifier: AGPL-3.0-or-later
// Places below limits that several processes share: whoever has one may begin a call.
#pragma once

#include "upstream/pace.hpp"

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

class SharedPaces {
public:
    /// For all calls below one limit that could begin.
    struct Claim {
        std::string limit;
        std::string group;  // Empty: none.
        Rate rate;
        Places wanted;
    };
    struct Granted {
        Places places;
        /// Until it makes sense to ask again, where fewer were granted than wanted.
        std::chrono::milliseconds wait{0};
        std::chrono::milliseconds background_wait{0};
        // As other processes were told.
        std::chrono::milliseconds cool_down{0};
        std::chrono::milliseconds group_cool_down{0};
    };
    /// Nothing: they can't be shared at the moment, so that each process counts for itself.
    using Answer = std::function<void(std::optional<Granted>)>;

    virtual ~SharedPaces() = default;
    /// From any thread; it blocks nobody. The answer comes on a thread of its own, or never when all ends.
    virtual void claim(Claim claim, Answer answer) = 0;
    /// The service has asked for it.
    virtual void cool_down_limit(std::string limit, std::chrono::milliseconds pause) = 0;
    virtual void cool_down_group(std::string group, std::chrono::milliseconds pause) = 0;
};

}  // namespace rmirror::upstream
