// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/credential.hpp"

#include "crypto/json_member.hpp"

#include <string>

namespace rmirror::notion {

namespace json = boost::json;

namespace {

constexpr auto kToken = "token";
constexpr auto kRefreshToken = "refresh_token";

Secret secret_at(json::object const& object, char const* name)
{
    return Secret(std::string(crypto::text_member(object, name)));
}

}  // namespace

json::object json_of(Credential const& credential)
{
    json::object object{{kToken, credential.token.reveal()}};
    if (!credential.refresh_token.empty())
        object[kRefreshToken] = credential.refresh_token.reveal();
    return object;
}

std::optional<Credential> read_credential(json::object const& object)
{
    auto credential = Credential{secret_at(object, kToken), secret_at(object, kRefreshToken)};
    return credential.token.empty() ? std::nullopt : std::optional(credential);
}

}  // namespace rmirror::notion
