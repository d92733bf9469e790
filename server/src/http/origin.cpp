// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/origin.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace rmirror::http {

namespace {

using Address = std::array<unsigned char, 16>;

constexpr int kV4Offset = 96;  // Bits before the IPv4 part of an IPv4-mapped address.

/// Begins each IPv4-mapped address.
constexpr std::array<unsigned char, kV4Offset / 8> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

constexpr Address kLoopbackV4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 0};
constexpr Address kLoopbackV6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

bool is_v4(std::string_view text)
{
    return text.find(':') == std::string_view::npos;
}

std::optional<Address> parse_address(std::string const& text)
{
    Address address{};
    bool is_valid = false;
    if (is_v4(text)) {
        std::copy(kMapped.begin(), kMapped.end(), address.begin());
        is_valid = inet_pton(AF_INET, text.c_str(), address.data() + kMapped.size()) == 1;
    } else {
        is_valid = inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
    }
    return is_valid ? std::optional(address) : std::nullopt;
}

bool same_prefix(Address const& left, Address const& right, int bits)
{
    auto const whole = static_cast<std::size_t>(bits / 8);
    if (!std::equal(left.begin(), left.begin() + bits / 8, right.begin()))
        return false;
    int const rest = bits % 8;
    return rest == 0 || ((left[whole] ^ right[whole]) >> (8 - rest)) == 0;
}

std::optional<int> parse_bits(std::string_view text, int max)
{
    int bits = 0;
    auto const result = std::from_chars(text.data(), text.data() + text.size(), bits);
    bool const whole = !text.empty() && result.ec == std::errc{} && result.ptr == text.data() + text.size();
    return whole && bits >= 0 && bits <= max ? std::optional(bits) : std::nullopt;
}

bool is_mapped_v4(Address const& address)
{
    return std::equal(kMapped.begin(), kMapped.end(), address.begin());
}

std::string text_of(Address const& address)
{
    bool const is_v4 = is_mapped_v4(address);
    std::array<char, INET6_ADDRSTRLEN> text{};
    auto const* const bytes = address.data() + (is_v4 ? kV4Offset / 8 : 0);
    return ::inet_ntop(is_v4 ? AF_INET : AF_INET6, bytes, text.data(), text.size());
}

bool is_port(std::string_view text)
{
    constexpr std::size_t kMaxDigits = 5;
    return !text.empty() && text.size() <= kMaxDigits &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Parses one entry of X-Forwarded-For. Some proxies append the port: "192.0.2.1:80", "[2001:db8::1]:80".
std::optional<Address> parse_hop(std::string_view text)
{
    if (text.starts_with('[')) {
        auto const end = text.find(']');
        if (end == std::string_view::npos)
            return std::nullopt;
        auto const rest = text.substr(end + 1);
        bool const is_whole = rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
        auto const inside = text.substr(1, end - 1);
        return is_whole && !is_v4(inside) ? parse_address(std::string(inside)) : std::nullopt;
    }
    auto const colon = text.find(':');
    if (colon != std::string_view::npos && text.find('.') < colon && is_port(text.substr(colon + 1)))
        text = text.substr(0, colon);
    return parse_address(std::string(text));
}

constexpr std::string_view kAllowedRequestHeaders =
    "Authorization, Content-Type, Content-Encoding, Content-Digest, If-Match, If-None-Match, Idempotency-Key";
constexpr std::string_view kExposedHeaders =
    "X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, ETag, "
    "RMirror-Tokens-Limit, RMirror-Tokens-Left";

}  // namespace

std::string plain_address(std::string const& text)
{
    auto const address = is_v4(text) ? std::nullopt : parse_address(text);
    return address ? text_of(*address) : text;
}

bool is_loopback(std::string const& text)
{
    auto const address = parse_address(text);
    return address && (same_prefix(*address, kLoopbackV4, kV4Offset + 8) || *address == kLoopbackV6);
}

std::string network_of(std::string const& text, NetworkSize size)
{
    auto address = parse_address(text);
    if (!address)
        return text;
    int const bits = is_mapped_v4(*address) ? kV4Offset + size.v4_bits : size.v6_bits;
    if (is_v4(text) && bits == kV4Offset + 32)
        return text;
    for (std::size_t at = 0; at < address->size(); ++at) {
        int const kept = std::clamp(bits - 8 * static_cast<int>(at), 0, 8);
        (*address)[at] &= static_cast<unsigned char>(0xFF00U >> static_cast<unsigned>(kept));
    }
    return text_of(*address);
}

Result<TrustedProxies> TrustedProxies::parse(std::vector<std::string> const& networks)
{
    TrustedProxies proxies;
    for (std::string_view const part : networks) {
        auto const slash = part.find('/');
        auto const address = parse_address(std::string(part.substr(0, slash)));
        int const offset = is_v4(part) ? kV4Offset : 0;
        auto const bits = slash == std::string_view::npos ? std::optional(128 - offset)
                                                          : parse_bits(part.substr(slash + 1), 128 - offset);
        // The prefix of an IPv4-mapped address counts all 128 bits: ::ffff:0:0/8 would trust nearly everyone.
        bool const is_too_wide = address && bits && is_mapped_v4(*address) && *bits + offset < kV4Offset;
        if (!address || !bits || is_too_wide)
            return Refusal{"\"" + std::string(part) +
                           "\" is neither an address nor a network such as 10.0.0.0/8"};
        proxies.networks_.push_back({*address, *bits + offset});
    }
    return proxies;
}

bool TrustedProxies::trusts(std::string_view text) const
{
    auto const address = parse_address(std::string(text));
    return address && std::any_of(networks_.begin(), networks_.end(), [&](Network const& network) {
               return same_prefix(network.address, *address, network.bits);
           });
}

std::string TrustedProxies::client_of(std::string const& peer, std::string_view forwarded_for) const
{
    auto client = plain_address(peer);
    auto const hops = listed(forwarded_for);
    for (auto hop = hops.rbegin(); hop != hops.rend() && trusts(client); ++hop) {
        auto const address = parse_hop(*hop);
        if (!address)
            break;
        client = text_of(*address);
    }
    return client;
}

std::vector<NamedValue> AllowedOrigins::headers_for(Request const& request) const
{
    if (origins_.empty())
        return {};
    auto const origin = request.header("Origin");
    // Set even if the origin isn't listed, so that a cache doesn't serve one origin's answer to another.
    std::vector<NamedValue> headers = {{"Vary", "Origin"}};
    if (std::find(origins_.begin(), origins_.end(), origin) == origins_.end())
        return headers;
    headers.emplace_back("Access-Control-Allow-Origin", origin);
    headers.emplace_back("Access-Control-Allow-Credentials", "true");
    headers.emplace_back("Access-Control-Expose-Headers", kExposedHeaders);
    return headers;
}

bool AllowedOrigins::is_preflight(Request const& request)
{
    return request.method == Method::options && request.has_header("Origin") &&
           request.has_header("Access-Control-Request-Method");
}

void AllowedOrigins::answer_preflight(Reply& reply, Request const& request,
                                      std::string const& allowed_methods)
{
    if (!is_preflight(request))
        return;
    reply.with("Access-Control-Allow-Methods", allowed_methods);
    reply.with("Access-Control-Allow-Headers", std::string(kAllowedRequestHeaders));
    reply.with("Access-Control-Max-Age", "600");
}

}  // namespace rmirror::http
