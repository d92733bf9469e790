// SPDX-License-Identifier: AGPL-3.0-or-later
// How long calls to a service pause, because it sent Retry-After or too many answers of 429.
#pragma once

#include "upstream/breaker.hpp"
#include "upstream/client/client.hpp"

#include <optional>

namespace rmirror::upstream {

/// For all calls, for one limit or for one group. Not thread-safe.
struct CoolDown {
    Breaker breaker;
    Alarm::Time until;  // End of the pause that Retry-After asked for.

    std::chrono::milliseconds left(Alarm::Time now) const;
    bool is_over(Alarm::Time now) const { return left(now).count() == 0 && !breaker.is_open(); }
};

/// The cool-downs that apply to one call: its own, and its group's if it has one.
class CoolDowns {
public:
    CoolDowns() = default;
    CoolDowns(CoolDown& own, CoolDown* group) : own_(&own), group_(group) {}

    std::chrono::milliseconds left(Alarm::Time now) const;
    /// Records that the call begins. Call it only if left() is zero.
    void begin();
    /// Records the call's result; `status` is 0 if it wasn't answered. A pause applies either to the group or
    /// to the call's own cool-down.
    void note(int status, std::optional<std::chrono::milliseconds> pause, bool is_for_group, Alarm::Time now);

private:
    CoolDown* own_ = nullptr;
    CoolDown* group_ = nullptr;
    bool is_trial_ = false;
    bool is_trial_of_group_ = false;
};

/// Whether the answer's Retry-After applies to the service and not just to this call: 429, 503 or 529.
bool applies_to_service(CallResult const& result);

}  // namespace rmirror::upstream
