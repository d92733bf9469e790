// SPDX-License-Identifier: AGPL-3.0-or-later
// How long one delivery goes on: calls are scarce, and what changes meanwhile shall not wait for all that is
// new.
#pragma once

#include "targets/target.hpp"

#include <cstddef>

namespace rmirror::targets::notion {

/// From when it is made. Whoever takes turns brings one thing at least in each.
class Turn {
public:
    explicit Turn(Outside const& outside) : outside_(outside), before_(outside.calls()) {}

    bool is_over() const { return outside_.calls() - before_ >= kMostCalls; }
    /// Of what is left: it comes again by its priority, and no attempt is counted.
    static Ending next()
    {
        return {.outcome = queue::Outcome::later(std::chrono::seconds(0), "Other pages come first."),
                .remote = std::nullopt};
    }

private:
    /// Some twenty seconds of what Notion allows.
    static constexpr std::size_t kMostCalls = 50;

    Outside const& outside_;
    std::size_t before_;
};

}  // namespace rmirror::targets::notion
