// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a call that did not succeed is asked again, and when.
#pragma once

#include "upstream/client.hpp"

#include <vector>

namespace rmirror::upstream {

struct Retries {
    int most_tries = 3;
    /// Asking twice does no harm: a call that may have been seen is asked again as well.
    bool repeatable = false;
    std::vector<int> statuses = {408, 409, 429, 500, 502, 503, 504, 529};
    /// Of these an answer may come although the call was carried out: only for what is repeatable.
    std::vector<int> unsure_statuses = {500, 502, 504};
    /// Says of an answer that asking again will not change it, where the status alone does not tell.
    std::function<bool(CallResult const&)> is_final;
    /// The pause before the second try is up to `first_pause`, before the third up to twice that: somewhere
    /// between, so that not all come back at once (full jitter).
    std::chrono::milliseconds first_pause{500};
    std::chrono::milliseconds longest_pause{8'000};
    /// What the other side asks for is kept to; where that is longer than this, nothing waits for it here.
    std::chrono::milliseconds longest_wait{20'000};
};

/// Neither asked again nor kept waiting while a service cools down: for callers who do that themselves.
Retries once();

/// As `retry-after-ms` or `Retry-After` say it, in seconds or as a date; nothing without either. A date is
/// taken from the answer's own Date, so that a wrong clock does no harm.
std::optional<std::chrono::milliseconds> retry_after_of(Headers const& headers);

/// Why it is worth another try, as a word for the counters such as "429" or "unreachable"; empty when it is
/// not.
std::string reason_to_retry(Retries const& retries, CallResult const& result);

/// How long to wait before try number `tries` + 1; nothing when the other side asks for more patience than
/// there is. `chance` is between 0 and 1.
std::optional<std::chrono::milliseconds> pause_before_retry(Retries const& retries, CallResult const& result,
                                                            double chance);

}  // namespace rmirror::upstream
