// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/credential.hpp"

#include "connections/token_refresh.hpp"
#include "crypto/json_member.hpp"

#include <string>

namespace rmirror::notion {

namespace json = boost::json;

namespace {

using connections::kRefreshToken;
using connections::kToken;

json::string_view key(std::string_view name)
{
    return {name.data(), name.size()};
}

Secret secret_at(json::object const& object, std::string_view name)
{
    return Secret(std::string(crypto::text_member(object, name)));
}

}  // namespace

json::object json_of(Credential const& credential)
{
    json::object object{{key(kToken), credential.token.reveal()}};
    if (!credential.refresh_token.empty())
        object[key(kRefreshToken)] = credential.refresh_token.reveal();
    return object;
}

std::optional<Credential> read_credential(json::object const& object)
{
    auto credential = Credential{secret_at(object, kToken), secret_at(object, kRefreshToken)};
    return credential.token.empty() ? std::nullopt : std::optional(credential);
}

}  // namespace rmirror::notion
