// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts this server's own errors to the format of Notion's API, which its clients expect.
#pragma once

#include "http/reply.hpp"
#include "notion/access.hpp"

#include <string>

namespace rmirror::proxy::notion {

/// Marks the error as this server's own in `additional_data`, so that its 401 isn't mistaken for Notion's.
/// The problem's members `code` and `reason` are used where present.
http::Reply error_reply(http::Reply const& problem, std::string const& request_id);

/// The reply to a caller without a usable connection.
http::Reply refusal_of(rmirror::notion::NoAccess why);

}  // namespace rmirror::proxy::notion
