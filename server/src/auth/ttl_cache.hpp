// SPDX-License-Identifier: AGPL-3.0-or-later
// A thread-safe cache of recent results, bounded in size and age.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace rmirror::auth {

template <typename Value>
class TtlCache {
public:
    using Clock = std::chrono::steady_clock;

    TtlCache(std::chrono::milliseconds age, std::size_t max) : age_(age), max_(max) {}

    std::optional<Value> find(std::string const& key) const
    {
        std::lock_guard const lock(mutex_);
        auto const found = values_.find(key);
        if (found == values_.end() || found->second.until <= Clock::now())
            return std::nullopt;
        return found->second.value;
    }

    void keep(std::string const& key, Value value)
    {
        std::lock_guard const lock(mutex_);
        if (values_.size() >= max_)
            make_room();
        values_.insert_or_assign(key, Entry{std::move(value), Clock::now() + age_});
    }

    void forget(std::string const& key)
    {
        std::lock_guard const lock(mutex_);
        values_.erase(key);
    }

private:
    struct Entry {
        Value value;
        Clock::time_point until;
    };

    /// Evicts outdated entries, or everything if none is outdated: an evicted result is only looked up again.
    void make_room()
    {
        std::erase_if(values_, [now = Clock::now()](auto const& each) { return each.second.until <= now; });
        if (values_.size() >= max_)
            values_.clear();
    }

    std::chrono::milliseconds age_;
    std::size_t max_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> values_;
};

}  // namespace rmirror::auth
