// SPDX-License-Identifier: AGPL-3.0-or-later
// The refresh token's way to the browser and back: a cookie that no script can read, sent to the sign-in
// routes alone.
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

}  // namespace rmirror::auth
