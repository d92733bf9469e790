// SPDX-License-Identifier: AGPL-3.0-or-later
// Comparing what was read from handwriting.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rmirror::ocr {

/// Characters of UTF-8.
std::size_t letters_of(std::string_view text);
/// So many at most, cut between two.
std::string_view first_letters(std::string_view text, std::size_t most);

/// In lower case as far as ASCII goes, without punctuation, words apart by one blank, and one letter for
/// those that look alike when written by hand: 1, I and l; 0, O and Q; rn and m; cl and d; nn and n; vv and
/// w.
std::string folded(std::string_view text);

/// 1 for the same, 0 for nothing in common: by how many bytes must be put in, taken out or changed.
double likeness(std::string_view one, std::string_view other);
/// The words that both have, of all there are (Jaccard).
double shared_words(std::string_view one, std::string_view other);

}  // namespace rmirror::ocr
