// SPDX-License-Identifier: AGPL-3.0-or-later
#include "metrics.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <vector>

namespace rmirror {

namespace {

constexpr double kMicroseconds = 1e6;
constexpr std::size_t kPaymentRequired = 402;

template <typename Counts>
std::vector<std::uint64_t> values_of(Counts const& counts)
{
    return {counts.begin(), counts.end()};
}

}  // namespace

Metrics::Counts& Metrics::counts_of(std::string_view method, std::string_view route)
{
    Key key(route.empty() ? "" : method, route);
    {
        std::shared_lock const lock(mutex_);
        if (auto const found = counts_.find(key); found != counts_.end())
            return *found->second;
    }
    std::unique_lock const lock(mutex_);
    auto& counts = counts_[std::move(key)];
    if (!counts)
        counts = std::make_unique<Counts>();
    return *counts;
}

void Metrics::observe(http::Exchange const& exchange)
{
    auto& counts = counts_of(exchange.method, exchange.route);
    auto const microseconds = std::max<std::int64_t>(exchange.took.count(), 0);
    auto const bucket =
        std::lower_bound(kBuckets.begin(), kBuckets.end(), static_cast<double>(microseconds) / kMicroseconds);
    if (bucket != kBuckets.end())
        ++counts.buckets[static_cast<std::size_t>(bucket - kBuckets.begin())];
    counts.microseconds += static_cast<std::uint64_t>(microseconds);
    auto const status = static_cast<std::size_t>(exchange.status);
    ++counts.statuses[std::min(status, kStatuses - 1)];
}

void Metrics::write(PrometheusText& text) const
{
    std::shared_lock const lock(mutex_);
    std::uint64_t denials = 0;
    text.begin("rmirror_http_requests_total", MetricType::counter);
    for (auto const& [key, counts] : counts_) {
        auto const statuses = values_of(counts->statuses);
        denials += statuses[kPaymentRequired];
        for (std::size_t status = 0; status < kStatuses; ++status)
            if (statuses[status] > 0)
                text.sample(
                    {{"method", key.first}, {"route", key.second}, {"status", std::to_string(status)}},
                    statuses[status]);
    }
    text.begin("rmirror_http_request_seconds", MetricType::histogram);
    for (auto const& [key, counts] : counts_) {
        auto const buckets = values_of(counts->buckets);
        auto const statuses = values_of(counts->statuses);
        text.sample({{"method", key.first}, {"route", key.second}},
                    PrometheusText::Histogram{
                        .bounds = kBuckets,
                        .counts = buckets,
                        .count = std::accumulate(statuses.begin(), statuses.end(), std::uint64_t{0}),
                        .sum = static_cast<double>(counts->microseconds.load()) / kMicroseconds});
    }
    text.add("rmirror_quota_denials_total", MetricType::counter, denials,
             "Answers that said that the quota is spent.");
}

}  // namespace rmirror
