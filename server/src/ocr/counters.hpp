// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcription metrics of this process, for Prometheus.
#pragma once

#include "base/metrics/duration_histogram.hpp"
#include "base/metrics/prometheus_text.hpp"
#include "ocr/provider.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace rmirror::ocr {

class Counters {
public:
    /// Counts one transcription attempt and, if it succeeded, its duration. Thread-safe.
    void observe(Answer const& answer, std::chrono::milliseconds took);
    void observe(Usage const& usage);
    void observe_batch() { ++batches_; }
    void observe_batch_page() { ++batch_pages_; }
    /// nullopt while transcription isn't paused.
    void observe_pause(std::optional<Reason> reason)
    {
        pause_ = reason ? static_cast<int>(*reason) : kNoPause;
    }

    void write(PrometheusText& text) const;

private:
    static constexpr int kNoPause = -1;
    static constexpr std::array<double, 9> kBuckets = {1, 2, 5, 10, 15, 20, 30, 60, 180};

    std::array<std::atomic<std::uint64_t>, kReasons> failures_{};
    DurationHistogram<kBuckets.size()> read_{kBuckets};
    std::atomic<std::uint64_t> input_tokens_ = 0;
    std::atomic<std::uint64_t> output_tokens_ = 0;
    std::atomic<std::uint64_t> batches_ = 0;
    std::atomic<std::uint64_t> batch_pages_ = 0;
    std::atomic<int> pause_ = kNoPause;
};

}  // namespace rmirror::ocr
