// SPDX-License-Identifier: AGPL-3.0-or-later
// Evaluates If-None-Match and If-Match: whether the client has the current content (RFC 9110 §13.1).
#pragma once

#include <string_view>

namespace rmirror::http {

/// True if `if_none_match` is `*` or lists `etag`. `if_none_match` is the joined list of all header lines of
/// that name; `etag` includes its quotes, and `W/` if it is weak.
bool etag_matches(std::string_view if_none_match, std::string_view etag);

/// The same for `If-Match`, which is compared strongly: a weak tag never matches.
bool etag_matches_strongly(std::string_view if_match, std::string_view etag);

}  // namespace rmirror::http
