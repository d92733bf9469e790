// SPDX-License-Identifier: AGPL-3.0-or-later
// Typed text to lines, and the places that strokes anchored to it hang on.
#pragma once

#include "scene/scene.hpp"

#include <string>
#include <vector>

namespace rmirror {

struct TextLine {
    double x = 0;         // page units, in the page's frame: left edge of the first glyph
    double baseline = 0;  // page units
    double size = 0;      // font size in page units
    std::uint32_t paragraph = 0;        // index into TextBlock::paragraphs
    std::uint32_t first_character = 0;  // index into the whole text's code points
    std::uint32_t character_count = 0;
    std::vector<TextRun> runs;
};

std::vector<TextLine> lay_out(TextBlock const& text);

/// Offset to add to the coordinates of strokes hung on `anchor`: {0, 0} for AnchorKind::none.
struct Offset {
    double x = 0, y = 0;  // page units
};
std::vector<Offset> anchor_offsets(Page const& page);  // one per Page::anchors entry

}  // namespace rmirror
