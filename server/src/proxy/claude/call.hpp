// SPDX-License-Identifier: AGPL-3.0-or-later
// One call to Claude that is passed on: the caller's body and nothing of their token; Claude's answer, and
// nothing of the server's key.
#pragma once

#include "auth/user.hpp"
#include "base/settings.hpp"
#include "http/request.hpp"
#include "proxy/claude/request.hpp"
#include "proxy/pass_on.hpp"
#include "upstream/gateway.hpp"

namespace rmirror::proxy::claude {

/// What all calls share.
struct Claude {
    std::shared_ptr<Service const> service;
    Secret key;
    Rules rules;
    std::size_t calls_at_once = 1;  // Of one user.
};

Claude configured(Settings const& settings, upstream::Gateway& gateway, Ledger& ledger, Log& log);

enum class Operation { messages, count_tokens };

/// How long a caller may have to wait for the beginning of an answer: a long one that does not come in
/// pieces.
constexpr std::chrono::minutes kTimeout{11};

/// Answers when Claude has. Waits for the database when there are pictures. What `Claude` refers to must
/// outlive the call, as pass_on() says.
void pass_on(Claude const& claude, Operation operation, http::Request const& request, User const& user,
             http::Answer const& answer);

/// For whoever asks a server that has no key.
http::Reply not_set_up();

/// A problem of ours in the words of Claude's API, which its clients expect.
http::Reply error_reply(http::Reply const& problem, std::string const& request_id);

}  // namespace rmirror::proxy::claude
