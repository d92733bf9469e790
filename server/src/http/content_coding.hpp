// SPDX-License-Identifier: AGPL-3.0-or-later
// Bodies that clients send packed: which coding they declare, and unpacking it within what a route takes.
#pragma once

#include "http/reply.hpp"
#include "http/request.hpp"

#include <cstddef>
#include <optional>

namespace rmirror::http {

/// 415 for a Content-Encoding other than gzip, given before the body is read.
std::optional<Reply> refusal_of_coding(Request const& head);

/// Puts in place of a body that is declared as gzip what it unpacks to. One that holds several members
/// (RFC 1952 §2.2) is what they are together. Refused, and left as it is: 413 where that is more than
/// `most_bytes` or than one owner may hold beside the packed body, 400 where the body ends early, is damaged
/// or goes on with something else, 503 where other bodies leave no room. Nothing is held of what is refused.
std::optional<Reply> unpack(Request& request, std::size_t most_bytes);

}  // namespace rmirror::http
