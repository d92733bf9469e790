// SPDX-License-Identifier: AGPL-3.0-or-later
// How many requests a minute somebody may make, by what kind of traffic they are.
#pragma once

#include "http/front.hpp"
#include "rates/shared_counts.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace rmirror::rates {

class RateLimits {
public:
    /// Who a request is likely to be from; nothing for strangers. Called on loops: it must not wait.
    using WhoAsks =
        std::function<std::optional<std::string>(http::Request const&, std::string_view key_header)>;

    /// With an address of Redis the counts are shared.
    RateLimits(WhoAsks who_asks, Log& log, std::optional<RedisAddress> redis = std::nullopt);

    /// Counts a request whose head has come; refuses it when it is one too many. Says in either case how much
    /// is left.
    void admit(http::Request const& head, http::Traits const& traits, http::Admission& admission);

private:
    struct Bucket {
        std::string key;
        std::int64_t most = 0;
    };
    Bucket bucket_of(http::Request const& head, http::Traits const& traits) const;

    WhoAsks who_asks_;
    Counters counters_;
    std::unique_ptr<SharedCounts> shared_;
};

/// What strangers are told apart by: an IPv4 address, or the 64 bits of an IPv6 address that one household
/// has.
std::string network_of(std::string const& address);

}  // namespace rmirror::rates
