// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/authenticator.hpp"

#include "auth/client_info.hpp"
#include "auth/identities/identities.hpp"
#include "auth/sessions/agent_tokens.hpp"
#include "base/trimmed.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "http/problem.hpp"

#include <algorithm>

namespace rmirror::auth {

using http::Code;
using http::Reply;
using http::Request;

namespace {

constexpr std::size_t kMaxCachedTokens = 10'000;
/// A revoked token that is still used counts as its owner's request, and is checked in the database, once in
/// this time. It isn't longer because a disabled account may be enabled again.
constexpr std::chrono::minutes kRevokedTokenTtl{1};

constexpr db::Statement kFindLiveSession = R"sql(
    SELECT FROM sessions JOIN users ON users.id = sessions.user_id
    WHERE sessions.id = $1 AND sessions.user_id = $2 AND sessions.revoked_at IS NULL
      AND sessions.expires_at > now() AND users.status = 'active')sql";

// Updates last_used_at at most once a minute: otherwise each page that an agent sends would write a row.
constexpr db::Statement kFindLiveAgentToken = R"sql(
    WITH live AS (
        SELECT agent_tokens.id FROM agent_tokens JOIN users ON users.id = agent_tokens.user_id
        WHERE (agent_tokens.jti = $1 OR agent_tokens.previous_jti = $1 AND agent_tokens.previous_until > now())
          AND agent_tokens.user_id = $2 AND agent_tokens.revoked_at IS NULL
          AND agent_tokens.expires_at > now() AND users.status = 'active'
    ), noted AS (
        UPDATE agent_tokens SET last_used_at = now()
        WHERE user_id = $2 AND id IN (SELECT id FROM live)
          AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
    )
    SELECT FROM live)sql";

Time current_time()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

std::string_view bearer_token(Request const& request)
{
    constexpr std::string_view kScheme = "Bearer ";
    auto const is_authorization = [](auto const& header) {
        return http::equal_ignoring_case(header.first, "Authorization");
    };
    if (std::count_if(request.headers.begin(), request.headers.end(), is_authorization) != 1)
        return {};
    auto const value = request.header("Authorization");
    if (!http::equal_ignoring_case(value.substr(0, kScheme.size()), kScheme))
        return {};
    return trimmed(value.substr(kScheme.size()));
}

namespace {

std::string_view token_of(Request const& request, std::string_view key_header)
{
    if (!key_header.empty() && !request.has_header("Authorization"))
        return trimmed(request.header(key_header));
    return bearer_token(request);
}

}  // namespace

Reply unauthorized(std::string_view detail)
{
    return http::problem(Code::Unauthorized, detail).with("WWW-Authenticate", R"(Bearer realm="rmirror")");
}

Reply invalid_token_reply(TokenEnd why)
{
    if (why == TokenEnd::reused)
        return unauthorized(
            "This device was signed out because its token was used twice: someone else may have a copy of "
            "it. "
            "Connect the device again.");
    return unauthorized("This sign-in is no longer valid. Sign in again.");
}

Reply account_disabled()
{
    return http::problem(Code::Forbidden,
                         "This account is disabled. Contact the administrator of this server.");
}

Authenticator::Authenticator(db::Pool& pool, OwnTokens const& tokens, std::optional<Issuer> issuer,
                             IssuerKeys* keys)
    : pool_(pool),
      tokens_(tokens),
      issuer_(std::move(issuer)),
      keys_(keys),
      alive_(kValidTokenTtl, kMaxCachedTokens),
      revoked_(kRevokedTokenTtl, kMaxCachedTokens),
      identities_(kValidTokenTtl, kMaxCachedTokens)
{}

std::variant<User, Reply> Authenticator::authenticate(Request const& request, std::string_view key_header)
{
    auto token = genuine_token(request, key_header);
    if (auto* const refusal = std::get_if<Reply>(&token))
        return std::move(*refusal);
    if (auto const* const own = std::get_if<OwnToken>(&token))
        return owner_of(*own, request);
    return owner_of(std::get<crypto::Jwt>(token));
}

std::variant<std::string, Reply> Authenticator::likely_user(Request const& request,
                                                            std::string_view key_header) const
{
    auto token = genuine_token(request, key_header);
    if (auto* const refusal = std::get_if<Reply>(&token))
        return std::move(*refusal);
    if (auto const* const own = std::get_if<OwnToken>(&token)) {
        if (auto const why = revoked_.find(own->id))
            return invalid_token_reply(*why);
        return own->user_id.text();
    }
    return std::string(std::get<crypto::Jwt>(token).text("sub"));
}

