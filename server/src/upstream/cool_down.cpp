// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/cool_down.hpp"

#include <algorithm>

namespace rmirror::upstream {

using std::chrono::milliseconds;

namespace {

constexpr int kTooMany = 429;

}  // namespace

milliseconds CoolDown::left(Alarm::Time now) const
{
    return std::max({breaker.cool_down(now), std::chrono::ceil<milliseconds>(until - now), milliseconds(0)});
}

milliseconds CoolDowns::left(Alarm::Time now) const
{
    return std::max(own_->left(now), group_ ? group_->left(now) : milliseconds(0));
}

void CoolDowns::begin()
{
    is_trial_ = own_->breaker.begin();
    is_trial_of_group_ = group_ && group_->breaker.begin();
}

void CoolDowns::note(int status, std::optional<milliseconds> pause, bool is_for_group, Alarm::Time now)
{
    auto& blamed = is_for_group && group_ ? *group_ : *own_;
    // A 429 only counts against the cool-down that it is for, and only if no pause is in effect: otherwise
    // the call was sent before the pause was known.
    auto const status_for = [&](CoolDown const& each) {
        return status == kTooMany && (&each != &blamed || each.until > now) ? 0 : status;
    };
    own_->breaker.note(status_for(*own_), is_trial_, now);
    if (group_)
        group_->breaker.note(status_for(*group_), is_trial_of_group_, now);
    if (pause)
        blamed.until = std::max(blamed.until, now + *pause);
}

bool applies_to_service(CallResult const& result)
{
    return result.outcome == CallOutcome::answered &&
           (result.status == kTooMany || result.status == 503 || result.status == 529);
}

}  // namespace rmirror::upstream
