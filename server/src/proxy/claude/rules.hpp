// SPDX-License-Identifier: AGPL-3.0-or-later
// Allow-lists for what calls to Claude may request by name. A call that names anything else is refused with
// that name; nothing is silently removed from a call.
#pragma once

#include "http/reply.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::proxy::claude {

/// "*" allows every name.
using AllowedNames = std::vector<std::string>;

struct Rules {
    AllowedNames models;
    AllowedNames betas = {};             // Values of anthropic-beta.
    AllowedNames speeds = {"standard"};  // Of a call or one of its attempts. Faster ones cost extra.
    AllowedNames tools = {};             // Types of tools that Claude runs, which cost extra.
    std::int64_t max_tokens = 0;         // Upper limit for `max_tokens`.
    std::size_t max_images = 600;        // Per call; Claude's own limit.
};

/// Why a call isn't passed on, as a message for its sender.
struct Refusal {
    http::Code status;
    std::string sentence;
};

bool allows(AllowedNames const& allowed, std::string_view name);

/// Refuses the first name that isn't allowed. `what` is the member or header that contains the names.
std::optional<Refusal> refusal_of(std::string_view what, std::set<std::string> const& names,
                                  AllowedNames const& allowed);

/// Client-side tools cost nothing beyond their tokens, so they are always allowed.
bool is_run_by_caller(std::string_view tool_type);

}  // namespace rmirror::proxy::claude
