// SPDX-License-Identifier: AGPL-3.0-or-later
// Authenticates requests: from a bearer token to its user.
#pragma once

#include "auth/tokens/issuer_keys.hpp"
#include "auth/tokens/own_tokens.hpp"
#include "auth/ttl_cache.hpp"
#include "auth/user.hpp"
#include "db/pool.hpp"
#include "http/reply.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <variant>

namespace rmirror::auth {

/// Why a token is no longer valid.
enum class TokenEnd {
    signed_out,
    reused,  // A token of the device was used again after it had been renewed.
};

class Authenticator {
public:
    /// How long this process caches that a token is valid. A token that is revoked through this object is
    /// dropped from the cache immediately; other processes notice after this time.
    static constexpr std::chrono::seconds kValidTokenTtl{10};

    /// `issuer` and `keys` are set if there is a sign-in service beside our own accounts.
    Authenticator(db::Pool& pool, OwnTokens const& tokens, std::optional<Issuer> issuer, IssuerKeys* keys);

    /// The user of the request's token, or the reply that refuses it. May query the database. If `key_header`
    /// isn't empty, a header of that name may carry the token instead of Authorization.
    std::variant<User, http::Reply> authenticate(http::Request const& request,
                                                 std::string_view key_header = {});

    /// The user by signature alone, without blocking: good enough for counting requests, and for nothing
    /// else. The reply refuses a token that can't be valid, is known to be revoked, or whose key is still
    /// being fetched.
    std::variant<std::string, http::Reply> likely_user(http::Request const& request,
                                                       std::string_view key_header = {}) const;

    /// Remembers in this process that a token is revoked. `id`: a session's id or an agent token's `jti`.
    void note_revoked(std::string const& id, TokenEnd why = TokenEnd::signed_out);
    void note_revoked(std::vector<std::string> const& ids);
    /// Looks the person of the sign-in service up again when their next token comes to this process.
    void forget_identity(std::string const& subject);

private:
    /// A token with a valid signature, ours or the sign-in service's, or the refusal.
    using Genuine = std::variant<OwnToken, crypto::Jwt, http::Reply>;

    Genuine genuine_token(http::Request const& request, std::string_view key_header) const;
    Genuine genuine_at_issuer(crypto::Jwt token, Time now) const;
    std::variant<User, http::Reply> owner_of(OwnToken const& token, http::Request const& request);
    std::variant<User, http::Reply> owner_of(crypto::Jwt const& token);
    bool is_alive(OwnToken const& token, http::Request const& request);
    /// Why a token that isn't in the database is no longer valid. Signs its device out if the token was
    /// reused.
    TokenEnd token_end_of(pqxx::work& work, OwnToken const& token, http::Request const& request);

    db::Pool& pool_;
    OwnTokens const& tokens_;
    std::optional<Issuer> issuer_;
    IssuerKeys* keys_;
    TtlCache<UserId> alive_;       // From a session's id or a jti to its user.
    TtlCache<TokenEnd> revoked_;   // Ids of sessions and jtis.
    TtlCache<UserId> identities_;  // From a subject at the issuer to its user.
};

/// The request's bearer token. Empty if there is no Authorization header, more than one, or another scheme.
std::string_view bearer_token(http::Request const& request);

/// 401 with the challenge that RFC 6750 requires.
http::Reply unauthorized(std::string_view detail);
/// 401 for a token that is cached as valid but turns out to be revoked when the database is checked.
http::Reply invalid_token_reply(TokenEnd why = TokenEnd::signed_out);
/// 403 for someone who proved who they are.
http::Reply account_disabled();

}  // namespace rmirror::auth
