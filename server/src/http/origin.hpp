// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a request comes from: the client behind trusted proxies, and the web pages allowed to call from
// elsewhere.
#pragma once

#include "base/result.hpp"
#include "http/reply.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::http {

/// An address as it is compared and shown: IPv4 inside of IPv6 is IPv4. What is no address stays as it is.
std::string plain_address(std::string const& address);

/// Whether an address is this machine's own.
bool is_loopback(std::string const& address);

struct NetworkSize {
    int v4_bits = 32;
    int v6_bits = 64;  // What one household has.
};

/// The first address of the network that an address lies in. What is no address stays as it is.
std::string network_of(std::string const& address, NetworkSize size);

/// Whose X-Forwarded-For is believed.
class TrustedProxies {
public:
    TrustedProxies() = default;
    /// "10.0.0.0/8", "::1"; refuses what is no address or network.
    static Result<TrustedProxies> parse(std::vector<std::string> const& networks);

    bool trusts(std::string_view address) const;
    /// From the right, the first address that no proxy of ours added, without its port. Anyone else could
    /// have written the rest.
    std::string client_of(std::string const& peer, std::string_view forwarded_for) const;

private:
    struct Network {
        std::array<unsigned char, 16> address{};  // IPv4 as ::ffff:a.b.c.d.
        int bits = 128;
    };

    std::vector<Network> networks_;
};

/// Cross-origin calls: answers for listed origins only, and never a wildcard, because requests may carry
/// cookies.
class AllowedOrigins {
public:
    explicit AllowedOrigins(std::vector<std::string> origins) : origins_(std::move(origins)) {}

    /// For every answer to such a request; empty for others.
    std::vector<NamedValue> headers_for(Request const& request) const;
    /// A browser's question before the real request.
    static bool is_preflight(Request const& request);
    static void answer_preflight(Reply& reply, Request const& request, std::string const& allowed_methods);

private:
    std::vector<std::string> origins_;
};

}  // namespace rmirror::http
