// SPDX-License-Identifier: AGPL-3.0-or-later
// Has the client the content already (RFC 9110 §13.1.2)?
#pragma once

#include <string_view>

namespace rmirror::http {

/// `if_none_match` is the whole list, of all lines of that name; `etag` has its quotes, and W/ where it is
/// weak.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace rmirror::http
