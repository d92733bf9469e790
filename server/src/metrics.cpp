// SPDX-License-Identifier: AGPL-3.0-or-later
#include "metrics.hpp"

#include <algorithm>
#include <mutex>
#include <sstream>

namespace rmirror {

namespace {

constexpr double kMicroseconds = 1e6;
constexpr std::size_t kPaymentRequired = 402;

std::string labels(std::pair<std::string, std::string> const& key)
{
    return "{method=\"" + key.first + "\",route=\"" + key.second + "\"";
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
    auto const took = exchange.took.count();
    for (std::size_t i = 0; i < kBuckets.size(); ++i)
        if (took <= kBuckets[i]) {
            ++counts.buckets[i];
            break;
        }
    counts.microseconds += static_cast<std::uint64_t>(std::max<std::int64_t>(took, 0));
    auto const status = static_cast<std::size_t>(exchange.status);
    ++counts.statuses[std::min(status, kStatuses - 1)];
}

std::string Metrics::text() const
{
    std::ostringstream requests;
    std::ostringstream seconds;
    std::uint64_t denials = 0;
    std::shared_lock const lock(mutex_);
    for (auto const& [key, counts] : counts_) {
        std::uint64_t all = 0;
        for (std::size_t status = 0; status < kStatuses; ++status) {
            auto const count = counts->statuses[status].load();
            all += count;
            if (count > 0)
                requests << "rmirror_http_requests_total" << labels(key) << ",status=\"" << status << "\"} "
                         << count << '\n';
        }
        denials += counts->statuses[kPaymentRequired].load();
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < kBuckets.size(); ++i) {
            below += counts->buckets[i].load();
            seconds << "rmirror_http_request_seconds_bucket" << labels(key) << ",le=\""
                    << static_cast<double>(kBuckets[i]) / kMicroseconds << "\"} " << below << '\n';
        }
        seconds << "rmirror_http_request_seconds_bucket" << labels(key) << ",le=\"+Inf\"} " << all << '\n'
                << "rmirror_http_request_seconds_sum" << labels(key) << "} "
                << static_cast<double>(counts->microseconds.load()) / kMicroseconds << '\n'
                << "rmirror_http_request_seconds_count" << labels(key) << "} " << all << '\n';
    }
    return "# TYPE rmirror_http_requests_total counter\n" + requests.str() +
           "# TYPE rmirror_http_request_seconds histogram\n" + seconds.str() +
           "# HELP rmirror_quota_denials_total Answers that said that the quota is spent.\n"
           "# TYPE rmirror_quota_denials_total counter\nrmirror_quota_denials_total " +
           std::to_string(denials) + "\n";
}

}  // namespace rmirror
