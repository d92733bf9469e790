// SPDX-License-Identifier: AGPL-3.0-or-later
// An agent that asks to be let in: it shows a short code, a person who is signed in types it, and the agent,
// which has polled meanwhile, gets its token (RFC 8628). Nothing secret is ever part of an address.
#pragma once

#include "auth/agent_tokens.hpp"
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
    std::string user_code;    // "WDJB-MJHT", for a person to type.
};

DeviceCode add_device_code(pqxx::work& work, std::string const& name);

/// As people type it: lower case, blanks and the dash are all one. Nothing for what cannot be one.
std::optional<std::string> parse_user_code(std::string_view typed);

/// Name and age of the agent that waits with this code, to be looked at before it is let in; nothing when
/// there is none, or no longer.
std::optional<boost::json::object> waiting_device(pqxx::work& work, std::string const& user_code);

enum class Decision { approve, deny };
/// False when nobody waits with this code.
bool decide_device(pqxx::work& work, std::string const& user_code, User const& user, Decision decision);

/// Why a poll gets no token, in RFC 8628's words.
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

/// Once for each code that was approved.
std::variant<Redeemed, PollError> poll_device(pqxx::work& work, std::string_view device_code);

}  // namespace rmirror::auth
