// SPDX-License-Identifier: AGPL-3.0-or-later
// Rate limits: requests per minute of a user or a network, by kind of traffic.
#pragma once

#include "http/dispatch/front.hpp"
#include "rates/shared_counts.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace rmirror::rates {

class RateLimits {
public:
    /// `pictures`: page images that a user may load per minute. With `redis`, processes share the counts.
    RateLimits(Log& log, std::size_t pictures, std::optional<RedisAddress> redis = std::nullopt);

    /// Counts a request when its head has arrived, and refuses it with 429 above the limit. Adds RateLimit-*
    /// headers in either case.
    void admit(http::Request const& head, http::Traits const& traits, http::Admission& admission);

private:
    struct Bucket {
        std::string key;
        std::int64_t max = 0;
    };
    Bucket bucket_of(http::Request const& head, http::Traits const& traits) const;

    struct Counted {
        std::int64_t max = 0;
        std::int64_t remaining = 0;
        std::chrono::milliseconds left{0};  // Until the window ends.
        bool admitted = false;
    };
    Counted count(Bucket const& bucket);
    Counted tightest(http::Request const& head, http::Traits const& traits);

    std::int64_t pictures_;
    Counters counters_;
    std::unique_ptr<SharedCounts> shared_;
};

}  // namespace rmirror::rates
