// SPDX-License-Identifier: AGPL-3.0-or-later
// What the token of a foreign sign-in service must say before we believe that somebody is signed in.
#pragma once

#include "crypto/jwt.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::auth {

using Time = std::chrono::sys_seconds;

/// A service of OpenID Connect, such as Clerk.
struct Issuer {
    std::string name;                    // Exactly what its tokens say in `iss`.
    std::vector<std::string> audiences;  // Ours, in `aud` or `azp`. Never empty.
};

/// Nothing when the claims hold; otherwise what is wrong, for the person whose token it is. To be asked of
/// genuine tokens only. Clocks may differ by five seconds, as Clerk's own library has it.
std::optional<std::string_view> fault_of(crypto::Jwt const& token, Issuer const& issuer, Time now);

/// A claim that is a time; nothing when it is absent or no sensible number.
std::optional<Time> time_claim(crypto::Jwt const& token, std::string_view name);

}  // namespace rmirror::auth
