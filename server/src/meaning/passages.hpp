// SPDX-License-Identifier: AGPL-3.0-or-later
// Cuts the text of a page into passages, each of which gets a vector of its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::meaning {

/// In UTF-8 characters.
constexpr std::size_t kMaxPassage = 1'000;
constexpr std::size_t kMaxPassages = 100;

/// Paragraphs are put together up to kMaxPassage, a heading begins a passage unless the one before it is
/// short, and a longer paragraph is cut between lines or words. What has neither letters nor digits is left
/// out. A passage has no blanks at its ends. At most kMaxPassages. The same as
/// web/src/data/meaning/passages.ts; tests/passages.json holds both.
std::vector<std::string> passages_of(std::string_view text);

/// The first 128 bits of the text's SHA-256, as a UUID.
std::string hash_of(std::string_view passage);

}  // namespace rmirror::meaning
