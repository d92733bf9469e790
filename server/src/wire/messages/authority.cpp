// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/messages/authority.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <system_error>

namespace rmirror::wire {

namespace {

bool is_port(std::string_view text)
{
    std::uint16_t port = 0;
    auto const* const end = text.data() + text.size();
    auto const result = std::from_chars(text.data(), end, port);
    return text.empty() || (result.ec == std::errc{} && result.ptr == end);
}

bool is_ipv6(std::string const& text)
{
    in6_addr address{};
    return ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool is_hex_digit(char letter)
{
    return std::string_view("0123456789abcdefABCDEF").find(letter) != std::string_view::npos;
}

bool is_name(std::string_view text)
{
    constexpr std::string_view kLetters =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~!$&'()*+,;=%";
    if (text.empty() || text.find_first_not_of(kLetters) != std::string_view::npos)
        return false;
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1))
        if (at + 2 >= text.size() || !is_hex_digit(text[at + 1]) || !is_hex_digit(text[at + 2]))
            return false;
    return true;
}

}  // namespace

bool is_authority(std::string_view text)
{
    bool const is_bracketed = text.starts_with('[');
    auto const end = is_bracketed ? text.find(']') : std::min(text.find(':'), text.size());
    if (end == std::string_view::npos)
        return false;
    auto const rest = text.substr(is_bracketed ? end + 1 : end);
    if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1))))
        return false;
    return is_bracketed ? is_ipv6(std::string(text.substr(1, end - 1))) : is_name(text.substr(0, end));
}

}  // namespace rmirror::wire
