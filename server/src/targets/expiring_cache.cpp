// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/expiring_cache.hpp"

namespace rmirror::targets {

void ExpiringCache::put(std::string const& key, std::string value, Clock::time_point now)
{
    std::lock_guard const lock(mutex_);
    auto const until = now + life_;
    notes_[key] = {std::move(value), until};
    ends_.emplace_back(until, key);
    while (!ends_.empty() && (ends_.front().first <= now || notes_.size() > max_)) {
        auto const note = notes_.find(ends_.front().second);
        // An entry that was put again has a later expiry.
        if (note != notes_.end() && note->second.until == ends_.front().first)
            notes_.erase(note);
        ends_.pop_front();
    }
}

std::optional<std::string> ExpiringCache::get(std::string const& key, Clock::time_point now) const
{
    std::lock_guard const lock(mutex_);
    auto const note = notes_.find(key);
    return note == notes_.end() || note->second.until <= now ? std::nullopt
                                                             : std::optional(note->second.value);
}

void ExpiringCache::erase(std::string const& key)
{
    std::lock_guard const lock(mutex_);
    notes_.erase(key);
}

}  // namespace rmirror::targets
