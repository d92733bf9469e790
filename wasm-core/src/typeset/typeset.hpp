// SPDX-License-Identifier: AGPL-3.0-or-later
// Lays out typed text as lines, and computes the positions of strokes anchored to it.
#pragma once

#include "scene/scene.hpp"
#include "typeset/fonts.hpp"

#include <string>
#include <vector>

namespace rmirror {

/// The role of a paragraph.
enum class ParagraphKind : std::uint8_t { plain, title, heading, subheading, bullet, task, numbered };
ParagraphKind kind_of(Paragraph const& paragraph);

bool is_list(ParagraphKind kind);

/// The font style of words in such a paragraph.
FontStyle font_style(ParagraphKind kind, bool bold, bool italic);

/// For tasks only. A dashed task was crossed off without being done.
enum class TaskState : std::uint8_t { open, ticked, dashed };
TaskState state_of(Paragraph const& task);

/// Nesting depth of a list item, 0 outermost; 0 for other paragraphs.
int list_depth(Paragraph const& paragraph);

/// The mark before a list item. All except a number are drawn as shapes, see marks.hpp.
enum class ListMark : std::uint8_t { none, number, bullet, open_box, ticked_box, dashed_box };

struct TextLine {
    double x = 0;                 // page units, in the page's frame: left edge of the first glyph
    double baseline = 0;          // page units
    double size = 0;              // font size in page units
    std::uint32_t paragraph = 0;  // index into TextBlock::paragraphs
    ParagraphKind kind = ParagraphKind::plain;
    std::uint32_t first_character = 0;  // index into the whole text's code points
    std::uint32_t character_count = 0;
    std::vector<TextRun> runs;
    ListMark mark = ListMark::none;  // set on the first line of a list item
    std::string marker;              // the same as text: "•", "1.", "☐", "☑" or "☒"; empty otherwise
    double marker_x = 0;             // page units: left edge of the marker
    bool is_struck = false;          // a completed task
};

/// One number per paragraph: its 1-based position in its numbered list, 0 for other paragraphs.
std::vector<int> list_numbers(std::vector<Paragraph> const& paragraphs);

std::vector<TextLine> lay_out(TextBlock const& text);

/// Width of a line's runs from its x, in page units.
double width_of(TextLine const& line);

/// The same without trailing spaces.
double visible_width_of(TextLine const& line);

/// Offset to add to the coordinates of strokes with this anchor; {0, 0} for AnchorKind::none.
struct Offset {
    double x = 0, y = 0;  // page units
};
std::vector<Offset> anchor_offsets(Page const& page);  // one per Page::anchors entry

/// The same for a page whose typed text is laid out already.
std::vector<Offset> anchor_offsets(Page const& page, std::vector<TextLine> const& lines);

/// The offset of the stroke's anchor; {0, 0} if the page doesn't have that anchor.
Offset offset_of(std::vector<Offset> const& offsets, Stroke const& stroke);

}  // namespace rmirror
