// SPDX-License-Identifier: AGPL-3.0-or-later
// The tokens we sign ourselves: short-lived ones for a session in the dashboard, long-lived ones for agents.
#pragma once

#include "auth/tokens/identity_claims.hpp"
#include "base/ids.hpp"
#include "crypto/jwt.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace rmirror::auth {

constexpr std::chrono::seconds kAccessLife = std::chrono::minutes(15);
constexpr std::chrono::seconds kAgentLife = std::chrono::days(30);

/// A token's user, and the row that must exist for it to be valid.
struct OwnToken {
    enum class Kind { access, agent };

    Kind kind = Kind::access;
    UserId user_id;
    std::string id;  // The session's id, or the agent token's `jti`.
};

class OwnTokens {
public:
    /// HS256 requires at least 32 bytes (RFC 7518 §3.2).
    static constexpr std::size_t kMinSecretBytes = 32;

    explicit OwnTokens(Secret const& secret) : secret_(secret), key_(secret) {}

    std::string access_token(UserId const& user_id, std::string_view session_id, Time now) const;
    std::string agent_token(UserId const& user_id, std::string_view jti, Time now) const;

    /// Whether `iss` says that the token is ours. Doesn't check the signature.
    static bool claims_to_be_ours(crypto::Jwt const& token);
    /// The verified token, or what is wrong with it as a sentence for its owner.
    std::variant<OwnToken, std::string_view> read(crypto::Jwt const& token, Time now) const;

private:
    Secret secret_;
    crypto::VerificationKey key_;
};

}  // namespace rmirror::auth
