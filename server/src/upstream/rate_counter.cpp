// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/rate_counter.hpp"

#include <algorithm>

namespace rmirror::upstream {

using std::chrono::milliseconds;

namespace {

milliseconds time_left(RateCounter::Time then, RateCounter::Time now)
{
    return std::max(std::chrono::ceil<milliseconds>(then - now), milliseconds(0));
}

}  // namespace

milliseconds RateCounter::wait(Rate const& rate, Priority priority, Time now)
{
    if (rate.calls == 0)
        return milliseconds(0);
    forget(rate, now);
    auto const max = rate.max(priority);
    if (begun_.size() >= max)
        return time_left(begun_[begun_.size() - max] + rate.window, now);
    return priority == Priority::background ? time_left(next_background_, now) : milliseconds(0);
}

void RateCounter::begin(Rate const& rate, Priority priority, Time now)
{
    if (rate.calls == 0)
        return;
    forget(rate, now);
    begun_.push_back(now);
    if (priority == Priority::background)
        next_background_ = next_background(rate, now);
}

bool RateCounter::is_idle(Rate const& rate, Time now) const
{
    return begun_.empty() || begun_.back() + rate.window <= now;
}

void RateCounter::forget(Rate const& rate, Time now)
{
    while (!begun_.empty() && begun_.front() + rate.window <= now)
        begun_.pop_front();
}

/// Spaces background calls so that the free slots last until others become free. Each taken slot becomes free
/// at a known time; until then, the slots that are free before it must suffice. The longest of the resulting
/// intervals is the most even spacing.
RateCounter::Time RateCounter::next_background(Rate const& rate, Time now) const
{
    auto const max = rate.max(Priority::background);
    if (begun_.size() < max / 4 || begun_.size() >= max)
        return now;
    auto free = static_cast<Time::rep>(max - begun_.size());
    Time::duration longest{0};
    for (auto const begun : begun_)
        longest = std::max(longest, (begun + rate.window - now) / free++);
    return now + longest;
}

}  // namespace rmirror::upstream
