// SPDX-License-Identifier: AGPL-3.0-or-later
// A mail as bytes: headers (RFC 5322, RFC 2047) and a body of plain text and HTML (RFC 2045). Pure functions.
#pragma once

#include <ctime>
#include <string>
#include <string_view>

namespace rmirror::mail {

struct Mailbox {
    std::string name;  // May be empty.
    std::string address;
};

struct Message {
    Mailbox from;
    std::string to;          // An address.
    std::string message_id;  // Without angle brackets.
    std::time_t date = 0;
    std::string language;  // "en" or "de".
    std::string subject;
    std::string text;  // Lines end with \n, as in `html`.
    std::string html;
    std::string unsubscribe_url;  // By one POST (RFC 8058). Empty: none.
};

/// The mail with CRLF at the ends of lines of at most 998 bytes. The same message always gives the same
/// bytes. Everything but the addresses may contain any UTF-8: line breaks in headers become blanks.
std::string rendered(Message const& message);

/// `text` as the value of a header: as it is, or in encoded words if it isn't short printable ASCII.
std::string header_text(std::string_view text);

/// Reads "Name <address>" or an address alone. An empty address if it is neither.
Mailbox parse_mailbox(std::string_view text);

}  // namespace rmirror::mail
