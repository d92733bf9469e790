// SPDX-License-Identifier: AGPL-3.0-or-later
// How the head of an answer is written.
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

/// The status line and fields, up to and with the empty line. Fields that would break out of their line are
/// left out.
std::string head_of(http::Reply const& reply, HeadStyle style, std::vector<http::NamedValue> const& more);

/// 204 and 304 never have content, nor a length of it (RFC 9110 §8.6).
bool may_have_content(http::Code status);

}  // namespace rmirror::wire
