// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/refresh_cookie.hpp"

#include "auth/sessions.hpp"

namespace rmirror::auth {

namespace {

constexpr std::string_view kName = "rmirror_refresh";

/// The value of our cookie in one header "a=1; b=2".
std::optional<std::string> value_in(std::string_view header)
{
    while (!header.empty()) {
        auto const end = header.find(';');
        auto const pair = http::trimmed(header.substr(0, end));
        auto const equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == kName)
            return std::string(pair.substr(equals + 1));
        header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
    }
    return std::nullopt;
}

}  // namespace

std::string refresh_cookie(std::string_view token, Transport transport)
{
    auto const life = token.empty() ? 0 : auth::kSessionLife.count();
    std::string cookie(kName);
    cookie.append("=").append(token).append("; Path=/api/v1/auth; HttpOnly; SameSite=Strict; Max-Age=");
    cookie.append(std::to_string(life));
    if (transport == Transport::encrypted)
        cookie.append("; Secure");
    return cookie;
}

std::optional<std::string> refresh_token_of(http::Request const& request)
{
    for (auto const& [name, value] : request.headers)
        if (http::equal_ignoring_case(name, "Cookie"))
            if (auto token = value_in(value); token && !token->empty())
                return token;
    return std::nullopt;
}

}  // namespace rmirror::auth
