// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/counters.hpp"

namespace rmirror::rates {

using std::chrono::milliseconds;

Counters::Count Counters::add(std::string const& key, std::int64_t max, Clock::time_point now)
{
    std::lock_guard const lock(mutex_);
    auto found = windows_.find(key);
    if (found == windows_.end()) {
        if (windows_.size() >= max_keys_)
            make_room(now);
        found = windows_.emplace(key, Window{now + kWindow}).first;
    }
    auto& window = found->second;
    if (window.until <= now)
        window = Window{now + kWindow};
    Count count;
    count.left = std::chrono::ceil<milliseconds>(window.until - now);
    count.used = window.known + window.in_flight + window.unshared;
    count.admitted = count.used < max;
    if (count.admitted) {
        ++count.used;
        note(key, window);
    }
    return count;
}

void Counters::note(std::string const& key, Window& window)
{
    if (sharing_ == Sharing::no)
        ++window.known;
    else if (window.unshared++ == 0)
        changed_.push_back(key);
}

std::vector<Counters::Unshared> Counters::take_unshared()
{
    std::lock_guard const lock(mutex_);
    std::vector<Unshared> taken;
    taken.reserve(changed_.size());
    for (auto& key : changed_) {
        auto const found = windows_.find(key);
        if (found == windows_.end() || found->second.unshared == 0)
            continue;
        auto& window = found->second;
        window.in_flight += window.unshared;
        taken.push_back({std::move(key), std::exchange(window.unshared, 0)});
    }
    changed_.clear();
    return taken;
}

void Counters::learn(Unshared const& shared, std::int64_t total, milliseconds left, Clock::time_point now)
{
    std::lock_guard const lock(mutex_);
    auto const found = windows_.find(shared.key);
    if (found == windows_.end())
        return;
    auto& window = found->second;
    window.known = total;
    window.in_flight = 0;
    window.until = now + left;
}

void Counters::keep(Unshared const& unshared)
{
    std::lock_guard const lock(mutex_);
    auto const found = windows_.find(unshared.key);
    if (found == windows_.end())
        return;
    found->second.known += std::exchange(found->second.in_flight, 0);
}

void Counters::make_room(Clock::time_point now)
{
    std::erase_if(windows_, [now](auto const& each) { return each.second.until <= now; });
    if (windows_.size() >= max_keys_)
        windows_.erase(windows_.begin());
}

}  // namespace rmirror::rates
