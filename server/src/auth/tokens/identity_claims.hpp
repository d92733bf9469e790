// SPDX-License-Identifier: AGPL-3.0-or-later
// The claims that a token of an external sign-in service must have to be accepted.
#pragma once

#include "auth/identities/outside_person.hpp"
#include "crypto/jwt.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::auth {

using Time = std::chrono::sys_seconds;

/// An OpenID Connect provider, such as Clerk.
struct Issuer {
    std::string name;                    // Exactly as in the `iss` of its tokens.
    std::vector<std::string> audiences;  // Ours, expected in `aud` or `azp`.
};

/// nullopt if the claims are valid; otherwise what is wrong, as a sentence for the token's owner. The
/// signature must have been verified before. Clocks may differ by five seconds, as in Clerk's own library.
std::optional<std::string_view> fault_of(crypto::Jwt const& token, Issuer const& issuer, Time now);

/// Whom a token is about, from its claims. The token must have been verified before.
OutsidePerson person_of(crypto::Jwt const& token);

/// A claim that is a time; nullopt if it is absent or no plausible number.
std::optional<Time> time_claim(crypto::Jwt const& token, std::string_view name);

}  // namespace rmirror::auth
