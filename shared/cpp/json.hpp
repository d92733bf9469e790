// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses untrusted JSON: bounded, strict about UTF-8, never throwing on bad input.
#pragma once

#include <boost/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rmirror {

/// In bytes. The largest `.content` seen is well under a megabyte. A parsed document needs up to about twenty
/// times its text, so this also bounds the memory.
constexpr std::size_t kMaxJsonBytes = 8U << 20U;
constexpr std::size_t kMaxJsonDepth = 32;

/// Skips a byte order mark. Returns nullopt if the text isn't JSON, isn't UTF-8, or is too deep or too large;
/// `why` is then an English sentence without a full stop that doesn't quote the text. All allocations,
/// including the parser's stack, come from `storage`, whose exceptions propagate.
std::optional<boost::json::value> parse_json(std::span<std::uint8_t const> text, std::string& why,
                                             std::size_t max_bytes = kMaxJsonBytes,
                                             boost::json::storage_ptr storage = {});

/// The longest prefix of at most `max_bytes` bytes that doesn't cut a UTF-8 character.
std::string_view beginning_of(std::string_view text, std::size_t max_bytes);

/// A member's name for an error message: in quotes, truncated, without control characters.
std::string quoted_name(std::string_view name);

}  // namespace rmirror
