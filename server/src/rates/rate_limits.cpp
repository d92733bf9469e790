// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/rate_limits.hpp"

#include "http/origin.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <array>

namespace rmirror::rates {

using http::Admission;
using http::Request;
using http::Traffic;

namespace {

struct Limit {
    Traffic traffic;
    std::string_view bucket;
    std::int64_t max;  // Per minute and user.
};

// Per network: all that callers without a valid token send, except for signing in.
constexpr std::int64_t kStrangers = 30;
// Per network, for all callers: on these routes passwords and codes can be guessed.
constexpr std::int64_t kSigningIn = 10;
constexpr std::int64_t kSignedEvents = 6000;  // Per network: a service sends the events of all its users.
constexpr std::array kLimits = {
    Limit{Traffic::usual, "usual", 300},
    Limit{Traffic::upload, "upload", 20'000},  // More than an agent can send.
    Limit{Traffic::proxy, "proxy", 300},
    Limit{Traffic::notion, "notion", 120},
};

std::int64_t seconds_of(std::chrono::milliseconds time)
{
    return std::chrono::ceil<std::chrono::seconds>(time).count();
}

}  // namespace

RateLimits::RateLimits(Log& log, std::size_t pictures, std::optional<RedisAddress> redis)
    : pictures_(static_cast<std::int64_t>(pictures)),
      counters_(redis ? Counters::Sharing::yes : Counters::Sharing::no)
{
    if (redis)
        shared_ = std::make_unique<SharedCounts>(std::move(*redis), counters_, log);
}

RateLimits::Bucket RateLimits::bucket_of(Request const& head, http::Traits const& traits) const
{
    if (traits.traffic == Traffic::sign_in)
        return {"sign_in:" + http::network_of(head.client, {}), kSigningIn};
    if (traits.traffic == Traffic::signed_events && head.has_header(traits.signature_header))
        return {"signed:" + http::network_of(head.client, {}), kSignedEvents};
    if (!head.likely_user || traits.traffic == Traffic::signed_events)
        return {"stranger:" + http::network_of(head.client, {}), kStrangers};
    if (traits.traffic == Traffic::picture)
        return {"picture:" + *head.likely_user, pictures_};
    auto const* const limit = std::find_if(kLimits.begin(), kLimits.end(),
                                           [&](Limit const& each) { return each.traffic == traits.traffic; });
    return {std::string(limit->bucket) + ":" + *head.likely_user, limit->max};
}

RateLimits::Counted RateLimits::count(Bucket const& bucket)
{
    auto const count = counters_.add(bucket.key, bucket.max);
    return {bucket.max, count.admitted ? bucket.max - count.used : 0, count.left, count.admitted};
}

/// Counts against all limits that apply, and returns the one that leaves the least.
RateLimits::Counted RateLimits::tightest(Request const& head, http::Traits const& traits)
{
    auto const& own = traits.user_rate_limit;
    if (own.name.empty() || !head.likely_user)
        return count(bucket_of(head, traits));
    // The narrower limit first: a request that it refuses isn't counted against the wider one.
    auto const narrow = count({std::string(own.name) + ":" + *head.likely_user, own.per_minute});
    if (!narrow.admitted)
        return narrow;
    auto const wide = count(bucket_of(head, traits));
    return wide.admitted && narrow.remaining < wide.remaining ? narrow : wide;
}

void RateLimits::admit(Request const& head, http::Traits const& traits, Admission& admission)
{
    if (traits.traffic == Traffic::unlimited)
        return;
    auto const counted = tightest(head, traits);
    auto const reset = std::to_string(seconds_of(counted.left));
    auto& headers = admission.more_headers;
    headers.emplace_back("RateLimit-Limit", std::to_string(counted.max));
    headers.emplace_back("RateLimit-Remaining", std::to_string(std::max<std::int64_t>(counted.remaining, 0)));
    headers.emplace_back("RateLimit-Reset", reset);
    if (!counted.admitted)
        admission.refusal = http::problem(http::Code::Too_Many_Requests,
                                          "Too many requests in one minute. Wait a moment, then try again.")
                                .with("Retry-After", reset);
}

}  // namespace rmirror::rates
