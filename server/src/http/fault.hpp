// SPDX-License-Identifier: AGPL-3.0-or-later
// What is wrong with a request, in the same words wherever it is found: in a body, a query or a path.
#pragma once

#include "http/reply.hpp"

namespace rmirror::http {

/// In characters (code points), both ends included.
struct Length {
    std::size_t least = 0;
    std::size_t most = 1000;
};

struct Fault {
    std::string field;  // "notebooks[3].pages[0].page_uuid"; empty when it is the request as a whole.
    std::string sentence;
};

/// 400 with the member `field`.
Reply refusal_of(Fault const& fault);

bool has_length(std::string_view text, Length length);
std::string sentence_about(Length length);
/// For whole numbers and others alike.
std::string sentence_about(std::int64_t least, std::int64_t most);
std::string sentence_about(double least, double most);
/// Enough of a name that nobody asked for to find it again.
std::string shown_name(std::string_view name);

/// 36 characters in five groups; nothing for anything else. In lower case.
std::optional<std::string> parse_uuid(std::string_view text);

/// RFC 3339 in UTC, such as 2026-03-01T12:00:00.5Z, of the years 1970 to 9999.
bool is_time(std::string_view text);
constexpr std::string_view kTimeSentence = "It must be a time in UTC such as 2026-03-01T12:00:00Z.";

}  // namespace rmirror::http
