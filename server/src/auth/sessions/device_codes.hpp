// SPDX-License-Identifier: AGPL-3.0-or-later
// Device authorization (RFC 8628): an agent shows a short code, a signed-in user types it, and the agent,
// which polls meanwhile, gets its token. No secret is ever part of a URL.
#pragma once

#include "auth/sessions/agent_tokens.hpp"
#include "auth/user.hpp"
#include "base/ids.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::auth {

constexpr std::chrono::seconds kDeviceCodeLife = std::chrono::minutes(10);
constexpr std::chrono::seconds kPollInterval{5};

struct DeviceCode {
    std::string device_code;  // The agent's secret.
    std::string user_code;    // "WDJB-MJHT", for the user to type.
};

DeviceCode add_device_code(pqxx::work& work, std::string const& name);

/// Accepts lower case, blanks and a missing dash. nullopt for text that can't be a user code.
std::optional<std::string> parse_user_code(std::string_view typed);

/// Name and age of the agent that is waiting with this code, to be shown before it is approved; nullopt if no
/// agent is waiting with it.
std::optional<boost::json::object> waiting_device(pqxx::work& work, std::string const& user_code);

enum class Decision { approve, deny };
/// False if no agent is waiting with this code.
bool decide_device(pqxx::work& work, std::string const& user_code, User const& user, Decision decision);

/// Why a poll gets no token, by the names of RFC 8628.
enum class PollError {
    authorization_pending,
    slow_down,
    access_denied,
    expired_token,
    invalid_grant,
    too_many_tokens
};

struct Redeemed {
    UserId user_id;
    AgentToken token;
};

/// Issues the token of an approved code, once.
std::variant<Redeemed, PollError> poll_device(pqxx::work& work, std::string_view device_code);

}  // namespace rmirror::auth
