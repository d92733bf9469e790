// SPDX-License-Identifier: AGPL-3.0-or-later
// Which words a stroke marks, by the shape of the stroke and its place among lines of words.
#pragma once

#include "marks/marks.hpp"
#include "marks/path.hpp"
#include "marks/words.hpp"

#include <cstddef>
#include <vector>

namespace rmirror {

/// Words with increasing indices that strokes of one kind mark.
struct MarkedWords {
    MarkKind kind = MarkKind::underline;
    Stroke const* stroke = nullptr;  // the first of them
    std::vector<std::size_t> words;
};

/// `words` are of text that runs to the right, and `paths` are turned with it. A path that marks words is set
/// in `used`, which has an entry for each path; paths that are set already are ignored.
std::vector<MarkedWords> marked_words(std::vector<Word> const& words, std::vector<Path> const& paths,
                                      std::vector<bool>& used);

/// Parts of the handwriting that a path of those not in `used` emphasises: a highlighter stroke over it, a
/// line below it or a circle around it. `shapes_over_nothing` counts such paths with nothing below them.
std::vector<Rect> emphasised_ink(std::vector<Path> const& paths, std::vector<bool> const& used,
                                 std::size_t& shapes_over_nothing);

}  // namespace rmirror
