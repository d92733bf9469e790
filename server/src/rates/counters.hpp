// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts events per key in windows of a minute. A key's window begins with its first count. Blocks only on
// its own mutex, so an event loop may call it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rmirror::rates {

class Counters {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr std::chrono::milliseconds kWindow = std::chrono::minutes(1);

    enum class Sharing { no, yes };

    /// Above `max_keys` a key is evicted with its counts, which lets a few requests too many through.
    explicit Counters(Sharing sharing = Sharing::no, std::size_t max_keys = 100'000)
        : sharing_(sharing), max_keys_(max_keys)
    {}

    struct Count {
        bool admitted = false;
        std::int64_t used = 0;  // Including this one if it was admitted.
        std::chrono::milliseconds left{0};
    };
    /// Counts one event for `key`, unless it has `max` in its window already. `left`: until the window ends.
    Count add(std::string const& key, std::int64_t max, Clock::time_point now = Clock::now());

    // For sharing counts with other processes. Counts that aren't shared yet still count here.
    struct Unshared {
        std::string key;
        std::int64_t count = 0;
    };
    /// The counts since the last call. Each must be passed to learn() or keep().
    std::vector<Unshared> take_unshared();
    /// Sets a key's count to that of all processes, which includes `shared`.
    void learn(Unshared const& shared, std::int64_t total, std::chrono::milliseconds left,
               Clock::time_point now = Clock::now());
    /// Keeps counts that couldn't be shared.
    void keep(Unshared const& unshared);

private:
    struct Window {
        Clock::time_point until;
        std::int64_t known = 0;      // Of all processes, as far as known.
        std::int64_t in_flight = 0;  // Taken by take_unshared(), without result yet.
        std::int64_t unshared = 0;
    };

    void note(std::string const& key, Window& window);
    void make_room(Clock::time_point now);

    Sharing sharing_;
    std::size_t max_keys_;
    std::mutex mutex_;
    std::unordered_map<std::string, Window> windows_;
    std::vector<std::string> changed_;  // Keys with unshared counts.
};

}  // namespace rmirror::rates
