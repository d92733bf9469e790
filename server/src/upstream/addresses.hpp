// SPDX-License-Identifier: AGPL-3.0-or-later
// Which addresses belong to the internet at large, and which to somebody's own network: whoever lets
// strangers choose what this server calls keeps them away from its neighbours.
#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace rmirror::upstream {

/// What a call may connect to.
enum class Reach {
    anywhere,
    public_only,  // No private, loopback, link-local or otherwise special address, whatever a name resolves
                  // to.
};

/// Loopback, private, link-local, shared (CGNAT), documentation, multicast, reserved and unspecified
/// addresses aren't, nor what wraps an IPv4 address that isn't. As IANA's registries of special addresses
/// have it.
bool is_public(sockaddr const& address);
/// The same of an address as text, such as "192.168.0.7" or "fd00::1"; false for what is none.
bool is_public(std::string_view address);

/// What is wrong with an address that a person gives to be called: a sentence such as "Must start with
/// https:// or http://."; empty when nothing is. A name is not looked up.
std::string fault_of_url(std::string const& url, Reach reach);

}  // namespace rmirror::upstream