Authenticator::Genuine Authenticator::genuine_token(Request const& request, std::string_view key_header) const
{
    auto const text = token_of(request, key_header);
    if (text.empty())
        return unauthorized("Sign in first: send one bearer token in the Authorization header.");
    auto token = crypto::parse_jwt(text);
    if (!token)
        return unauthorized("The token is malformed. Sign in again.");
    auto const now = current_time();
    if (issuer_ && keys_ && !OwnTokens::claims_to_be_ours(*token))
        return genuine_at_issuer(std::move(*token), now);
    auto own = tokens_.read(*token, now);
    if (auto const* const fault = std::get_if<std::string_view>(&own))
        return unauthorized(*fault);
    return std::get<OwnToken>(std::move(own));
}

std::variant<User, Reply> Authenticator::owner_of(OwnToken const& token, Request const& request)
{
    if (!is_alive(token, request))
        return invalid_token_reply(revoked_.find(token.id).value_or(TokenEnd::signed_out));
    User user;
    user.id = token.user_id;
    (token.kind == OwnToken::Kind::agent ? user.agent_jti : user.session_id) = token.id;
    return user;
}

TokenEnd Authenticator::token_end_of(pqxx::work& work, OwnToken const& token, Request const& request)
{
    if (token.kind != OwnToken::Kind::agent)
        return TokenEnd::signed_out;
    for (auto const& id : end_reused_agent(work, token.user_id, token.id, client_info_of(request)))
        note_revoked(id, TokenEnd::reused);
    return was_reused(work, token.user_id, token.id) ? TokenEnd::reused : TokenEnd::signed_out;
}

bool Authenticator::is_alive(OwnToken const& token, Request const& request)
{
    if (alive_.find(token.id) == token.user_id)
        return true;
    auto const& query = token.kind == OwnToken::Kind::agent ? kFindLiveAgentToken : kFindLiveSession;
    auto why = TokenEnd::signed_out;
    bool const alive = db::as_user(pool_, token.user_id, [&](pqxx::work& work) {
        if (!query.rows(work, token.id, token.user_id).empty())
            return true;
        why = token_end_of(work, token, request);
        return false;
    });
    if (alive) {
        alive_.keep(token.id, token.user_id);
        revoked_.forget(token.id);
    } else {
        note_revoked(token.id, why);
    }
    return alive;
}

void Authenticator::note_revoked(std::string const& id, TokenEnd why)
{
    revoked_.keep(id, why);
    alive_.forget(id);
}

void Authenticator::note_revoked(std::vector<std::string> const& ids)
{
    for (auto const& id : ids)
        note_revoked(id);
}

Authenticator::Genuine Authenticator::genuine_at_issuer(crypto::Jwt token, Time now) const
{
    auto const found = keys_->find(token.key_id);
    auto const later = std::to_string(found.retry_after.count());
    if (found.search == IssuerKeys::Search::fetching)
        return http::problem(Code::Service_Unavailable,
                             "The sign-in service's keys are still loading. Try again in a moment.")
            .with("Retry-After", later);
    if (found.search == IssuerKeys::Search::unavailable)
        return http::problem(Code::Service_Unavailable,
                             "The sign-in service can't be reached. Try again in a moment.")
            .with("Retry-After", later);
    if (!found.key || !crypto::is_genuine(token, *found.key))
        return unauthorized("The token is from neither this server nor its sign-in service. Sign in again.");
    if (auto const fault = fault_of(token, *issuer_, now))
        return unauthorized(*fault);
    return token;
}

std::variant<User, Reply> Authenticator::owner_of(crypto::Jwt const& token)
{
    std::string const subject(token.text("sub"));
    User user;
    if (auto known = identities_.find(subject)) {
        user.id = std::move(*known);
        return user;
    }
    auto const person = person_of(token);
    auto found = db::as_system(pool_, [&](pqxx::work& work) { return find_or_add_identity(work, person); });
    if (auto const* const refused = std::get_if<NoEntry>(&found))
        return *refused == NoEntry::deleted ? invalid_token_reply() : account_disabled();
    user.id = std::get<UserId>(std::move(found));
    identities_.keep(subject, user.id);
    return user;
}

void Authenticator::forget_identity(std::string const& subject)
{
    identities_.forget(subject);
}

}  // namespace rmirror::auth
