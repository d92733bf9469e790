// SPDX-License-Identifier: AGPL-3.0-or-later
// How long it takes to be granted a place below a limit through the Redis of RMIRROR_REDIS_URL, where 500
// calls of the last minute are counted. Prints {"p50","p95"} in milliseconds.
#include "base/log.hpp"
#include "rates/redis_rate_counters.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <future>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace rmirror;
using upstream::SharedRateCounters;

constexpr upstream::Rate kRate{.calls = 600, .window = std::chrono::minutes(1), .kept = 30};

std::size_t granted_of(SharedRateCounters& rate_counters, std::string limit, std::size_t wanted)
{
    std::promise<std::optional<SharedRateCounters::Granted>> promise;
    rate_counters.claim({std::move(limit), "a group", kRate, {wanted, 0}},
                        [&promise](auto const& granted) { promise.set_value(granted); });
    auto const granted = promise.get_future().get();
    return granted ? granted->places.interactive : 0;
}

/// Ended by what is not granted.
std::vector<double> times_of(SharedRateCounters& rate_counters)
{
    std::vector<double> times;
    for (int token = 0; token < 20; ++token) {
        auto const limit = "bench:" + std::to_string(token);
        granted_of(rate_counters, limit, 500);
        for (int i = 0; i < 90; ++i) {
            auto const begin = std::chrono::steady_clock::now();
            if (granted_of(rate_counters, limit, 1) == 0)
                return {};
            times.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        }
    }
    return times;
}

}  // namespace

int main()
{
    auto const settings = Settings::read(environment());
    Log log(Level::error, [](std::string const& line) { std::cerr << line; });
    if (!settings.ok())
        return EXIT_FAILURE;
    auto const rate_counters = rates::shared_rate_counters(settings.value(), log);
    if (!rate_counters.ok() || !rate_counters.value())
        return EXIT_FAILURE;
    auto times = times_of(*rate_counters.value());
    if (times.empty())
        return EXIT_FAILURE;
    std::sort(times.begin(), times.end());
    std::cout << "{\"p50\": " << times[times.size() / 2] << ", \"p95\": " << times[times.size() * 95 / 100]
              << "}\n";
    return EXIT_SUCCESS;
}
