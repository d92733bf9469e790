// SPDX-License-Identifier: AGPL-3.0-or-later
// The reply to a request for changes.
#pragma once

#include "http/reply.hpp"
#include "library/changes/changes.hpp"

#include <cstdint>
#include <optional>

namespace rmirror::routes {

constexpr std::int64_t kLongestWait = 25;  // Seconds; shorter than proxies and browsers wait.

/// nullopt: they can't be read at the moment.
http::Reply changes_reply(std::optional<library::Changes> changes);

}  // namespace rmirror::routes
