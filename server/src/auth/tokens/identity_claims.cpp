// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/identity_claims.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace rmirror::auth {

namespace json = boost::json;
using crypto::Jwt;

namespace {

constexpr std::chrono::seconds kClockDifference{5};
constexpr double kLatestTime = 253402300799;  // The end of the year 9999, in seconds since 1970.

json::value const* claim(Jwt const& token, std::string_view name)
{
    return token.claims.if_contains(json::string_view(name.data(), name.size()));
}

bool is_listed(std::vector<std::string> const& names, json::value const& value)
{
    return value.is_string() && std::any_of(names.begin(), names.end(), [&](std::string const& name) {
               return value.get_string() == json::string_view(name);
           });
}

bool names_one_of(json::value const& audience, std::vector<std::string> const& names)
{
    auto const* const several = audience.if_array();
    if (!several)
        return is_listed(names, audience);
    return std::any_of(several->begin(), several->end(),
                       [&](json::value const& each) { return is_listed(names, each); });
}

/// `aud` is whom a token is for, `azp` who requested it. Clerk sends only the latter, most others the former;
/// each one that is present must be ours.
bool is_for_us(Jwt const& token, std::vector<std::string> const& audiences)
{
    auto const* const audience = claim(token, "aud");
    auto const* const party = claim(token, "azp");
    if (audience && !names_one_of(*audience, audiences))
        return false;
    if (party && !is_listed(audiences, *party))
        return false;
    return audience || party;
}

/// True if the claim is a time in the future or no valid time.
bool is_later(Jwt const& token, std::string_view name, Time now)
{
    if (!claim(token, name))
        return false;
    auto const time = time_claim(token, name);
    return !time || *time > now + kClockDifference;
}

}  // namespace

OutsidePerson person_of(Jwt const& token)
{
    auto const* const verified = claim(token, "email_verified");
    bool const is_verified = verified && verified->is_bool() && verified->get_bool();
    return {.issuer = std::string(token.text("iss")),
            .subject = std::string(token.text("sub")),
            .email = stored_email(token.text("email"), is_verified),
            .full_name = stored_name(token.text("name"))};
}

std::optional<Time> time_claim(Jwt const& token, std::string_view name)
{
    auto const* const value = claim(token, name);
    if (!value || !value->is_number())
        return std::nullopt;
    auto const seconds = value->to_number<double>();
    if (!(seconds >= 0 && seconds <= kLatestTime))
        return std::nullopt;
    return Time(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
}

std::optional<std::string_view> fault_of(Jwt const& token, Issuer const& issuer, Time now)
{
    if (token.text("iss") != issuer.name)
        return "The token is from a different sign-in service. Sign in again.";
    if (!is_for_us(token, issuer.audiences))
        return "The token was issued for a different program. Sign in again.";
    if (!is_subject(token.text("sub")))
        return "The token doesn't name an account. Sign in again.";
    auto const expires = time_claim(token, "exp");
    if (!expires || *expires + kClockDifference <= now)
        return "The token has expired. Sign in again.";
    if (is_later(token, "nbf", now) || is_later(token, "iat", now))
        return "The token isn't valid yet. Check the clock of the sign-in service.";
    // Clerk's session status: `pending` still has to do something, such as choosing an organisation.
    if (claim(token, "sts") && token.text("sts") != "active")
        return "The sign-in isn't complete. Finish it, then try again.";
    return std::nullopt;
}

}  // namespace rmirror::auth
