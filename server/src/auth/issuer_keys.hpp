// SPDX-License-Identifier: AGPL-3.0-or-later
// The public keys of the sign-in service, fetched when they are needed and kept for a while.
#pragma once

#include "base/log.hpp"
#include "crypto/verification_key.hpp"
#include "upstream/gateway.hpp"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

namespace rmirror::auth {

class IssuerKeys {
public:
    struct Ages {
        std::chrono::milliseconds fresh = std::chrono::minutes(5);
        /// Services change their keys, so an unknown one is asked for once more; but whoever sends tokens
        /// with invented keys must not make us ask all the time.
        std::chrono::milliseconds between_fetches = std::chrono::seconds(10);
    };

    IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log);
    IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log, Ages ages);

    enum class Search { found, unknown, unavailable };
    struct Found {
        Search search = Search::unknown;
        std::optional<crypto::VerificationKey> key;
    };
    /// May fetch and so wait for some seconds: for workers.
    Found find(std::string_view key_id);
    /// Only what is known already; never waits.
    std::optional<crypto::VerificationKey> known(std::string_view key_id) const;

private:
    using Clock = std::chrono::steady_clock;

    bool may_fetch(std::string_view key_id) const;
    void fetch();
    std::optional<crypto::KeySet> fetched(std::string& why);
    std::optional<std::string> body_of(std::string const& url, std::string& why);

    std::string issuer_;
    upstream::Gateway& gateway_;
    Log& log_;
    Ages ages_;
    std::mutex fetching_;
    mutable std::mutex mutex_;
    std::optional<crypto::KeySet> keys_;
    std::optional<Clock::time_point> tried_at_;
    Clock::time_point fetched_at_;
    bool failing_ = false;
};

}  // namespace rmirror::auth
