// SPDX-License-Identifier: AGPL-3.0-or-later
// How many requests a minute somebody may make, by what kind of traffic they are.
#pragma once

#include "http/front.hpp"
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
    /// `pictures`: how many of pages a user may be shown a minute. With an address of Redis the counts are
    /// shared.
    RateLimits(Log& log, std::size_t pictures, std::optional<RedisAddress> redis = std::nullopt);

    /// Counts a request whose head has come; refuses it when it is one too many. Says in either case how much
    /// is left.
    void admit(http::Request const& head, http::Traits const& traits, http::Admission& admission);

private:
    struct Bucket {
        std::string key;
        std::int64_t most = 0;
    };
    Bucket bucket_of(http::Request const& head, http::Traits const& traits) const;

    struct Counted {
        std::int64_t most = 0;
        std::int64_t remaining = 0;
        std::chrono::milliseconds left{0};  // Of the minute.
        bool admitted = false;
    };
    Counted count(Bucket const& bucket);
    Counted tightest(http::Request const& head, http::Traits const& traits);

    std::int64_t pictures_;
    Counters counters_;
    std::unique_ptr<SharedCounts> shared_;
};

}  // namespace rmirror::rates
