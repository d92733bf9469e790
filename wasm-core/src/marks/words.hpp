// SPDX-License-Identifier: AGPL-3.0-or-later
// The words of a page with their places, and what text says about itself: lines, sentences, headings.
#pragma once

#include "scene/scene.hpp"
#include "typeset/typeset.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rmirror {

struct Word {
    std::string text;         // UTF-8, without white space
    Rect rect;                // page units; across the line as high as the letters' size
    std::uint32_t block = 0;  // its paragraph and line: words of one line are successive
    std::uint32_t line = 0;
    double size = 0;         // of its letters, in page units
    std::uint32_t turn = 0;  // quarter turns clockwise in which its line runs: 1 is downwards
    bool is_heading = false;
    bool bold = false;
};

/// Maximum number of words of a page; further ones are ignored.
constexpr std::size_t kMaxWords = 20'000;

/// The words of laid-out typed text. Their blocks and lines are numbered from those.
std::vector<Word> typed_words(std::vector<TextLine> const& lines, std::uint32_t first_block,
                              std::uint32_t first_line);

/// A line of words [first, end).
struct WordLine {
    std::size_t first = 0, end = 0;
    double left = 0, top = 0, right = 0, bottom = 0;  // page units
    double size = 0;                                  // median of its words
    std::uint32_t block = 0;

    /// Estimated from the size of the letters.
    [[nodiscard]] double baseline() const { return bottom - 0.2 * size; }
    /// The middle of small letters.
    [[nodiscard]] double middle() const { return baseline() - 0.25 * size; }
};

std::vector<WordLine> lines_of(std::vector<Word> const& words);

/// Words [first, end) as text: with spaces, and parts of a hyphenated word joined.
std::string text_of(std::vector<Word> const& words, std::size_t first, std::size_t end);

struct WordRange {
    std::size_t first = 0, end = 0;
};

/// The sentences around words [range.first, range.end), within their paragraphs.
WordRange sentence_around(std::vector<Word> const& words, WordRange range);

/// Sets is_heading on the words of lines that are larger than the page's usual text, or bold as a whole and
/// short. Words that are headings already stay.
void find_headings(std::vector<Word>& words);

/// Gives successive lines of one size and one column a common block: readers of PDFs often take each line of
/// widely spaced text for a paragraph. Headings stay apart. All words must run to the right.
void join_blocks(std::vector<Word>& words);

/// The nearest heading before the word in reading order; empty if there is none.
std::string heading_before(std::vector<Word> const& words, std::size_t index);

}  // namespace rmirror
