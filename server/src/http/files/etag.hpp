// SPDX-License-Identifier: AGPL-3.0-or-later
// Evaluates If-None-Match: whether the client already has the content (RFC 9110 §13.1.2).
#pragma once

#include <string_view>

namespace rmirror::http {

/// True if `if_none_match` is `*` or lists `etag`. `if_none_match` is the joined list of all header lines of
/// that name; `etag` includes its quotes, and `W/` if it is weak.
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace rmirror::http
