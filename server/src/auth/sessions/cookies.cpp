// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/sessions/cookies.hpp"

#include "auth/browsers.hpp"
#include "auth/sessions/sessions.hpp"
#include "base/trimmed.hpp"
#include "crypto/random_token.hpp"

#include <chrono>

namespace rmirror::auth {

namespace {

constexpr std::string_view kRefresh = "rmirror_refresh";
constexpr std::string_view kBrowser = "rmirror_browser";
constexpr std::string_view kVisit = "rmirror_visit";
constexpr std::chrono::minutes kVisitLife{10};

std::string cookie(std::string_view name, std::string_view value, std::chrono::seconds life,
                   Transport transport)
{
    std::string text(name);
    text.append("=").append(value).append("; Path=/api/v1/auth; HttpOnly; SameSite=Strict; Max-Age=");
    text.append(std::to_string(life.count()));
    if (transport == Transport::encrypted)
        text.append("; Secure");
    return text;
}

/// The value of a cookie in one header "a=1; b=2".
std::optional<std::string> value_in(std::string_view header, std::string_view name)
{
    while (!header.empty()) {
        auto const end = header.find(';');
        auto const pair = trimmed(header.substr(0, end));
        auto const equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return std::string(pair.substr(equals + 1));
        header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
    }
    return std::nullopt;
}

std::optional<std::string> value_of(http::Request const& request, std::string_view cookie_name)
{
    for (auto const& [name, value] : request.headers)
        if (http::equal_ignoring_case(name, "Cookie"))
            if (auto token = value_in(value, cookie_name); token && !token->empty())
                return token;
    return std::nullopt;
}

}  // namespace

std::string refresh_cookie(std::string_view token, Transport transport)
{
    return cookie(kRefresh, token, token.empty() ? std::chrono::seconds(0) : kSessionLife, transport);
}

std::optional<std::string> refresh_token_of(http::Request const& request)
{
    return value_of(request, kRefresh);
}

std::string browser_cookie(std::string_view token, Transport transport)
{
    return cookie(kBrowser, token, kBrowserLife, transport);
}

std::optional<std::string> browser_token_of(http::Request const& request)
{
    return value_of(request, kBrowser);
}

std::string visit_cookie(std::string_view token, Transport transport)
{
    return cookie(kVisit, token, kVisitLife, transport);
}

std::optional<std::string> visit_token_of(http::Request const& request)
{
    auto token = value_of(request, kVisit);
    return token && crypto::is_random_token(*token) ? token : std::nullopt;
}

}  // namespace rmirror::auth
