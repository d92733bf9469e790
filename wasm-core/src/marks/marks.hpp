// SPDX-License-Identifier: AGPL-3.0-or-later
// Recognises pen marks over printed or typed text: strokes that underline, circle or cover words, bars in the
// margin, and arrows. Over handwriting a mark emphasises a line.
//
// Strokes aren't changed or hidden. Text that runs in another direction than the page is handled by turning
// the strokes with it. The caller supplies printed words, because the page's file contains nothing of them.
#pragma once

#include "display/prepared_page.hpp"
#include "marks/words.hpp"
#include "scene/scene.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rmirror {

enum class MarkKind : std::uint8_t { underline, highlighter, circle, margin_bar, arrow };

/// "underline", "highlighter", "circle", "margin_bar" or "arrow".
char const* name_of(MarkKind kind);

struct PenMark {
    MarkKind kind = MarkKind::underline;
    std::string color;           // "#rrggbbaa", as the stroke is drawn
    std::string text;            // the marked words; of an arrow, the sentence that it points to
    std::string sentence;        // the sentence around them
    std::string heading;         // the nearest heading above; empty if the page has none
    std::vector<Rect> rects;     // page units: the marked words, one rectangle per line
    std::size_t first_word = 0;  // index of the first marked word, for the order of marks
};

struct FoundMarks {
    std::vector<PenMark> marks;           // in the order in which the text is read
    std::vector<Rect> emphasised;         // page units: parts of the handwriting that a mark emphasises
    std::size_t beyond_limit = 0;         // marks that were left out because the page has too many
    std::size_t shapes_over_nothing = 0;  // strokes like marks with neither words nor handwriting below them
};

/// Maximum number of marks of a page, and of rectangles in `emphasised`.
constexpr std::size_t kMaxMarks = 1000;

/// `printed` are the words of the PDF or EPUB page below the ink, in reading order; the page's typed words
/// are added to them.
FoundMarks find_marks(PreparedPage const& page, std::vector<Word> printed);

}  // namespace rmirror
