// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes the head of an answer.
#pragma once

#include "http/reply.hpp"

#include <string>
#include <vector>

namespace rmirror::wire {

enum class Framing { length, chunked, until_close };

struct HeadStyle {
    Framing framing = Framing::length;
    bool keep_alive = true;
    bool http_1_0 = false;
};

/// The status line and headers, including the empty line at the end. Omits headers with characters that could
/// start a new line.
std::string head_of(http::Reply const& reply, HeadStyle style, std::vector<http::NamedValue> const& more);

/// False for 1xx, 204 and 304, which have neither content nor a Content-Length (RFC 9110 §8.6).
bool may_have_content(http::Code status);

}  // namespace rmirror::wire
