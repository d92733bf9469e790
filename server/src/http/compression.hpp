// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers made smaller on their way, for clients that take them so.
#pragma once

#include "http/reply.hpp"

#include <string_view>

namespace rmirror::http {

/// Whether an Accept-Encoding takes this coding: named, or all are, and not with a weight of zero.
bool accepts_coding(std::string_view accepted, std::string_view coding);

/// Compresses the body where the client takes gzip and it pays; says in either case that this depends on the
/// client. Only for answers in which no secret stands beside what somebody else may choose: the length would
/// tell of it (BREACH, docs/decisions/0037-the-tree-has-a-version.md).
void compress(Reply& reply, Request const& request);

}  // namespace rmirror::http
