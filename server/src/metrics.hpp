// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts and durations of the requests that this process answered, for Prometheus.
#pragma once

#include "base/metrics/duration_histogram.hpp"
#include "base/metrics/prometheus_text.hpp"
#include "http/dispatch/service.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>

namespace rmirror {

class Metrics {
public:
    /// Thread-safe.
    void observe(http::Exchange const& exchange);

    void write(PrometheusText& text) const;

private:
    static constexpr std::array<double, 12> kBuckets = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                        0.05,   0.1,   0.25,   1,     5,    30};
    static constexpr std::size_t kStatuses = 600;

    struct Counts {
        DurationHistogram<kBuckets.size()> durations{kBuckets};
        std::array<std::atomic<std::uint64_t>, kStatuses> statuses{};
    };

    /// Method and route pattern. Both are empty for requests without a route, so that clients can't create
    /// entries.
    using Key = std::pair<std::string, std::string>;

    Counts& counts_of(std::string_view method, std::string_view route);

    mutable std::shared_mutex mutex_;
    std::map<Key, std::unique_ptr<Counts>> counts_;
};

}  // namespace rmirror
