// SPDX-License-Identifier: AGPL-3.0-or-later
// Metrics of the items that this process worked on, for Prometheus.
#pragma once

#include "base/metrics/duration_histogram.hpp"
#include "base/metrics/prometheus_text.hpp"
#include "queue/item.hpp"
#include "queue/outcome.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace rmirror::queue {

/// Thread-safe.
class WorkCounters {
public:
    /// Counts an attempt at an item. `took`: its share of the time for all items of the batch.
    void observe(Item const& item, Outcome const& outcome, std::chrono::microseconds took);

    void write(PrometheusText& text) const;

private:
    static constexpr std::array<double, 10> kBuckets = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120};
    using Kind = std::pair<std::string, std::string>;  // Target and type of the item.
    using Result =
        std::pair<std::string_view, std::string_view>;  // Of the attempt, and the class of its error.

    struct Counts {
        std::map<Result, std::uint64_t> results;
        DurationHistogram<kBuckets.size()> durations{kBuckets};
    };

    mutable std::mutex mutex_;
    std::map<Kind, Counts> counts_;
};

}  // namespace rmirror::queue
