// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits the calls of one delivery, because calls are scarce and current changes shouldn't wait for a whole
// library.
#pragma once

#include "targets/target.hpp"

#include <cstddef>

namespace rmirror::targets::notion {

/// Starts when it is made. A caller should do at least one thing per slice.
class TimeSlice {
public:
    explicit TimeSlice(TargetContext const& context) : context_(context), before_(context.calls()) {}

    bool is_over() const { return context_.calls() - before_ >= kMaxCalls; }
    /// The result for the remaining items: retried by priority, and the attempt isn't counted.
    static DeliveryResult next()
    {
        return {.outcome = queue::Outcome::later(std::chrono::seconds(0), "Other pages come first."),
                .remote = std::nullopt};
    }

private:
    /// About 20 seconds of Notion's rate limit.
    static constexpr std::size_t kMaxCalls = 50;

    TargetContext const& context_;
    std::size_t before_;
};

}  // namespace rmirror::targets::notion
