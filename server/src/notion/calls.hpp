// SPDX-License-Identifier: AGPL-3.0-or-later
// How calls to Notion are counted, and which of them are asked again.
#pragma once

#include "base/ids.hpp"
#include "base/settings.hpp"
#include "upstream/gateway.hpp"

#include <string>
#include <string_view>

namespace rmirror::notion {

enum class Traffic {
    interactive,  // A program's through the proxy, or a person's.
    background,   // A worker's.
};

/// What Notion allows each token.
struct Allowance {
    std::size_t calls = 180;
    std::chrono::milliseconds window{60'000};
};

Allowance allowance(Settings const& settings);

/// Of the calls in a window, as many as workers can make: the others are kept for interactive ones.
std::size_t background_calls(Allowance const& allowance);

/// `limit` is the id of the token's bot, or of its connection where that is not known.
upstream::Share share_of(UserId const& user_id, std::string limit, std::string workspace_id, Traffic traffic,
                         Allowance const& allowance);

/// Of calls of our own; what programs ask for is asked once. Where a repeated DELETE had its effect the first
/// time, Notion answers that the block is archived. `path` is that of the call, below /v1 or with it.
upstream::Retries retries_for(std::string_view method, std::string_view path = {});

}  // namespace rmirror::notion
