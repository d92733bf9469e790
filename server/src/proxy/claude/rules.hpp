// SPDX-License-Identifier: AGPL-3.0-or-later
// What calls to Claude can ask for by name. What is not listed is refused and named, never taken out of a
// call.
#pragma once

#include "http/reply.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::proxy::claude {

/// "*" among them allows all.
using AllowedNames = std::vector<std::string>;

struct Rules {
    AllowedNames models;
    AllowedNames betas = {};             // Values of anthropic-beta.
    AllowedNames speeds = {"standard"};  // Of a call or of one of its attempts.
    AllowedNames tools = {};             // Types of tools that Claude itself runs.
    std::int64_t most_tokens = 0;        // The most that `max_tokens` may be.
    std::size_t most_images = 600;       // In one call; Claude itself takes no more.
};

/// Why a call is not passed on, in words for whoever sent it.
struct Refusal {
    http::Code status;
    std::string sentence;
};

bool allows(AllowedNames const& allowed, std::string_view name);

/// Of the first that is not allowed. `what` is the member or header that names it.
std::optional<Refusal> refusal_of(std::string_view what, std::set<std::string> const& names,
                                  AllowedNames const& allowed);

/// Tools whose calls come back to the caller cost nothing beyond their tokens, and so are always allowed.
bool is_run_by_caller(std::string_view tool_type);

}  // namespace rmirror::proxy::claude
