// SPDX-License-Identifier: AGPL-3.0-or-later
// A service at which people sign in on its own screen and come back with a code (OAuth 2.0, RFC 6749), by
// which this server learns who they are.
#pragma once

#include "auth/identities/outside_person.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::auth {

/// What ties one visit to a provider's screen together, from its beginning to its end.
struct Visit {
    std::string state;
    std::string nonce;          // Repeated in an ID token.
    std::string code_verifier;  // For PKCE (RFC 7636).
    std::string redirect_uri;
    std::string network;  // Of the visitor. Visitors take turns by it.
};

/// With what the visitor came back.
struct Return {
    std::string code;
    std::optional<std::string> issuer;  // The parameter `iss` (RFC 9207).
};

/// Why a provider told nothing about the visitor.
struct NotTold {
    enum class Why {
        refused,        // It doesn't accept the code.
        elsewhere,      // The code is from another service (a mix-up), or for another visit.
        unreachable,    // No answer, or a 5xx.
        misconfigured,  // It rejects this server's client, or isn't suited for signing in.
        odd,            // The response couldn't be interpreted, or isn't to be trusted.
        unverified,     // It requires a verified address and has none.
    };
    Why why = Why::unreachable;
    std::string detail = {};  // For the log, not for people.
};

class Provider {
public:
    virtual ~Provider() = default;

    /// Its part of addresses, such as "google".
    virtual std::string_view id() const = 0;
    /// For people, such as "Google".
    virtual std::string_view shown() const = 0;
    /// OutsidePerson::issuer of its people.
    virtual std::string_view issuer() const = 0;
    /// Whether all of its people can have an account here, whatever RMIRROR_SIGNUP says.
    virtual bool admits_everybody() const { return false; }

    // Both block.
    /// The address of its screen.
    virtual std::variant<std::string, NotTold> screen_url(Visit const& visit) const = 0;
    /// Who came back.
    virtual std::variant<OutsidePerson, NotTold> visitor(Visit const& visit, Return const& back) const = 0;
};

}  // namespace rmirror::auth
