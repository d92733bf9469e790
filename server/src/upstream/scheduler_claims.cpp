// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims slots of rate limits that several processes share.
#include "upstream/scheduler.hpp"

#include <algorithm>

namespace rmirror::upstream {

using std::chrono::milliseconds;

namespace {

/// How long to count this process alone after sharing failed.
constexpr std::chrono::seconds kAlone{1};

}  // namespace

bool Gateway::Scheduler::is_shared(Limit const& limit, Time now) const
{
    return options_.shared_rate_counters && limit.rate.calls > 0 && limit.claims.alone_until <= now;
}

/// This process's own calls are counted as well. So even if the shared counts are lost, it makes no more
/// calls than one process may.
milliseconds Gateway::Scheduler::rate_wait(Limit& limit, Priority priority, Time now) const
{
    if (!is_shared(limit, now))
        return limit.rate_counter.wait(limit.rate, priority, now);
    if (limit.claims.granted.of(priority) > 0)
        return milliseconds(0);
    // The shared counters decide which calls are held back for interactive ones.
    return std::max(limit.rate_counter.wait(limit.rate, Priority::interactive, now),
                    time_left(limit.claims.next_claim_for(priority), now));
}

void Gateway::Scheduler::claim(std::string const& key, Places wanted)
{
    auto& limit = limits_.at(key);
    if (std::exchange(limit.claims.is_under_way, true))
        return;
    auto const prefix = options_.name + ":";
    options_.shared_rate_counters->claim(
        {prefix + key, limit.group.empty() ? "" : prefix + limit.group, limit.rate, wanted},
        [weak = weak_from_this(), key](std::optional<SharedRateCounters::Granted> const& granted) {
            if (auto const scheduler = weak.lock())
                scheduler->client_.post([weak, key, granted] {
                    if (auto const scheduler = weak.lock())
                        scheduler->on_claimed(key, granted);
                });
        });
}

void Gateway::Scheduler::on_claimed(std::string const& key,
                                    std::optional<SharedRateCounters::Granted> const& granted)
{
    std::lock_guard const lock(mutex_);
    auto const found = limits_.find(key);
    if (found == limits_.end())
        return;
    auto const now = alarm_.now();
    auto& [present, rate, rate_counter, cool_down, group, claims] = found->second;
    claims.is_under_way = false;
    if (granted) {
        claims.granted = granted->places;
        claims.next_claim_at = now + granted->wait;
        claims.next_background_claim_at = now + granted->background_wait;
        cool_down.until = std::max(cool_down.until, now + granted->cool_down);
        if (auto const held = groups_.find(group); held != groups_.end())
            held->second.cool_down.until =
                std::max(held->second.cool_down.until, now + granted->group_cool_down);
    } else {
        claims.alone_until = now + kAlone;
    }
    begin_all();
    // Unused slots expire: they remain counted as used.
    claims.granted = {};
}

/// Tells other processes of a pause. They learn of it from the answers to their next claims.
void Gateway::Scheduler::share_pause(Share const& share, bool is_for_group, milliseconds pause)
{
    if (!options_.shared_rate_counters || options_.cools_down == GatewayOptions::CoolsDown::everybody ||
        share.rate.calls == 0)
        return;
    auto const prefix = options_.name + ":";
    if (is_for_group && !share.group.empty())
        options_.shared_rate_counters->cool_down_group(prefix + share.group, pause);
    else
        options_.shared_rate_counters->cool_down_limit(prefix + share.limit, pause);
}

}  // namespace rmirror::upstream
