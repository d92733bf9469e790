// SPDX-License-Identifier: AGPL-3.0-or-later
#include "metrics.hpp"

#include <algorithm>
#include <mutex>

namespace rmirror {

namespace {

constexpr std::size_t kPaymentRequired = 402;

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
    counts.durations.observe(exchange.took);
    auto const status = static_cast<std::size_t>(exchange.status);
    ++counts.statuses[std::min(status, kStatuses - 1)];
}

void Metrics::write(PrometheusText& text) const
{
    std::shared_lock const lock(mutex_);
    std::uint64_t denials = 0;
    text.begin("rmirror_http_requests_total", MetricType::counter);
    for (auto const& [key, counts] : counts_) {
        denials += counts->statuses[kPaymentRequired];
        for (std::size_t status = 0; status < kStatuses; ++status)
            if (auto const count = counts->statuses[status].load(); count > 0)
                text.sample(
                    {{"method", key.first}, {"route", key.second}, {"status", std::to_string(status)}},
                    count);
    }
    text.begin("rmirror_http_request_seconds", MetricType::histogram);
    for (auto const& [key, counts] : counts_)
        counts->durations.write(text, {{"method", key.first}, {"route", key.second}});
    text.add("rmirror_quota_denials_total", MetricType::counter, denials,
             "Requests denied because the page quota was used up.");
}

}  // namespace rmirror
