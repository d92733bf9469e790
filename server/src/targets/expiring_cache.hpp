// SPDX-License-Identifier: AGPL-3.0-or-later
// A cache of notes for later deliveries, such as a file that was uploaded but isn't attached yet. It is lost
// with the process, so callers must be able to do without.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace rmirror::targets {

class ExpiringCache {
public:
    using Clock = std::chrono::steady_clock;

    ExpiringCache(std::size_t max, std::chrono::seconds life) : max_(max), life_(life) {}

    void put(std::string const& key, std::string value, Clock::time_point now = Clock::now());
    std::optional<std::string> get(std::string const& key, Clock::time_point now = Clock::now()) const;
    void erase(std::string const& key);

private:
    struct Note {
        std::string value;
        Clock::time_point until;
    };

    std::size_t max_;
    std::chrono::seconds life_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Note> notes_;
    std::deque<std::pair<Clock::time_point, std::string>> ends_;  // By expiry, earliest first.
};

}  // namespace rmirror::targets
