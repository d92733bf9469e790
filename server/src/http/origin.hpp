// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a request comes from: the client's address behind trusted proxies, and the other origins whose pages
// may call the API.
#pragma once

#include "base/result.hpp"
#include "http/reply.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::http {

/// The canonical text of an address for comparing and display; an IPv4-mapped IPv6 address becomes IPv4. Text
/// that isn't an address is returned unchanged.
std::string plain_address(std::string const& address);

/// True for 127.0.0.0/8 and ::1.
bool is_loopback(std::string const& address);

/// Prefix lengths, in bits.
struct NetworkSize {
    int v4_bits = 32;
    int v6_bits = 64;  // The size of one household's network.
};

/// The first address of the network that contains `address`. Text that isn't an address is returned
/// unchanged.
std::string network_of(std::string const& address, NetworkSize size);

/// The proxies whose X-Forwarded-For is trusted.
class TrustedProxies {
public:
    TrustedProxies() = default;
    /// Takes addresses and networks such as "10.0.0.0/8" and "::1", and refuses anything else.
    static Result<TrustedProxies> parse(std::vector<std::string> const& networks);

    bool trusts(std::string_view address) const;
    /// The client's address without its port: `peer`, or the rightmost address in `forwarded_for` that isn't
    /// a trusted proxy's, if `peer` is one. Entries further left could be forged.
    std::string client_of(std::string const& peer, std::string_view forwarded_for) const;

private:
    struct Network {
        std::array<unsigned char, 16> address{};  // IPv4 as ::ffff:a.b.c.d.
        int bits = 128;
    };

    std::vector<Network> networks_;
};

/// CORS: allows listed origins only, never a wildcard, because requests may carry cookies.
class AllowedOrigins {
public:
    explicit AllowedOrigins(std::vector<std::string> origins) : origins_(std::move(origins)) {}

    /// The CORS headers for every answer to `request`: only `Vary` if its origin isn't listed, none if no
    /// origin is allowed.
    std::vector<NamedValue> headers_for(Request const& request) const;
    /// Whether this is a browser's CORS preflight request.
    static bool is_preflight(Request const& request);
    static void answer_preflight(Reply& reply, Request const& request, std::string const& allowed_methods);

private:
    std::vector<std::string> origins_;
};

}  // namespace rmirror::http
