// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes metrics in Prometheus's text format, version 0.0.4.
// https://prometheus.io/docs/instrumenting/exposition_formats/
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmirror {

/// Names and values; a value may contain any characters.
using MetricLabels = std::vector<std::pair<std::string_view, std::string>>;

enum class MetricType { counter, gauge, histogram };

class PrometheusText {
public:
    static constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// Begins a metric; the samples that follow belong to it. `help` may be empty.
    void begin(std::string_view name, MetricType type, std::string_view help = {});

    void sample(MetricLabels const& labels, std::integral auto value) { line("", labels, number(value)); }
    void sample(MetricLabels const& labels, double value) { line("", labels, number(value)); }

    struct Histogram {
        std::span<double const> bounds;  // Upper bounds of the buckets, in the metric's unit.
        /// One count per bucket, not cumulative, and one for values above the last bound.
        std::span<std::uint64_t const> counts;
        double sum = 0;
    };
    void sample(MetricLabels const& labels, Histogram const& histogram);

    /// Adds a metric with a single value.
    void add(std::string_view name, MetricType type, auto value, std::string_view help = {})
    {
        begin(name, type, help);
        sample({}, value);
    }

    /// Appends the metrics written by another.
    void append(PrometheusText const& other) { text_ += other.text_; }

    std::string const& text() const { return text_; }

private:
    static std::string number(auto value)
    {
        std::array<char, 32> buffer{};
        auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
        return {buffer.data(), end};
    }
    void line(std::string_view suffix, MetricLabels const& labels, std::string_view value);

    std::string name_;  // Of the current metric.
    std::string text_;
};

}  // namespace rmirror
