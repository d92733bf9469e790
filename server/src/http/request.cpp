// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/request.hpp"
#include "base/trimmed.hpp"

#include <algorithm>
#include <array>

namespace rmirror::http {

namespace {

struct MethodName {
    Method method;
    std::string_view name;
};

constexpr std::array<MethodName, 7> kMethods = {{
    {Method::get, "GET"},
    {Method::head, "HEAD"},
    {Method::post, "POST"},
    {Method::put, "PUT"},
    {Method::patch, "PATCH"},
    {Method::remove, "DELETE"},
    {Method::options, "OPTIONS"},
}};

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

int hex_digit(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    letter = lower(letter);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// The length in bytes of the UTF-8 sequence at the front, or 0 if it is invalid (RFC 3629: shortest form, no
/// surrogates).
std::size_t utf8_length(std::string_view text)
{
    auto const byte = [&](std::size_t at) {
        return static_cast<unsigned char>(at < text.size() ? text[at] : 0);
    };
    auto const continues = [&](std::size_t at) { return (byte(at) & 0xC0U) == 0x80U; };
    auto const first = byte(0);
    auto const second = byte(1);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return continues(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        bool const shortest = first != 0xE0 || second >= 0xA0;
        bool const surrogate = first == 0xED && second >= 0xA0;
        return shortest && !surrogate && continues(1) && continues(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        bool const shortest = first != 0xF0 || second >= 0x90;
        bool const in_range = first != 0xF4 || second < 0x90;
        return shortest && in_range && continues(1) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

bool is_text(std::string_view text)
{
    while (!text.empty()) {
        auto const length = utf8_length(text);
        if (length == 0 || text[0] == '\0')
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string_view value_of(std::vector<NamedValue> const& values, std::string_view name)
{
    auto const found =
        std::find_if(values.begin(), values.end(), [&](auto const& each) { return each.first == name; });
    return found == values.end() ? std::string_view{} : found->second;
}

}  // namespace

std::string_view to_string(Method method)
{
    for (auto const& [known, name] : kMethods)
        if (known == method)
            return name;
    return {};
}

Method method_of(std::string_view name)
{
    for (auto const& [method, known] : kMethods)
        if (known == name)
            return method;
    return Method::other;
}

bool equal_ignoring_case(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::vector<std::string_view> listed(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (std::size_t start = 0; start <= text.size();) {
        auto const end = std::min(text.find(',', start), text.size());
        if (auto const part = trimmed(text.substr(start, end - start)); !part.empty())
            parts.push_back(part);
        start = end + 1;
    }
    return parts;
}

std::optional<std::string> percent_decoded(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += text[at];
            continue;
        }
        if (at + 2 >= text.size())
            return std::nullopt;
        int const high = hex_digit(text[at + 1]);
        int const low = hex_digit(text[at + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return is_text(decoded) ? std::optional(std::move(decoded)) : std::nullopt;
}

std::string_view Request::header(std::string_view name) const
{
    for (auto const& [known, value] : headers)
        if (equal_ignoring_case(known, name))
            return value;
    return {};
}

bool Request::has_header(std::string_view name) const
{
    return std::any_of(headers.begin(), headers.end(),
                       [&](auto const& each) { return equal_ignoring_case(each.first, name); });
}

std::string Request::header_list(std::string_view name) const
{
    std::string list;
    for (auto const& [known, value] : headers)
        if (equal_ignoring_case(known, name))
            list.append(list.empty() ? "" : ", ").append(value);
    return list;
}

std::string_view Request::parameter(std::string_view name) const
{
    return value_of(parameters, name);
}

}  // namespace rmirror::http
