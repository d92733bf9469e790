// SPDX-License-Identifier: AGPL-3.0-or-later
// The tokens we sign ourselves: short ones for a session in the dashboard, long ones for agents.
#pragma once

#include "auth/identity_claims.hpp"
#include "base/ids.hpp"
#include "crypto/jwt.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace rmirror::auth {

constexpr std::chrono::seconds kAccessLife = std::chrono::minutes(15);
constexpr std::chrono::seconds kAgentLife = std::chrono::days(30);

/// Whose it is, and the row that keeps it alive.
struct OwnToken {
    enum class Kind { access, agent };

    Kind kind = Kind::access;
    UserId user_id;
    std::string id;  // Of the session, or the agent token's `jti`.
};

class OwnTokens {
public:
    /// HS256 wants at least 32 bytes (RFC 7518 §3.2).
    static constexpr std::size_t kLeastSecretBytes = 32;

    explicit OwnTokens(Secret const& secret) : secret_(secret), key_(secret) {}

    std::string access_token(UserId const& user_id, std::string_view session_id, Time now) const;
    std::string agent_token(UserId const& user_id, std::string_view jti, Time now) const;

    /// Whether the token says that it is ours, which says nothing about its being genuine.
    static bool claims_to_be_ours(crypto::Jwt const& token);
    /// The token, or what is wrong with it, for the person whose token it is.
    std::variant<OwnToken, std::string_view> read(crypto::Jwt const& token, Time now) const;

private:
    Secret secret_;
    crypto::VerificationKey key_;
};

}  // namespace rmirror::auth
