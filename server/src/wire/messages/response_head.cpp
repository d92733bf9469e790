// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/messages/response_head.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace rmirror::wire {

using http::Code;
using http::NamedValue;
using http::Reply;

namespace {

/// Allowed bytes, as a lookup table: every character of every answer's head is checked.
using Letters = std::array<bool, 256>;

constexpr Letters kNameLetters = [] {
    Letters letters{};
    for (unsigned char const letter :
         std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        letters[letter] = true;
    return letters;
}();

constexpr Letters kValueLetters = [] {
    Letters letters{};
    for (std::size_t letter = 0; letter < letters.size(); ++letter)
        letters[letter] = letter == '\t' || (letter >= 0x20 && letter != 0x7F);
    return letters;
}();

bool consists_of(Letters const& letters, std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [&](unsigned char letter) { return letters[letter]; });
}

void add_field(std::string& head, std::string_view name, std::string_view value)
{
    if (name.empty() || !consists_of(kNameLetters, name) || !consists_of(kValueLetters, value))
        return;
    head.append(name).append(": ").append(value).append("\r\n");
}

/// The current date in RFC 9110's format. Cached per thread for a second, because formatting it costs more
/// than a small answer.
std::string const& http_date()
{
    thread_local std::time_t made_at = 0;
    thread_local std::string date;
    auto const now = std::time(nullptr);
    if (now != made_at) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 40> text{};
        auto const size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        date.assign(text.data(), size);
        made_at = now;
    }
    return date;
}

void add_framing(std::string& head, Reply const& reply, Framing framing)
{
    if (!may_have_content(reply.status))
        return;
    if (reply.has_content() || framing != Framing::length)
        add_field(head, "Content-Type", reply.content_type);
    if (framing == Framing::length)
        add_field(head, "Content-Length", std::to_string(reply.size()));
    else if (framing == Framing::chunked)
        add_field(head, "Transfer-Encoding", "chunked");
}

void add_connection(std::string& head, HeadStyle style)
{
    if (!style.keep_alive)
        add_field(head, "Connection", "close");
    else if (style.http_1_0)
        add_field(head, "Connection", "keep-alive");
}

}  // namespace

bool may_have_content(Code status)
{
    return status != Code::No_Content && status != Code::Not_Modified && static_cast<int>(status) >= 200;
}

std::string head_of(Reply const& reply, HeadStyle style, std::vector<NamedValue> const& more)
{
    std::string head;
    head.reserve(384);
    head += style.http_1_0 ? "HTTP/1.0 " : "HTTP/1.1 ";
    head += std::to_string(static_cast<int>(reply.status));
    head += ' ';
    head += Pistache::Http::codeString(reply.status);
    head += "\r\n";
    add_field(head, "Date", http_date());
    add_framing(head, reply, style.framing);
    add_connection(head, style);
    for (auto const& [name, value] : reply.headers)
        add_field(head, name, value);
    for (auto const& [name, value] : more)
        add_field(head, name, value);
    head += "\r\n";
    return head;
}

}  // namespace rmirror::wire
