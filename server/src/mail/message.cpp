// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/message.hpp"

#include "base/trimmed.hpp"
#include "crypto/base64.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace rmirror::mail {

namespace {

constexpr std::string_view kEndOfLine = "\r\n";

bool is_printable_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) { return letter >= ' ' && letter <= '~'; });
}

/// Bytes that continue a character of UTF-8.
bool continues(char letter)
{
    return (static_cast<unsigned char>(letter) & 0xc0U) == 0x80U;
}

std::string on_one_line(std::string_view text)
{
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(),
        [](char letter) { return static_cast<unsigned char>(letter) < ' ' || letter == 0x7f; }, ' ');
    return line;
}

/// Encoded words, one a line of at most 76 characters, none of which splits a character.
std::string encoded_words(std::string_view text)
{
    // 52 characters of Base64, with "=?UTF-8?B?" and "?=", and on the first line the name of a header.
    constexpr std::size_t kMaxBytes = 39;
    std::string words;
    while (!text.empty()) {
        auto size = std::min(kMaxBytes, text.size());
        while (size > 0 && size < text.size() && continues(text[size]))
            --size;
        if (size == 0)
            size = std::min(kMaxBytes, text.size());
        words +=
            (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + crypto::base64(text.substr(0, size)) + "?=";
        text.remove_prefix(size);
    }
    return words;
}

std::string with_name(Mailbox const& mailbox)
{
    auto address = "<" + mailbox.address + ">";
    auto const name = on_one_line(mailbox.name);
    if (name.empty())
        return address;
    if (!is_printable_ascii(name) || name.size() > 100)
        return encoded_words(name) + " " + address;
    std::string quoted = "\"";
    for (char const letter : name) {
        if (letter == '"' || letter == '\\')
            quoted += '\\';
        quoted += letter;
    }
    return quoted + "\" " + address;
}

/// RFC 5322, in UTC. Independent of the locale.
std::string date_text(std::time_t time)
{
    constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 32> rest{};
    std::strftime(rest.data(), rest.size(), " %Y %H:%M:%S +0000", &parts);
    return std::string(kDays.at(static_cast<std::size_t>(parts.tm_wday))) + ", " +
           std::to_string(parts.tm_mday) + " " + kMonths.at(static_cast<std::size_t>(parts.tm_mon)) +
           rest.data();
}

/// RFC 2045, 6.7: lines of at most 76 characters, none of which ends with a blank.
std::string quoted_printable(std::string_view text)
{
    constexpr std::size_t kMaxLine = 75;  // Without the "=" of a soft line break.
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    std::size_t column = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        char const letter = text[at];
        if (letter == '\n') {
            encoded += kEndOfLine;
            column = 0;
            continue;
        }
        auto const code = static_cast<unsigned char>(letter);
        bool const ends_line = at + 1 == text.size() || text[at + 1] == '\n';
        bool const is_plain =
            (letter > ' ' && letter <= '~' && letter != '=') || (letter == ' ' && !ends_line);
        std::size_t const width = is_plain ? 1 : 3;
        if (column + width > kMaxLine) {
            encoded.append("=").append(kEndOfLine);
            column = 0;
        }
        if (is_plain)
            encoded += letter;
        else
            encoded.append("=").append(1, kHex[code >> 4U]).append(1, kHex[code & 15U]);
        column += width;
    }
    return encoded;
}

std::string part_of_body(std::string_view type, std::string_view content)
{
    return "Content-Type: text/" + std::string(type) +
           "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
           quoted_printable(content) + "\r\n";
}

/// Contains "=_", which can't be in a quoted-printable text.
std::string boundary_of(std::string_view message_id)
{
    std::string boundary = "=_";
    for (char const letter : message_id.substr(0, 60))
        if ((letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z'))
            boundary += letter;
    return boundary;
}

}  // namespace

std::string header_text(std::string_view text)
{
    constexpr std::size_t kMaxPlain = 200;
    auto const line = on_one_line(text);
    bool const is_plain =
        is_printable_ascii(line) && line.size() <= kMaxPlain && line.find("=?") == std::string::npos;
    return is_plain ? line : encoded_words(line);
}

std::string rendered(Message const& message)
{
    auto const boundary = boundary_of(message.message_id);
    std::string mail;
    auto const add = [&mail](std::string_view name, std::string const& value) {
        mail.append(name).append(": ").append(value).append(kEndOfLine);
    };
    add("Date", date_text(message.date));
    add("From", with_name(message.from));
    add("To", "<" + message.to + ">");
    add("Message-ID", "<" + message.message_id + ">");
    add("Subject", header_text(message.subject));
    if (!message.unsubscribe_url.empty()) {
        add("List-Unsubscribe", "<" + message.unsubscribe_url + ">");
        add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    // No out-of-office replies, please (RFC 3834).
    add("Auto-Submitted", "auto-generated");
    add("Content-Language", message.language);
    add("MIME-Version", "1.0");
    add("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\"");
    auto const border = "\r\n--" + boundary;
    mail += border + "\r\n" + part_of_body("plain", message.text);
    mail += border + "\r\n" + part_of_body("html", message.html);
    return mail + border + "--\r\n";
}

Mailbox parse_mailbox(std::string_view text)
{
    auto const whole = trimmed(text, kWhitespace);
    auto const open = whole.find('<');
    if (open == std::string_view::npos)
        return {"", std::string(whole)};
    if (!whole.ends_with('>'))
        return {};
    auto name = trimmed(whole.substr(0, open), kWhitespace);
    if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"'))
        name = name.substr(1, name.size() - 2);
    return {std::string(name), std::string(whole.substr(open + 1, whole.size() - open - 2))};
}

}  // namespace rmirror::mail
