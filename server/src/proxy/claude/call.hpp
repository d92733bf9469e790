// SPDX-License-Identifier: AGPL-3.0-or-later
// Proxies a call to Claude: Claude receives the caller's body but not their token, and the caller receives
// Claude's answer but never the server's key.
#pragma once

#include "auth/user.hpp"
#include "base/settings/settings.hpp"
#include "http/request.hpp"
#include "proxy/claude/request.hpp"
#include "proxy/forward_call.hpp"
#include "upstream/gateway.hpp"

namespace rmirror::proxy::claude {

/// Shared by all calls.
struct Claude {
    std::shared_ptr<Service const> service;
    Secret key;
    Rules rules;
    std::size_t calls_at_once = 1;  // Per user.
};

Claude configured(Settings const& settings, upstream::Gateway& gateway, Ledger& ledger, Log& log);

enum class Operation { messages, count_tokens };

/// The longest wait for an answer to begin, needed by a long answer that isn't streamed.
constexpr std::chrono::minutes kTimeout{11};

/// Answers once Claude has. Blocks on the database to reserve quota and budget. What `Claude` refers to must
/// outlive the call, as described at proxy::forward_call().
void forward_call(Claude const& claude, Operation operation, http::Request const& request, User const& user,
                  http::Answer const& answer);

/// The answer of a server without an API key.
http::Reply not_set_up();

/// Converts a problem reply of this server to the error format of Claude's API, which its clients expect.
http::Reply error_reply(http::Reply const& problem, std::string const& request_id);

}  // namespace rmirror::proxy::claude
