// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/browsers.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace rmirror::auth {

namespace {

constexpr auto kFindBrowser = R"sql(
    SELECT browsers.id FROM browsers JOIN users ON users.id = browsers.user_id
    WHERE lower(users.email) = lower($1) AND browsers.token_hash = decode($2, 'hex'))sql";

constexpr auto kUseBrowser = R"sql(
    UPDATE browsers SET last_used_at = now() WHERE user_id = $1 AND token_hash = decode($2, 'hex'))sql";

constexpr auto kHasBrowsers = "SELECT EXISTS (SELECT 1 FROM browsers WHERE user_id = $1)";

// Changes the rows of all accounts, so that other accounts in this browser keep recognising it.
constexpr auto kRenewToken = R"sql(
    UPDATE browsers SET token_hash = decode($2, 'hex') WHERE token_hash = decode($1, 'hex'))sql";

constexpr auto kAddBrowser = R"sql(
    INSERT INTO browsers (user_id, token_hash) VALUES ($1, decode($2, 'hex')) RETURNING id)sql";

constexpr auto kForgetBrowsers = R"sql(
    DELETE FROM browsers WHERE user_id = $1 AND id IN (
        SELECT id FROM browsers WHERE user_id = $1 ORDER BY last_used_at DESC, id DESC OFFSET $2))sql";

constexpr auto kNotifyOwner = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES ($1, 'new_browser', $2, jsonb_build_object('browser', $3::text, 'address', $4::text)))sql";

struct Word {
    std::string_view part;  // To find in a User-Agent.
    std::string_view name;
};

// The first match wins, because browsers also name those they descend from.
constexpr std::array kBrowserNames = {
    Word{"Edg", "Edge"},         Word{"OPR/", "Opera"},       Word{"SamsungBrowser/", "Samsung Internet"},
    Word{"Vivaldi/", "Vivaldi"}, Word{"Firefox/", "Firefox"}, Word{"FxiOS/", "Firefox"},
    Word{"CriOS/", "Chrome"},    Word{"Chrome/", "Chrome"},   Word{"Safari/", "Safari"},
};
constexpr std::array kSystems = {
    Word{"Android", "Android"}, Word{"iPhone", "iPhone"}, Word{"iPad", "iPad"},   Word{"Windows", "Windows"},
    Word{"CrOS", "ChromeOS"},   Word{"Mac OS", "macOS"},  Word{"Linux", "Linux"},
};

template <typename Words>
std::string_view first_in(Words const& words, std::string_view user_agent)
{
    auto const found = std::find_if(words.begin(), words.end(), [&](Word const& word) {
        return user_agent.find(word.part) != std::string_view::npos;
    });
    return found == words.end() ? std::string_view() : found->name;
}

}  // namespace

std::optional<std::string> known_browser(pqxx::work& work, std::string const& email, std::string_view token)
{
    auto const rows = work.exec_params(kFindBrowser, email, crypto::token_hash(token));
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<std::string>());
}

std::string recognize_browser(pqxx::work& work, UserId const& user_id,
                              std::optional<std::string> const& shown, ClientInfo const& client)
{
    auto const hash = shown ? crypto::token_hash(*shown) : "";
    if (shown && work.exec_params(kUseBrowser, user_id, hash).affected_rows() > 0)
        return *shown;
    bool const is_first = !work.exec_params(kHasBrowsers, user_id)[0][0].as<bool>();
    // Someone else may have planted the cookie, so it isn't trusted for this account: the browser gets a new
    // one.
    auto token = crypto::random_token();
    auto const new_hash = crypto::token_hash(token);
    if (shown)
        work.exec_params(kRenewToken, hash, new_hash);
    auto const id = work.exec_params(kAddBrowser, user_id, new_hash)[0][0].as<std::string>();
    work.exec_params(kForgetBrowsers, user_id, kMaxBrowsers);
    if (!is_first)
        work.exec_params(kNotifyOwner, user_id, id, browser_name(client.user_agent), client.address);
    return token;
}

std::string browser_name(std::string_view user_agent)
{
    constexpr std::size_t kMaxBytes = 100;
    auto const name = first_in(kBrowserNames, user_agent);
    auto const system = first_in(kSystems, user_agent);
    if (name.empty() || system.empty())
        return std::string(user_agent.substr(0, kMaxBytes));
    return std::string(name) + " (" + std::string(system) + ")";
}

}  // namespace rmirror::auth
