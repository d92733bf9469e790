// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client/addresses.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace rmirror::upstream {

namespace {

using Bytes = std::span<std::uint8_t const>;

struct Network {
    std::array<std::uint8_t, 16> address;
    unsigned bits;
};

bool lies_in(Bytes address, Network const& network)
{
    for (unsigned bit = 0; bit < network.bits; bit += 8) {
        auto const mask = network.bits - bit >= 8 ? 0xffU : 0xffU << (8 - (network.bits - bit));
        if (((address[bit / 8] ^ network.address[bit / 8]) & mask & 0xffU) != 0)
            return false;
    }
    return true;
}

bool lies_in_one(Bytes address, std::span<Network const> networks)
{
    return std::any_of(networks.begin(), networks.end(),
                       [address](Network const& network) { return lies_in(address, network); });
}

/// IANA IPv4 Special-Purpose Address Registry, plus multicast and reserved addresses.
constexpr std::array kSpecialV4 = {
    Network{{0}, 8},              // This network, and the unspecified address.
    Network{{10}, 8},             // Private.
    Network{{100, 64}, 10},       // Shared address space (CGNAT).
    Network{{127}, 8},            // Loopback.
    Network{{169, 254}, 16},      // Link-local, such as clouds' metadata services, which serve credentials.
    Network{{172, 16}, 12},       // Private.
    Network{{192, 0, 0}, 24},     // Protocol assignments.
    Network{{192, 0, 2}, 24},     // Documentation.
    Network{{192, 88, 99}, 24},   // 6to4 relays.
    Network{{192, 168}, 16},      // Private.
    Network{{198, 18}, 15},       // Benchmarks.
    Network{{198, 51, 100}, 24},  // Documentation.
    Network{{203, 0, 113}, 24},   // Documentation.
    Network{{224}, 4},            // Multicast.
    Network{{240}, 4},            // Reserved, and broadcast.
};

/// Global unicast. Everything else is loopback, fc00::/7, fe80::/10, multicast or unassigned.
constexpr Network kGlobalV6 = {{0x20}, 3};
constexpr std::array kSpecialV6 = {
    Network{{0x20, 0x01}, 23},              // Protocol assignments, including Teredo.
    Network{{0x20, 0x01, 0x0d, 0xb8}, 32},  // Documentation.
    Network{{0x20, 0x02}, 16},              // 6to4, which embeds an IPv4 address.
    Network{{0x3f, 0xff}, 20},              // Documentation.
};
/// NAT64, by which networks without IPv4 reach it: public if the embedded IPv4 address is.
constexpr Network kTranslated = {{0x00, 0x64, 0xff, 0x9b}, 96};

bool is_public_v4(Bytes address)
{
    return !lies_in_one(address, kSpecialV4);
}

bool is_public_v6(Bytes address)
{
    if (lies_in(address, kTranslated))
        return is_public_v4(address.subspan(12));
    return lies_in(address, kGlobalV6) && !lies_in_one(address, kSpecialV6);
}

template <typename Address>
Bytes bytes_of(Address const& address)
{
    return {reinterpret_cast<std::uint8_t const*>(&address), sizeof(address)};
}

/// A part of a URL as curl parses it: the host of "0x7f.1" is 127.0.0.1.
std::optional<std::string> part_of(CURLU* url, CURLUPart part)
{
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK)
        return std::nullopt;
    std::unique_ptr<char, void (*)(void*)> const owner(text, &curl_free);
    return std::string(text);
}

/// Removes the brackets and the zone of an IPv6 address.
std::string bare(std::string const& host)
{
    return host.starts_with('[') ? host.substr(1, host.find_first_of("%]") - 1) : host;
}

bool is_literal(std::string const& host)
{
    std::array<std::uint8_t, 16> bytes{};
    return ::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
           ::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

}  // namespace

bool is_public(sockaddr const& address)
{
    if (address.sa_family == AF_INET)
        return is_public_v4(bytes_of(reinterpret_cast<sockaddr_in const&>(address).sin_addr));
    return address.sa_family == AF_INET6 &&
           is_public_v6(bytes_of(reinterpret_cast<sockaddr_in6 const&>(address).sin6_addr));
}

bool is_public(std::string_view address)
{
    std::string const text(address);
    std::array<std::uint8_t, 16> bytes{};
    if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1)
        return is_public_v4(Bytes(bytes).first(4));
    return ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1 && is_public_v6(bytes);
}

std::string url_fault(std::string const& url, Reach reach)
{
    std::unique_ptr<CURLU, void (*)(CURLU*)> const parsed(curl_url(), &curl_url_cleanup);
    if (!url.starts_with("https://") && !url.starts_with("http://"))
        return "Must start with https:// or http://.";
    bool const is_plain =
        std::all_of(url.begin(), url.end(), [](char letter) { return letter > ' ' && letter < 127; });
    if (!parsed || !is_plain || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
        return "Must be a valid web address.";
    if (part_of(parsed.get(), CURLUPART_USER) || part_of(parsed.get(), CURLUPART_PASSWORD))
        return "Must not contain a user name or password.";
    auto const host = bare(part_of(parsed.get(), CURLUPART_HOST).value_or(""));
    if (reach == Reach::public_only && is_literal(host) && !is_public(host))
        return "Must not be an address of a private network.";
    return "";
}

}  // namespace rmirror::upstream
