// SPDX-License-Identifier: AGPL-3.0-or-later
// Compressed request bodies: checks the declared coding, and decompresses within the route's limits.
#pragma once

#include "http/reply.hpp"
#include "http/request.hpp"

#include <cstddef>
#include <optional>

namespace rmirror::http {

/// Returns 415 for a Content-Encoding other than gzip. Only needs the head of the request.
std::optional<Reply> check_content_encoding(Request const& head);

/// Replaces a gzip body with its decompressed content; several gzip members (RFC 1952 §2.2) are concatenated.
/// Does nothing for other bodies. Returns a refusal and leaves the body as it is: 413 if the content is
/// larger than `max_bytes` or than the owner's memory limit allows beside the compressed body, 400 if the
/// gzip data is truncated, damaged or followed by other data, 503 if the bodies of others leave no room. A
/// refused body takes no further memory from the budget.
std::optional<Reply> decompress_body(Request& request, std::size_t max_bytes);

}  // namespace rmirror::http
