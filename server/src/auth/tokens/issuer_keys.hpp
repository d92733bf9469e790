// SPDX-License-Identifier: AGPL-3.0-or-later
// The configuration and the public keys of a sign-in service, fetched on a thread of their own: at the start,
// before they are old, and when a token names an unknown key. Requests with tokens never wait for the
// service.
#pragma once

#include "auth/tokens/issuer_configuration.hpp"
#include "auth/ttl_cache.hpp"
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
        /// Services rotate their keys, so unknown ones trigger a fetch; but tokens with invented key ids must
        /// not make us fetch all the time.
        std::chrono::milliseconds between_fetches = std::chrono::seconds(10);
    };

    /// Starts fetching.
    IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log);
    IssuerKeys(std::string issuer, upstream::Gateway& gateway, Log& log, Ages ages);

    /// A key is `unknown` if the service's keys were fetched after a token named it, and lack it.
    enum class Search { found, unknown, fetching, unavailable };
    struct Found {
        Search search = Search::unknown;
        std::optional<crypto::VerificationKey> key;
        std::chrono::seconds retry_after{0};  // While the key is neither found nor unknown.
    };
    /// Never blocks: while a key is `fetching`, its token is neither valid nor invalid.
    Found find(std::string_view key_id);
    /// Blocks while the key is `fetching`, at most for `patience`. Only for threads that may.
    Found wait_for(std::string_view key_id, std::chrono::milliseconds patience);

    /// Blocks until it has been fetched for the first time, at most for `patience`. Nullopt then, and while
    /// it never was because the service fails.
    std::optional<IssuerConfiguration> wait_for_configuration(std::chrono::milliseconds patience);

    std::string const& issuer() const { return issuer_; }

private:
    using Clock = std::chrono::steady_clock;

    using KeyIds = std::set<std::string, std::less<>>;

    void keep_fresh(std::stop_token const& stop);
    void fetch(std::stop_token const& stop);
    struct Documents {
        IssuerConfiguration configuration;
        crypto::KeySet keys;
    };
    Result<Documents> fetched(std::stop_token const& stop);
    Found look_up(std::string_view key_id);
    Result<std::string> body_of(std::stop_token const& stop, std::string const& url);
    Clock::time_point next_fetch() const;
    void want(std::string_view key_id);

    std::string issuer_;
    upstream::Gateway& gateway_;
    Log& log_;
    Ages ages_;
    TtlCache<bool> missing_;  // Key ids that a fetch didn't bring.
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::condition_variable_any fetched_once_more_;
    std::optional<crypto::KeySet> keys_;
    std::optional<IssuerConfiguration> configuration_;
    KeyIds wanted_;     // Unknown ids, named since the last fetch began.
    KeyIds asked_for_;  // Named before it, while the fetch is in progress.
    std::optional<Clock::time_point> tried_at_;
    bool failing_ = false;
    std::jthread thread_;  // Last: the thread uses the other members.
};

}  // namespace rmirror::auth
