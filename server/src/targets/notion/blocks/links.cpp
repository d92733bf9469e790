// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/links.hpp"

#include "targets/notion/blocks/limits.hpp"
#include "targets/notion/blocks/utf16.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace rmirror::targets::notion {

namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr unsigned kMaxPort = 65535;
constexpr unsigned kMaxByte = 255;

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with(std::string_view text, std::string_view lower_case)
{
    return text.size() >= lower_case.size() &&
           std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                      [](char wanted, char given) { return wanted == lower(given); });
}

bool is_number(std::string_view text, unsigned max)
{
    unsigned value = 0;
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, value);
    bool const is_padded = text.size() > 1 && text.starts_with('0');
    return !text.empty() && error == std::errc() && stopped == end && value <= max && !is_padded;
}

/// Four decimal numbers with dots between them.
bool is_ipv4(std::string_view host)
{
    for (int parts = 1;; ++parts) {
        auto const dot = host.find('.');
        if (!is_number(host.substr(0, dot), kMaxByte))
            return false;
        if (dot == std::string_view::npos)
            return parts == 4;
        host.remove_prefix(dot + 1);
    }
}

bool is_label(std::string_view label)
{
    constexpr std::size_t kMaxLetters = 63;
    return !label.empty() && label.size() <= kMaxLetters && !begins_with(label, "xn--") &&
           std::all_of(label.begin(), label.end(),
                       [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; });
}

/// An ASCII name, an IPv4 address or the IPv6 loopback address.
bool is_host(std::string_view host)
{
    if (host == "[::1]" || is_ipv4(host))
        return true;
    auto const last = host.substr(host.rfind('.') + 1);
    // A host that ends in a number is parsed as an address, and this isn't a valid one.
    if (last.find_first_not_of(kDigits) == std::string_view::npos || begins_with(last, "0x"))
        return false;
    while (true) {
        auto const dot = host.find('.');
        if (!is_label(host.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        host.remove_prefix(dot + 1);
    }
}

/// The address after "https://" or "http://"; empty for any other.
std::string_view without_scheme(std::string_view address)
{
    for (std::string_view const scheme : {"https://", "http://"})
        if (begins_with(address, scheme))
            return address.substr(scheme.size());
    return {};
}

struct Authority {
    std::string_view host;
    std::string_view port;
};

Authority authority_of(std::string_view text)
{
    text = text.substr(0, text.find_first_of("/?#"));
    auto const colon = text.starts_with('[') ? text.find(':', text.find(']')) : text.find(':');
    return colon == std::string_view::npos ? Authority{text, "0"}
                                           : Authority{text.substr(0, colon), text.substr(colon + 1)};
}

bool is_loopback(std::string_view host)
{
    return host == "localhost" || host == "[::1]" || (host.starts_with("127.") && is_ipv4(host));
}

}  // namespace

bool is_link(std::string_view address)
{
    bool const is_clean = std::none_of(address.begin(), address.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\';
    });
    if (!is_clean || utf16_units(address) > kMaxUrlUnits)
        return false;
    for (std::string_view const scheme : {"mailto:", "tel:"})
        if (begins_with(address, scheme))
            return address.size() > scheme.size();
    auto const [host, port] = authority_of(without_scheme(address));
    return !host.empty() && is_host(host) && is_number(port, kMaxPort);
}

std::string link_as_kept(std::string_view address)
{
    auto const rest = without_scheme(address);
    if (is_loopback(authority_of(rest).host))
        return {};
    bool const has_bare_slash = rest.size() > 1 && rest.find('/') == rest.size() - 1;
    return std::string(has_bare_slash ? address.substr(0, address.size() - 1) : address);
}

}  // namespace rmirror::targets::notion
