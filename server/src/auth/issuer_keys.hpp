// SPDX-License-Identifier: AGPL-3.0-or-later
// The public keys of the sign-in service, fetched on a thread of their own: at the start, before they are
// old, and when somebody names one that is not known. Nobody waits for the service.
#pragma once

#include "auth/recent.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "crypto/verification_key.hpp"
#include "upstream/gateway.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace rmirror::auth {

class IssuerKeys {
public:
    struct Ages {
        std::chrono::milliseconds fresh = std::chrono::minutes(5);
        /// Services change their keys, so unknown ones are asked for; but whoever sends tokens with invented
        /// keys must not make us ask all the time.
        std::chrono::milliseconds between_fetches = std::chrono::seconds(10);
    };

    /// Begins to fetch.
    IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log);
    IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log, Ages ages);

    /// A key is `unknown` when the service was asked for its keys after somebody named it, and they lack it.
    enum class Search { found, unknown, fetching, unavailable };
    struct Found {
        Search search = Search::unknown;
        std::optional<crypto::VerificationKey> key;
        std::chrono::seconds retry_after{0};  // While it is neither found nor unknown.
    };
    /// Never waits: while a key is `fetching` its token is neither good nor bad.
    Found find(std::string_view key_id);

private:
    using Clock = std::chrono::steady_clock;

    using KeyIds = std::set<std::string, std::less<>>;

    void keep_fresh(std::stop_token const& stop);
    void fetch(std::stop_token const& stop);
    Result<crypto::KeySet> fetched(std::stop_token const& stop);
    Result<std::string> body_of(std::stop_token const& stop, std::string const& url);
    Clock::time_point next_fetch() const;
    void want(std::string_view key_id);

    std::string issuer_;
    upstream::Gateway& gateway_;
    Log& log_;
    Ages ages_;
    Recent<bool> missing_;  // Of which the service was asked, and which it did not have.
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<crypto::KeySet> keys_;
    KeyIds wanted_;     // Unknown ones, named since the service was last asked.
    KeyIds asked_for_;  // Named before that, while its answer is on the way.
    std::optional<Clock::time_point> tried_at_;
    bool failing_ = false;
    std::jthread thread_;  // Last: it uses the others.
};

}  // namespace rmirror::auth
