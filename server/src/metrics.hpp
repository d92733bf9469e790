// SPDX-License-Identifier: AGPL-3.0-or-later
// What this process has answered and how long that took, counted for Prometheus.
#pragma once

#include "http/service.hpp"

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
    /// From any thread.
    void observe(http::Exchange const& exchange);

    /// In Prometheus's text format, version 0.0.4.
    std::string text() const;

private:
    /// Upper ends in microseconds; what took longer counts in the sum alone.
    static constexpr std::array<std::int64_t, 12> kBuckets = {
        500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000, 30'000'000};
    static constexpr std::size_t kStatuses = 600;

    struct Counts {
        std::array<std::atomic<std::uint64_t>, kBuckets.size()> buckets{};
        std::atomic<std::uint64_t> microseconds = 0;
        std::array<std::atomic<std::uint64_t>, kStatuses> statuses{};
    };

    /// Method and pattern; both empty for what no route answered, so that strangers cannot make rows.
    using Key = std::pair<std::string, std::string>;

    Counts& counts_of(std::string_view method, std::string_view route);

    mutable std::shared_mutex mutex_;
    std::map<Key, std::unique_ptr<Counts>> counts_;
};

}  // namespace rmirror
