// SPDX-License-Identifier: AGPL-3.0-or-later
// Browsers that an account was signed in with before. They are recognised by a cookie that signs nobody in.
#pragma once

#include "auth/client_info.hpp"
#include "base/ids.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

/// Browsers keep no cookie for longer.
constexpr std::chrono::seconds kBrowserLife = std::chrono::days(400);
constexpr int kMostBrowsers = 100;  // Of an account; beyond it those go that were not used for longest.

/// The id of the browser, where the account with this address knows its cookie.
std::optional<std::string> known_browser(pqxx::work& work, std::string const& email, std::string_view token);

/// Somebody has signed in with this browser. A browser that the account does not know is told to its owner,
/// unless it is the account's first. Answers the cookie that the browser is to keep.
std::string recognize_browser(pqxx::work& work, UserId const& user_id,
                              std::optional<std::string> const& shown, ClientInfo const& client);

/// What people call it, by its User-Agent: "Firefox (Linux)". An unknown one is told as it calls itself.
std::string browser_name(std::string_view user_agent);

}  // namespace rmirror::auth
