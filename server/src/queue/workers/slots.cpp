// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/workers/slots.hpp"

#include <algorithm>

namespace rmirror::queue {

namespace {

/// An owner counts as slow for this long after an item that took too long.
constexpr std::chrono::minutes kSlowFor{10};
/// Maximum number of owners to remember. Beyond it, owners without items in progress are forgotten, oldest
/// first.
constexpr std::size_t kMaxOwners = 10'000;

}  // namespace

Slots::Slots(std::size_t threads, std::optional<std::chrono::milliseconds> slow_after)
    : threads_(threads), slow_after_(slow_after)
{}

bool Slots::is_slow(Owner const& owner, Time now) const
{
    // The list is in the order in which the items began.
    bool const is_waiting_long = !owner.under_way.empty() && now - owner.under_way.front() >= *slow_after_;
    return is_waiting_long || (owner.slow_at && now - *owner.slow_at < kSlowFor);
}

bool Slots::is_probationary(Owner const& owner, Time now) const
{
    return owner.consecutive_quick == 0 || is_slow(owner, now);
}

std::size_t Slots::held_by(bool (Slots::*of)(Owner const&, Time) const, Time now) const
{
    std::size_t held = 0;
    for (auto const& [id, owner] : owners_)
        if (!owner.under_way.empty() && (this->*of)(owner, now))
            held += owner.under_way.size();
    return held;
}

bool Slots::has_room(UserId const& id, Time now)
{
    std::lock_guard const lock(mutex_);
    auto const found = owners_.find(id);
    static Owner const unknown{};
    auto const& owner = found == owners_.end() ? unknown : found->second;
    auto const held = owner.under_way.size();
    auto const free = threads_ - std::min(threads_, under_way_);
    if (free == 0 || held > free)
        return false;
    if (!slow_after_ || threads_ < 4)
        return true;
    // Each consecutive quick item allows one more at a time.
    if (!is_probationary(owner, now))
        return held <= owner.consecutive_quick;
    if (held > 0)
        return false;
    if (is_slow(owner, now) && held_by(&Slots::is_slow, now) >= threads_ / 2)
        return false;
    return held_by(&Slots::is_probationary, now) < threads_ * 3 / 4;
}

Slots::Work Slots::begin(UserId const& id, Time now)
{
    std::lock_guard const lock(mutex_);
    forget(now);
    auto& owner = owners_[id];
    owner.seen = now;
    ++under_way_;
    return owner.under_way.insert(owner.under_way.end(), now);
}

void Slots::end(UserId const& id, Work work, Time now)
{
    std::lock_guard const lock(mutex_);
    auto const found = owners_.find(id);
    auto& owner = found->second;
    bool const was_slow = slow_after_ && now - *work >= *slow_after_;
    owner.under_way.erase(work);
    owner.seen = now;
    --under_way_;
    if (was_slow) {
        owner.consecutive_quick = 0;
        owner.slow_at = now;
    } else {
        ++owner.consecutive_quick;
    }
    if (!slow_after_ && owner.under_way.empty())
        owners_.erase(found);
}

void Slots::forget(Time now)
{
    if (owners_.size() < kMaxOwners)
        return;
    auto const is_old = [now](auto const& each) {
        return each.second.under_way.empty() && now - each.second.seen >= kSlowFor;
    };
    if (std::erase_if(owners_, is_old) > 0)
        return;
    auto oldest = owners_.end();
    for (auto each = owners_.begin(); each != owners_.end(); ++each)
        if (each->second.under_way.empty() &&
            (oldest == owners_.end() || each->second.seen < oldest->second.seen))
            oldest = each;
    if (oldest != owners_.end())
        owners_.erase(oldest);
}

}  // namespace rmirror::queue
