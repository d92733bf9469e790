// SPDX-License-Identifier: AGPL-3.0-or-later
// Problems of ours in the words of Notion's API, which its clients expect.
#pragma once

#include "http/reply.hpp"
#include "notion/access.hpp"

#include <string>

namespace rmirror::proxy::notion {

/// Marked as ours in `additional_data`, so that nobody takes our 401 for Notion's. The members `code` and
/// `reason` of the problem, where it has them, stand for themselves.
http::Reply error_reply(http::Reply const& problem, std::string const& request_id);

/// For whoever calls without a connection that can be used.
http::Reply refusal_of(rmirror::notion::NoAccess why);

}  // namespace rmirror::proxy::notion
