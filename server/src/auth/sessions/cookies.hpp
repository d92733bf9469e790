// SPDX-License-Identifier: AGPL-3.0-or-later
// The cookies of a browser: the refresh token, a token by which the browser is recognised when it signs in
// again, and one by which it is recognised when it comes back from a sign-in provider. Scripts can't read
// them, and they are sent to the sign-in routes only.
#pragma once

#include "http/reply.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

enum class Transport { plain, encrypted };

/// Set-Cookie for a token; an empty token deletes the cookie.
std::string refresh_cookie(std::string_view token, Transport transport);
std::optional<std::string> refresh_token_of(http::Request const& request);

/// Doesn't authenticate, and stays after signing out.
std::string browser_cookie(std::string_view token, Transport transport);
std::optional<std::string> browser_token_of(http::Request const& request);

/// For as long as a visit to a sign-in provider may take.
std::string visit_cookie(std::string_view token, Transport transport);
/// Nullopt unless it has the form of random_token().
std::optional<std::string> visit_token_of(http::Request const& request);

}  // namespace rmirror::auth
