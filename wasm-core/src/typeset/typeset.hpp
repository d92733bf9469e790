// SPDX-License-Identifier: AGPL-3.0-or-later
// Typed text to lines, and the places that strokes anchored to it hang on.
#pragma once

#include "scene/scene.hpp"
#include "typeset/fonts.hpp"

#include <string>
#include <vector>

namespace rmirror {

/// What a paragraph is for the reader.
enum class ParagraphKind : std::uint8_t { plain, title, heading, subheading, bullet, task, numbered };
ParagraphKind kind_of(Paragraph const& paragraph);

bool is_list(ParagraphKind kind);

/// What words of such a paragraph are set in.
FontStyle font_style(ParagraphKind kind, bool bold, bool italic);

/// Tasks only. A dashed one was crossed off without being done.
enum class TaskState : std::uint8_t { open, ticked, dashed };
TaskState state_of(Paragraph const& task);

/// Nesting depth of a list item, 0 outermost; 0 for all other paragraphs.
int list_depth(Paragraph const& paragraph);

/// What a list item begins with. All but a number are shapes, see marks.hpp.
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
    ListMark mark = ListMark::none;  // of the first line of a list item
    std::string marker;      // the same in letters: "•", "1.", "☐", "☑" or "☒"; empty elsewhere
    double marker_x = 0;     // page units: left edge of the marker
    bool is_struck = false;  // a task that is done
};

/// One number for each paragraph: its place in its numbered list from 1, 0 for all other paragraphs.
std::vector<int> list_numbers(std::vector<Paragraph> const& paragraphs);

std::vector<TextLine> lay_out(TextBlock const& text);

/// How far the runs of a line reach from its x, in page units.
double width_of(TextLine const& line);

/// The same without the spaces at its end.
double visible_width_of(TextLine const& line);

/// Offset to add to the coordinates of strokes hung on `anchor`: {0, 0} for AnchorKind::none.
struct Offset {
    double x = 0, y = 0;  // page units
};
std::vector<Offset> anchor_offsets(Page const& page);  // one per Page::anchors entry

/// The same for a page whose typed text is laid out already.
std::vector<Offset> anchor_offsets(Page const& page, std::vector<TextLine> const& lines);

/// The stroke's own among them; {0, 0} for an anchor that the page does not list.
Offset offset_of(std::vector<Offset> const& offsets, Stroke const& stroke);

}  // namespace rmirror
