// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/providers/github_provider.hpp"

#include "auth/providers/provider_calls.hpp"
#include "crypto/json_member.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <utility>

namespace rmirror::auth {

namespace json = boost::json;
using crypto::text_member;
using Why = NotTold::Why;

namespace {

/// The number by which GitHub knows the account; a login can be given up and taken by another person.
std::string account_number(json::object const& account)
{
    auto const* const id = crypto::member_of(account, "id");
    if (!id || !(id->is_int64() || id->is_uint64()))
        return "";
    boost::system::error_code error;
    auto const number = id->to_number<std::uint64_t>(error);
    return error || number == 0 ? "" : std::to_string(number);
}

/// The primary address if GitHub has verified it.
std::string verified_primary(json::value const& emails)
{
    auto const* const list = emails.if_array();
    for (auto const& each : list ? *list : json::array()) {
        auto const* const email = each.if_object();
        if (email && crypto::flag_member(*email, "primary"))
            return stored_email(text_member(*email, "email"), crypto::flag_member(*email, "verified"));
    }
    return "";
}

}  // namespace

std::variant<std::string, NotTold> GitHubProvider::screen_url(Visit const& visit) const
{
    return client_.url + "/login/oauth/authorize?" +
           form_of({{"client_id", client_.client_id},
                    {"redirect_uri", visit.redirect_uri},
                    {"scope", "user:email"},
                    {"state", visit.state},
                    {"code_challenge", code_challenge_of(visit.code_verifier)},
                    {"code_challenge_method", "S256"}});
}

std::variant<OutsidePerson, NotTold> GitHubProvider::visitor(Visit const& visit, Return const& back) const
{
    if (back.issuer && *back.issuer != issuer())
        return NotTold{Why::elsewhere, "the code is from another service"};
    upstream::Call call;
    call.url = client_.url + "/login/oauth/access_token";
    call.body = form_of({{"client_id", client_.client_id},
                         {"client_secret", client_.client_secret.reveal()},
                         {"code", back.code},
                         {"redirect_uri", visit.redirect_uri},
                         {"code_verifier", visit.code_verifier}});
    auto const tokens = ask_for_tokens(gateway_, visit.network, std::move(call));
    if (auto const* const failed = std::get_if<NotTold>(&tokens))
        return *failed;
    auto const access_token = text_member(std::get<json::object>(tokens), "access_token");
    if (access_token.empty())
        return NotTold{Why::odd, "no access token"};
    auto const account = api("/user", access_token, visit.network);
    if (auto const* const failed = std::get_if<NotTold>(&account))
        return *failed;
    auto const* const user = std::get<json::value>(account).if_object();
    auto subject = user ? account_number(*user) : "";
    if (subject.empty())
        return NotTold{Why::odd, "an account without a number"};
    auto const emails = api("/user/emails", access_token, visit.network);
    if (auto const* const failed = std::get_if<NotTold>(&emails))
        return *failed;
    auto const name = text_member(*user, "name");
    return OutsidePerson{.issuer = std::string(issuer()),
                         .subject = std::move(subject),
                         .email = verified_primary(std::get<json::value>(emails)),
                         .full_name = stored_name(name.empty() ? text_member(*user, "login") : name)};
}

std::variant<json::value, NotTold> GitHubProvider::api(std::string_view path, std::string_view access_token,
                                                       std::string const& network) const
{
    upstream::Call call;
    call.url = client_.api_url + std::string(path);
    call.headers = {{"Authorization", "Bearer " + std::string(access_token)},
                    {"Accept", "application/vnd.github+json"},
                    {"X-GitHub-Api-Version", "2022-11-28"},
                    {"User-Agent", "rmirror"}};
    return ask_provider(gateway_, network, std::move(call));
}

}  // namespace rmirror::auth
