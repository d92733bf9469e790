// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading JSON that nobody vouches for: bounded, strict about UTF-8, never throwing on bad input.
#pragma once

#include <boost/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rmirror {

/// The largest `.content` seen is well under a megabyte. A parsed document needs up to about twenty
/// times its text, so this also bounds the memory.
constexpr std::size_t kMaxJsonBytes = 8U << 20U;
constexpr std::size_t kMaxJsonDepth = 32;

/// Nothing when the text is no JSON, not UTF-8, too deep or too large: `why` then says so in one
/// English sentence without a full stop, without quoting the text. A byte order mark is skipped.
/// Everything that parsing allocates comes from `storage`, the parser's stack included; throws what it
/// throws.
std::optional<boost::json::value> parse_json(std::span<std::uint8_t const> text, std::string& why,
                                             std::size_t most_bytes = kMaxJsonBytes,
                                             boost::json::storage_ptr storage = {});

/// As much of a text's beginning as fits into so many bytes without cutting a character of UTF-8.
std::string_view beginning_of(std::string_view text, std::size_t most_bytes);

/// A member's name for an error: in quotes, bounded, without control characters.
std::string quoted_name(std::string_view name);

}  // namespace rmirror
