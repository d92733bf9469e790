// SPDX-License-Identifier: AGPL-3.0-or-later
// Fuzzy comparison of transcribed text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rmirror::ocr {

/// Number of UTF-8 characters.
std::size_t character_count(std::string_view text);
/// The first `max` characters.
std::string_view first_characters(std::string_view text, std::size_t max);

/// Normal form for comparisons: ASCII lower case, no punctuation, single spaces, and one letter for those
/// that look alike in handwriting: 1, I and l; 0, O and Q; rn and m; cl and d; nn and n; vv and w.
std::string folded(std::string_view text);

/// 1 for equal texts, 0 for nothing in common: 1 minus the byte edit distance divided by the longer length.
double likeness(std::string_view one, std::string_view other);
/// Jaccard index of the two sets of words.
double shared_words(std::string_view one, std::string_view other);

}  // namespace rmirror::ocr
