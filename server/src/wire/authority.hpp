// SPDX-License-Identifier: AGPL-3.0-or-later
// The host and port that a request is for, as its Host field or its absolute address names them.
#pragma once

#include <string_view>

namespace rmirror::wire {

/// Whether this is a host with or without a port (RFC 3986 §3.2): a name, an IPv4 address, or an IPv6 address
/// in brackets. An empty name, which the grammar allows, names nobody here.
bool is_authority(std::string_view text);

}  // namespace rmirror::wire
