// SPDX-License-Identifier: AGPL-3.0-or-later
// Rate-limit shares and the retry policy for calls to Notion.
#pragma once

#include "base/ids.hpp"
#include "base/settings/settings.hpp"
#include "upstream/gateway.hpp"

#include <string>
#include <string_view>

namespace rmirror::notion {

enum class Traffic {
    interactive,  // From a client of the proxy, or a request that a user waits for.
    background,   // From a worker.
};

/// Notion's rate limit per token: `calls` in each `window`.
struct Allowance {
    std::size_t calls = 180;
    std::chrono::milliseconds window{60'000};
};

Allowance allowance(Settings const& settings);

/// How many calls per window workers may make; the rest is reserved for interactive calls.
std::size_t background_calls(Allowance const& allowance);

/// `limit` is the rate-limit key: the id of the token's bot, or of the connection if the bot is unknown.
upstream::Share share_of(UserId const& user_id, std::string limit, std::string workspace_id, Traffic traffic,
                         Allowance const& allowance);

/// Retry policy for the server's own calls; requests passed through the proxy are never retried. Repeating a
/// DELETE that had already succeeded makes Notion answer that the block is archived. `path` may start with
/// /v1 or not.
upstream::Retries retries_for(std::string_view method, std::string_view path = {});

}  // namespace rmirror::notion
