// SPDX-License-Identifier: AGPL-3.0-or-later
// Refreshes OAuth tokens that a service no longer accepts. A refresh token works only once, so when several
// threads or processes get a 401 for the same token, one of them holds a lease and refreshes while the others
// wait for the token it stores.
#pragma once

#include "base/secret.hpp"
#include "connections/vault.hpp"
#include "db/ids.hpp"
#include "db/pool.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::connections {

/// The members of a credential that was granted by OAuth. Without a refresh token, which not every service
/// issues, its token can't be refreshed.
constexpr std::string_view kToken = "token";
constexpr std::string_view kRefreshToken = "refresh_token";

struct RefreshOptions {
    /// Must exceed the duration of a refresh: no other caller may start one until the lease ends.
    std::chrono::milliseconds lease{60'000};
    std::chrono::milliseconds poll_interval{100};  // Poll interval while another caller refreshes.
    std::chrono::milliseconds max_wait{30'000};    // For another caller's refresh.
};

/// Why a service issued no new tokens.
struct NotRefreshed {
    bool is_refused = false;  // It no longer accepts the refresh token. Otherwise a retry may succeed.
};

/// The token that the service refused, and where it was stored.
struct StaleToken {
    UserId user_id;
    std::string_view provider;
    std::optional<ConnectionId> id = std::nullopt;  // nullopt: the user's oldest connection.
    Secret token = {};
};

class TokenRefresh {
public:
    /// Asks the service for the next credential. If it names no refresh token, the old one is kept.
    using Ask = std::function<std::variant<boost::json::object, NotRefreshed>(Secret const& refresh_token)>;

    TokenRefresh(db::Pool& pool, Vault const& vault) : TokenRefresh(pool, vault, RefreshOptions()) {}
    /// The references must outlive it.
    TokenRefresh(db::Pool& pool, Vault const& vault, RefreshOptions options)
        : pool_(pool), vault_(vault), options_(options)
    {}

    /// Returns false if the service can't be asked at the moment. Otherwise the caller reads the connection
    /// again: it has another token, is marked as refused, or can't be used. A token that can't be refreshed,
    /// also because `ask` is null, counts as refused. Blocks on the database and the service, so it is for
    /// worker threads only.
    bool refresh(StaleToken const& stale, Ask const& ask) const;

private:
    struct Attempt;
    Attempt try_lease(StaleToken const& stale, bool can_ask) const;
    bool ask_service(StaleToken const& stale, Attempt const& attempt, Ask const& ask) const;

    db::Pool& pool_;
    Vault const& vault_;
    RefreshOptions options_;
};

}  // namespace rmirror::connections
