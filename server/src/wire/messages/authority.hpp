// SPDX-License-Identifier: AGPL-3.0-or-later
// Validates the host and port a request is for, from its Host header or its absolute address.
#pragma once

#include <string_view>

namespace rmirror::wire {

/// True for a host with or without a port (RFC 3986 §3.2): a name, an IPv4 address, or an IPv6 address in
/// brackets. An empty name is rejected, although the grammar allows it.
bool is_authority(std::string_view text);

}  // namespace rmirror::wire
