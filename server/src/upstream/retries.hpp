// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether and when a failed call is retried.
#pragma once

#include "upstream/client/client.hpp"

#include <vector>

namespace rmirror::upstream {

struct Retries {
    int max_tries = 3;
    /// The call is idempotent, so it is retried even if the service may have carried it out.
    bool repeatable = false;
    std::vector<int> statuses = {408, 409, 429, 500, 502, 503, 504, 529};
    /// Statuses that don't prove that the call wasn't carried out. Only retried if `repeatable`.
    std::vector<int> unsure_statuses = {500, 502, 504};
    /// Returns true if a retry won't change the answer, in cases where the status alone doesn't tell.
    std::function<bool(CallResult const&)> is_final;
    /// Exponential backoff with full jitter: the pause before the second try is random up to `first_pause`,
    /// before the third up to twice that, and so on up to `longest_pause`.
    std::chrono::milliseconds first_pause{500};
    std::chrono::milliseconds longest_pause{8'000};
    /// Maximum Retry-After to wait for. If the service asks for more, the call ends instead.
    std::chrono::milliseconds longest_wait{20'000};
};

/// No retries, and no waiting while a service cools down: for callers that handle both themselves.
Retries once();

/// The wait that `retry-after-ms` or `Retry-After` asks for, as seconds or a date; nullopt without either. A
/// date is compared with the answer's own Date, so that a wrong clock does no harm.
std::optional<std::chrono::milliseconds> retry_after_of(Headers const& headers);

/// The reason for a retry, for the counters, such as "429" or "unreachable"; empty if the call should not be
/// retried.
std::string reason_to_retry(Retries const& retries, CallResult const& result);

/// The pause before try number `tries` + 1; nullopt if the service asks for a longer wait than
/// `longest_wait`. `chance` is between 0 and 1.
std::optional<std::chrono::milliseconds> pause_before_retry(Retries const& retries, CallResult const& result,
                                                            double chance);

}  // namespace rmirror::upstream
