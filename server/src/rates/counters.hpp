// SPDX-License-Identifier: AGPL-3.0-or-later
// How often each key was counted in its minute. A minute begins with the first count. Never waits for
// anything but its own lock, so that a loop may ask it.
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

    /// Beyond `most_keys` the counts of some key are forgotten, which lets a few requests too many through.
    explicit Counters(Sharing sharing = Sharing::no, std::size_t most_keys = 100'000)
        : sharing_(sharing), most_keys_(most_keys)
    {}

    struct Count {
        bool admitted = false;
        std::int64_t used = 0;  // This one included, when it was admitted.
        std::chrono::milliseconds left{0};
    };
    /// Counts one, unless `most` are counted already.
    Count add(std::string const& key, std::int64_t most, Clock::time_point now = Clock::now());

    // For sharing counts with other processes. What is not shared yet counts here all the while.
    struct Unshared {
        std::string key;
        std::int64_t count = 0;
    };
    /// What was counted since the last time. Each must be answered by learn() or keep().
    std::vector<Unshared> take_unshared();
    /// What all processes have counted, the given ones included.
    void learn(Unshared const& shared, std::int64_t total, std::chrono::milliseconds left,
               Clock::time_point now = Clock::now());
    /// They could not be shared.
    void keep(Unshared const& unshared);

private:
    struct Window {
        Clock::time_point until;
        std::int64_t known = 0;       // By all processes, as far as we know.
        std::int64_t on_the_way = 0;  // Taken to be shared.
        std::int64_t unshared = 0;
    };

    void note(std::string const& key, Window& window);
    void make_room(Clock::time_point now);

    Sharing sharing_;
    std::size_t most_keys_;
    std::mutex mutex_;
    std::unordered_map<std::string, Window> windows_;
    std::vector<std::string> changed_;  // Keys with something unshared.
};

}  // namespace rmirror::rates
