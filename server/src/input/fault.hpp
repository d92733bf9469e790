// SPDX-License-Identifier: AGPL-3.0-or-later
// What is wrong with what somebody sent, in the same words wherever it is found: in a body, a query or a
// path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rmirror::input {

/// In characters (code points), both ends included.
struct Length {
    std::size_t least = 0;
    std::size_t most = 1000;
};

struct Fault {
    std::string field;  // "notebooks[3].pages[0].page_uuid"; empty when it is the request as a whole.
    std::string sentence;
};

bool has_length(std::string_view text, Length length);
std::string sentence_about(Length length);
/// For whole numbers and others alike.
std::string sentence_about(std::int64_t least, std::int64_t most);
std::string sentence_about(double least, double most);
std::string sentence_about(std::span<std::string_view const> choices);
/// Enough of a name that nobody asked for to find it again.
std::string shown_name(std::string_view name);

}  // namespace rmirror::input
