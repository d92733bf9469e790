// SPDX-License-Identifier: AGPL-3.0-or-later
// Connections to services that people make on the service's consent screen: this server as the OAuth client
// of each target with Target::oauth, as far as the operator has registered it there. Every call blocks.
#pragma once

#include "base/ids.hpp"
#include "base/log.hpp"
#include "base/secret.hpp"
#include "base/settings/settings.hpp"
#include "connections/token_refresh.hpp"
#include "connections/vault.hpp"
#include "db/pool.hpp"
#include "targets/target.hpp"
#include "upstream/providers.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <functional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::targets {

/// Why a service issued no token.
struct NotGranted {
    enum class Why {
        refused,        // It doesn't accept the code or the refresh token.
        unreachable,    // No answer, or a 5xx.
        misconfigured,  // It rejects this server's client.
        odd,            // The response couldn't be interpreted.
    };
    Why why = Why::unreachable;
};

/// Message shown to the user who waits for the call.
std::string sentence_about(Target const& target, NotGranted const& failed);

class OAuthClients {
public:
    struct Options {
        std::string public_url;  // This server's, without a trailing slash.
        /// Calls the function on another thread; returns false if too many calls of this user are waiting.
        std::function<bool(UserId const&, std::function<void()>)> call_later;
        connections::RefreshOptions refresh = {};
    };

    /// All but the options must outlive it.
    OAuthClients(upstream::Gateways& gateways, Settings const& settings, db::Pool& pool,
                 connections::Vault const& vault, Log& log, Options options);

    bool is_registered(Target const& target) const;
    // The functions below require is_registered().
    /// URL of the consent screen. It leads back to /connections/NAME of this server.
    std::string authorize_url(Target const& target, std::string_view state) const;
    /// Returns a credential for connections::put().
    std::variant<boost::json::object, NotGranted> exchange(Target const& target, UserId const& user_id,
                                                           std::string_view code) const;

    /// Renews tokens of this target. This object must outlive it. Null for targets without OAuth.
    RenewToken renewal_for(Target const& target) const;
    /// Reads the token of the user's connection, which is about to be deleted, and returns a function that
    /// revokes it at the service later, to be called once that is committed. A failure is logged. The
    /// function does nothing if the token was entered, or if this server isn't registered any more.
    std::function<void()> revocation(pqxx::work& work, Target const& target, UserId const& user_id) const;

private:
    std::variant<boost::json::object, NotGranted> ask(Target const& target, UserId const& user_id,
                                                      upstream::Call call) const;
    std::variant<boost::json::object, NotGranted> ask_for_token(Target const& target, UserId const& user_id,
                                                                std::string grant) const;
    void revoke(Target const& target, UserId const& user_id, Secret const& token) const;
    void note_not_revoked(Target const& target, std::string_view why) const;
    std::variant<Secret, Renewal> renew(Target const& target, UserId const& user_id,
                                        Secret const& stale) const;
    std::string const& client_id(Target const& target) const;
    std::string redirect_uri(Target const& target) const;

    upstream::Gateways& gateways_;
    Settings const& settings_;
    db::Pool& pool_;
    connections::Vault const& vault_;
    Log& log_;
    Options options_;
    connections::TokenRefresh tokens_;
};

}  // namespace rmirror::targets
