// SPDX-License-Identifier: AGPL-3.0-or-later
// What a sign-in service says about itself (OpenID Connect Discovery 1.0).
#pragma once

#include "upstream/client/addresses.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

/// Addresses that the service doesn't name, or that can't be called, are empty.
struct IssuerConfiguration {
    std::string keys_url;
    std::string authorization_url;
    std::string token_url;
    std::string userinfo_url;
    bool has_pkce = false;      // It checks code challenges of the method S256.
    bool names_itself = false;  // Its redirects have the parameter `iss` (RFC 9207).
    bool posts_secret = false;  // It takes the client's secret in the body only, not in a header.
};

/// Where the document of an issuer is.
std::string configuration_url(std::string_view issuer);

/// Nullopt if the text isn't the document of this issuer, or names no usable address of its keys. An https://
/// issuer refers to https:// addresses only.
std::optional<IssuerConfiguration> read_configuration(std::string const& text, std::string const& issuer);

/// The addresses that a call to one of the issuer's URLs may connect to: any for URLs on its own host, which
/// the operator chose, and public ones for others, which the issuer chose.
upstream::Reach reach_of_issuer(std::string_view url, std::string_view issuer);

}  // namespace rmirror::auth
