// SPDX-License-Identifier: AGPL-3.0-or-later
// One call to Claude that is passed on: the caller's body and nothing of their token; Claude's answer, and
// nothing of the server's key.
#pragma once

#include "auth/user.hpp"
#include "base/secret.hpp"
#include "base/settings.hpp"
#include "http/answer.hpp"
#include "proxy/claude_request.hpp"
#include "proxy/claude_usage.hpp"
#include "proxy/ledger.hpp"
#include "upstream/gateway.hpp"

namespace rmirror::proxy {

/// What all calls share.
struct Claude {
    std::string base_url;
    Secret key;
    ClaudeRules rules;
    std::size_t calls_at_once = 1;  // Of one user.
    upstream::Gateway& gateway;
    Ledger& ledger;
};

std::shared_ptr<Claude const> claude_from(Settings const& settings, upstream::Gateway& gateway,
                                          Ledger& ledger);

enum class ClaudeOperation { messages, count_tokens };

/// How long a caller may have to wait for the beginning of an answer: a long one that does not come in
/// pieces.
constexpr std::chrono::minutes kClaudePatience{11};

/// Answers when Claude has. Waits for the database when there are pictures. The gateway is used until this
/// returns, the ledger until the gateway's client has ended.
void pass_on_to_claude(std::shared_ptr<Claude const> const& claude, ClaudeOperation operation,
                       http::Request const& request, User const& user, http::Answer const& answer);

/// A problem of ours in the words of Claude's API, which its clients expect.
http::Reply claude_error(http::Reply const& problem, std::string const& request_id);

}  // namespace rmirror::proxy
