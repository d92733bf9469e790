// SPDX-License-Identifier: AGPL-3.0-or-later
// A histogram of durations for Prometheus.
#pragma once

#include "base/metrics/prometheus_text.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace rmirror {

template <std::size_t Size>
class DurationHistogram {
public:
    /// `bounds`: upper bounds of the buckets in seconds, ascending.
    explicit DurationHistogram(std::array<double, Size> const& bounds) : bounds_(bounds) {}

    /// Thread-safe. A negative duration counts as zero.
    void observe(std::chrono::microseconds took)
    {
        auto const duration = std::max(took, std::chrono::microseconds::zero());
        auto const bound = std::ranges::lower_bound(bounds_, std::chrono::duration<double>(duration).count());
        ++counts_[static_cast<std::size_t>(bound - bounds_.begin())];
        microseconds_ += static_cast<std::uint64_t>(duration.count());
    }

    /// Adds this as a sample of the histogram metric that `text` has begun.
    void write(PrometheusText& text, MetricLabels const& labels) const
    {
        std::array<std::uint64_t, Size + 1> counts{};
        std::ranges::copy(counts_, counts.begin());
        std::chrono::duration<double, std::micro> const sum(microseconds_.load());
        text.sample(labels, PrometheusText::Histogram{.bounds = bounds_,
                                                      .counts = counts,
                                                      .sum = std::chrono::duration<double>(sum).count()});
    }

    std::uint64_t count() const
    {
        std::uint64_t count = 0;
        for (auto const& bucket : counts_)
            count += bucket;
        return count;
    }

private:
    std::array<double, Size> bounds_;
    /// The last is for durations above all bounds.
    std::array<std::atomic<std::uint64_t>, Size + 1> counts_{};
    std::atomic<std::uint64_t> microseconds_ = 0;
};

}  // namespace rmirror
