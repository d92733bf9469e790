// SPDX-License-Identifier: AGPL-3.0-or-later
// Browsers in which an account was signed in before, recognised by a cookie that doesn't authenticate.
#pragma once

#include "auth/client_info.hpp"
#include "base/ids.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

/// The longest that browsers keep a cookie.
constexpr std::chrono::seconds kBrowserLife = std::chrono::days(400);
constexpr int kMaxBrowsers = 100;  // Per account; beyond it the least recently used go.

/// The browser's id if the account with this address knows its cookie.
std::optional<std::string> known_browser(pqxx::work& work, std::string const& email, std::string_view token);

/// Records a sign-in in this browser. Notifies the owner of a browser that the account doesn't know, unless
/// it is the account's first. `shown`: the browser's cookie, if it has one. Returns the cookie to set.
std::string recognize_browser(pqxx::work& work, UserId const& user_id,
                              std::optional<std::string> const& shown, ClientInfo const& client);

/// A readable name from a User-Agent: "Firefox (Linux)". An unknown one is returned as it is, cut to 100
/// bytes.
std::string browser_name(std::string_view user_agent);

}  // namespace rmirror::auth
