// SPDX-License-Identifier: AGPL-3.0-or-later
// Compresses answers for clients that accept it.
#pragma once

#include "http/reply.hpp"

#include <string_view>

namespace rmirror::http {

/// True if Accept-Encoding names `coding`, or `*`, with a weight other than zero.
bool accepts_coding(std::string_view accepted, std::string_view coding);

/// Compresses the body with gzip if the client accepts it and the body is large enough. Adds `Vary:
/// Accept-Encoding` in either case. Don't use it for a body that contains both a secret and text that someone
/// else can choose: the compressed length would reveal the secret (BREACH,
/// docs/decisions/0037-the-tree-has-a-version.md).
void compress(Reply& reply, Request const& request);

}  // namespace rmirror::http
