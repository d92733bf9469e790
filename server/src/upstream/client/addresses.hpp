// SPDX-License-Identifier: AGPL-3.0-or-later
// Tells public addresses from private ones, so that people who may choose the addresses this server calls
// can't reach its private network.
#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace rmirror::upstream {

/// The addresses a call may connect to.
enum class Reach {
    anywhere,
    public_only,  // No private, loopback, link-local or other special address, whatever a name resolves to.
};

/// False for loopback, private, link-local, shared (CGNAT), documentation, multicast, reserved and
/// unspecified addresses, and for IPv6 addresses that embed such an IPv4 address. Follows IANA's registries
/// of special-purpose addresses.
bool is_public(sockaddr const& address);
/// The same for an address as text, such as "192.168.0.7" or "fd00::1"; false if it isn't an address.
bool is_public(std::string_view address);

/// Validates a URL that a person enters. Returns a sentence such as "Must start with https:// or http://.",
/// or an empty string if it is valid. Doesn't resolve names.
std::string url_fault(std::string const& url, Reach reach);

}  // namespace rmirror::upstream
