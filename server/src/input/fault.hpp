// SPDX-License-Identifier: AGPL-3.0-or-later
// Faults in input, with the same sentences for bodies, queries and paths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rmirror::input {

/// In characters (code points), inclusive.
struct Length {
    std::size_t min = 0;
    std::size_t max = 1000;
};

struct Fault {
    std::string field;  // "notebooks[3].pages[0].page_uuid"; empty for the request as a whole.
    std::string sentence;
};

bool has_length(std::string_view text, Length length);
std::string sentence_about(Length length);
/// For integers and floating-point numbers.
std::string sentence_about(std::int64_t min, std::int64_t max);
std::string sentence_about(double min, double max);
std::string sentence_about(std::span<std::string_view const> choices);
/// A client's field name, truncated for use in an error message.
std::string shown_name(std::string_view name);

}  // namespace rmirror::input
