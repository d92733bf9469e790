// SPDX-License-Identifier: AGPL-3.0-or-later
// From a request's token to its user.
#pragma once

#include "auth/issuer_keys.hpp"
#include "auth/own_tokens.hpp"
#include "auth/recent.hpp"
#include "auth/user.hpp"
#include "db/pool.hpp"
#include "http/reply.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <variant>

namespace rmirror::auth {

/// Why a token is good no longer.
enum class WhyOver {
    signed_out,
    reused,  // A token of the device was used again after it had been renewed.
};

class Authenticator {
public:
    /// What a check in the database has shown is believed for this long, by this process. It forgets at once
    /// what is revoked through it.
    static constexpr std::chrono::seconds kBelieved{10};

    /// `issuer` and `keys` when there is a sign-in service beside our own accounts.
    Authenticator(db::Pool& pool, OwnTokens const& tokens, std::optional<Issuer> issuer, IssuerKeys* keys);

    /// May ask the database and the sign-in service. The reply is the refusal. `key_header`, where it is not
    /// empty, names a header that may carry the token where there is no Authorization.
    std::variant<User, http::Reply> who_asks(http::Request const& request, std::string_view key_header = {});

    /// By signature alone, without waiting for anything: good enough to count requests by, and for nothing
    /// else. The reply is the refusal of a token that cannot be good, or is known to be revoked, or whose key
    /// is still being fetched.
    std::variant<std::string, http::Reply> likely_user(http::Request const& request,
                                                       std::string_view key_header = {}) const;

    /// A session's id or an agent token's `jti`.
    void note_revoked(std::string const& id, WhyOver why = WhyOver::signed_out);
    void note_revoked(std::vector<std::string> const& ids);

private:
    /// Ours, or the sign-in service's.
    using Genuine = std::variant<OwnToken, crypto::Jwt, http::Reply>;

    Genuine genuine_token(http::Request const& request, std::string_view key_header) const;
    Genuine genuine_at_issuer(crypto::Jwt token, Time now) const;
    std::variant<User, http::Reply> owner_of(OwnToken const& token, http::Request const& request);
    std::variant<User, http::Reply> owner_of(crypto::Jwt const& token);
    bool is_alive(OwnToken const& token, http::Request const& request);
    /// Why the token of a device is good no longer.
    WhyOver why_over(pqxx::work& work, OwnToken const& token, http::Request const& request);
    std::optional<UserId> user_of_identity(crypto::Jwt const& token);

    db::Pool& pool_;
    OwnTokens const& tokens_;
    std::optional<Issuer> issuer_;
    IssuerKeys* keys_;
    Recent<UserId> alive_;       // From a session's id or a jti to its user.
    Recent<WhyOver> revoked_;    // Ids of sessions and jtis.
    Recent<UserId> identities_;  // From a subject at the issuer to its user.
};

/// Empty when there is none, or more than one, or it is no bearer's.
std::string_view bearer_token(http::Request const& request);

/// 401 with the challenge that RFC 6750 asks for.
http::Reply unauthorized(std::string_view detail);
/// For whoever is believed still, where more than belief is needed.
http::Reply signed_out_meanwhile(WhyOver why = WhyOver::signed_out);

}  // namespace rmirror::auth
