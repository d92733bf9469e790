// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a service is left alone, because it said so or has refused too often.
#pragma once

#include "upstream/breaker.hpp"
#include "upstream/client.hpp"

#include <optional>

namespace rmirror::upstream {

/// Of everybody, of one limit or of one group. Not safe for several threads at once.
struct CoolDown {
    Breaker breaker;
    Alarm::Time until;  // As Retry-After said.

    std::chrono::milliseconds left(Alarm::Time now) const;
    bool is_over(Alarm::Time now) const { return left(now).count() == 0 && !breaker.is_open(); }
};

/// Those that hold one call back: its own, and its group's where it has one.
class CoolDowns {
public:
    CoolDowns() = default;
    CoolDowns(CoolDown& own, CoolDown* group) : own_(&own), group_(group) {}

    std::chrono::milliseconds left(Alarm::Time now) const;
    /// The call begins, which it may.
    void begin();
    /// What it was told: `status` is 0 when it was not answered. A pause is for the group or its own alone.
    void note(int status, std::optional<std::chrono::milliseconds> pause, bool is_for_group, Alarm::Time now);

private:
    CoolDown* own_ = nullptr;
    CoolDown* group_ = nullptr;
    bool is_trial_ = false;
    bool is_trial_of_group_ = false;
};

/// Whether the answer's Retry-After speaks for the service and not for one call.
bool speaks_for_service(CallResult const& result);

}  // namespace rmirror::upstream
