// SPDX-License-Identifier: AGPL-3.0-or-later
// How many requests a minute somebody may make, by what kind of traffic they are.
#pragma once

#include "http/front.hpp"
#include "rates/shared_counts.hpp"

#include <memory>
#include <optional>
#include <string>

namespace rmirror::rates {

class RateLimits {
public:
    /// With an address of Redis the counts are shared.
    explicit RateLimits(Log& log, std::optional<RedisAddress> redis = std::nullopt);

    /// Counts a request whose head has come; refuses it when it is one too many. Says in either case how much
    /// is left.
    void admit(http::Request const& head, http::Traits const& traits, http::Admission& admission);

private:
    struct Bucket {
        std::string key;
        std::int64_t most = 0;
    };
    Bucket bucket_of(http::Request const& head, http::Traits const& traits) const;

    Counters counters_;
    std::unique_ptr<SharedCounts> shared_;
};

}  // namespace rmirror::rates
