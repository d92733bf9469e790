// SPDX-License-Identifier: AGPL-3.0-or-later
// The two cookies of a browser, which no script can read and which are sent to the sign-in routes alone: the
// refresh token, and what the browser is recognised by when it signs in again.
#pragma once

#include "http/reply.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

enum class Transport { plain, encrypted };

/// Set-Cookie for a token; an empty one takes the cookie away.
std::string refresh_cookie(std::string_view token, Transport transport);
std::optional<std::string> refresh_token_of(http::Request const& request);

/// Signs nobody in, and stays when somebody signs out.
std::string browser_cookie(std::string_view token, Transport transport);
std::optional<std::string> browser_token_of(http::Request const& request);

}  // namespace rmirror::auth
