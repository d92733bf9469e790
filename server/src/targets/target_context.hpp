// SPDX-License-Identifier: AGPL-3.0-or-later
// What a target may use while it works for one user: that user's settings and secrets, calls through the
// shared gateway, pictures, a short-lived cache, and the remote state of the notebook.
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"
#include "targets/caller.hpp"
#include "targets/expiring_cache.hpp"
#include "targets/item_states.hpp"
#include "targets/pictures.hpp"
#include "upstream/gateway.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::targets {

/// The user's values, by field key. A missing value reads as empty.
struct Values {
    std::map<std::string, std::string, std::less<>> settings;
    std::map<std::string, Secret, std::less<>> secrets;
    /// The secret is a token that was granted on the service's consent screen (OAuth), rather than entered.
    bool is_granted = false;

    std::string const& setting(std::string_view key) const;
    Secret const& secret(std::string_view key) const;
};

enum class Renewal {
    renewed,
    refused,      // The user must connect the service again.
    unreachable,  // The service didn't answer; a retry may succeed.
};

/// Returns a granted token that takes the place of `stale`, or why there is none.
using RenewToken = std::function<std::variant<Secret, Renewal>(UserId const&, Secret const& stale)>;

/// Dependencies that are the same for all targets.
struct TargetContextOptions {
    upstream::Gateway& gateway;
    std::string public_url;             // This server's, without a trailing slash.
    bool private_urls = false;          // Whether user-supplied addresses may be private.
    std::stop_token cancellation = {};  // Requested at shutdown.
    /// Makes the calls of targets that have a provider.
    std::shared_ptr<Caller> caller = {};
    RenewToken renew = {};  // For targets with OAuth.
    PictureSource* pictures = nullptr;
    std::chrono::seconds still_after{600};
    std::size_t max_pages = 500;
    ExpiringCache* cache = nullptr;
    /// For targets with needs_notebook_state: the remote state of the current notebook.
    NotebookState notebook_state = {};
};

/// The rate limit of a class of calls.
struct RateLimit {
    std::string_view of = "";    // The limit's name: a credential may have several, such as one for lists.
    std::size_t per_minute = 0;  // Calls per minute; 0: unlimited.
    int minutes = 1;             // The time over which the service counts.
};

class TargetContext {
public:
    TargetContext(TargetContextOptions options, UserId user_id, Values values);

    Values const& values() const { return values_; }
    std::string const& setting(std::string_view key) const { return values_.setting(key); }
    Secret const& secret(std::string_view key) const { return values_.secret(key); }
    /// The service's base URL as the operator configured it; empty if each user enters one.
    std::string const& service() const { return options_.gateway.address(); }
    bool private_urls() const { return options_.private_urls; }
    /// Prefixes a path of this server, such as "/notebooks/…", with its public URL.
    std::string link(std::string_view path) const;

    /// Replaces the secret `key`, a granted token, after the service refused it with 401. A token that a user
    /// entered counts as refused.
    Renewal renew(std::string_view key);

    NotebookState const& notebook_state() const { return options_.notebook_state; }

    /// Reads the user's picture with a hash from Extra::pictures. nullopt if no page shows it any more.
    /// Throws BlobFailure.
    std::optional<std::string> picture(std::string const& sha256);
    /// Reads this user's value from the process-wide cache, which keeps values for 50 minutes. nullopt on a
    /// miss.
    std::optional<std::string> cached(std::string_view key) const;
    void cache(std::string_view key, std::string value);
    void evict(std::string_view key);
    /// How long a page's picture must be unchanged before it's replaced, for targets where that costs many
    /// calls.
    std::chrono::seconds still_after() const { return options_.still_after; }
    /// Maximum pages in one remote page, for targets that put all pages of a notebook on one.
    std::size_t max_pages() const { return options_.max_pages; }

    /// Blocks until the result. Calls with a provider's connection use that provider's rate limit and ignore
    /// `rate_limit`.
    upstream::CallResult ask(upstream::Call call, RateLimit rate_limit = {},
                             upstream::Retries retries = upstream::once());
    /// Calls made so far by this object, that is, for one batch.
    std::size_t calls() const { return calls_; }
    void count_call() { ++calls_; }

private:
    std::string key_of(std::string_view key) const { return user_id_.text() + " " + std::string(key); }

    TargetContextOptions options_;
    UserId user_id_;
    Values values_;
    std::size_t calls_ = 0;
};

}  // namespace rmirror::targets
