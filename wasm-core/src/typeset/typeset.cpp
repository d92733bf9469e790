// SPDX-License-Identifier: AGPL-3.0-or-later
#include "typeset/typeset.hpp"

#include "base/utf8.hpp"
#include "typeset/marks.hpp"
#include "typeset/metrics.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

constexpr char32_t kSoftBreak = 0x2028;

struct Glyph {
    char32_t character;
    bool bold, italic;
    FontStyle font;
};

std::vector<Glyph> glyphs_of(Paragraph const& paragraph)
{
    auto const kind = kind_of(paragraph);
    std::vector<Glyph> glyphs;
    for (auto const& run : paragraph.runs) {
        auto const font = font_style(kind, run.bold, run.italic);
        auto const* bytes = reinterpret_cast<std::uint8_t const*>(run.text.data());
        for (char32_t character : decode_utf8(Bytes(bytes, run.text.size())))
            glyphs.push_back({character, run.bold, run.italic, font});
    }
    return glyphs;
}

/// Index after the last glyph of the line that starts at `first`. Trailing spaces may exceed the width.
std::size_t end_of_line(std::vector<Glyph> const& glyphs, std::size_t first, double room)
{
    std::size_t after_space = first;
    double used = 0;
    for (std::size_t i = first; i < glyphs.size(); ++i) {
        auto character = glyphs[i].character;
        if (character == kSoftBreak)
            return i + 1;
        used += advance_in_font(character, glyphs[i].font);
        if (character == U' ')
            after_space = i + 1;
        else if (used > room && i > first)
            return after_space > first ? after_space : i;  // a word longer than the line is split
    }
    return glyphs.size();
}

std::vector<TextRun> runs_of(std::vector<Glyph> const& glyphs, std::size_t first, std::size_t end)
{
    std::vector<TextRun> runs;
    for (std::size_t i = first; i < end; ++i) {
        auto const& glyph = glyphs[i];
        if (glyph.character == kSoftBreak)
            continue;
        if (runs.empty() || runs.back().bold != glyph.bold || runs.back().italic != glyph.italic)
            runs.push_back({"", glyph.bold, glyph.italic});
        append_utf8(runs.back().text, glyph.character);
    }
    return runs;
}

ListMark mark_of(Paragraph const& paragraph)
{
    switch (kind_of(paragraph)) {
        case ParagraphKind::bullet:
            return ListMark::bullet;
        case ParagraphKind::numbered:
            return ListMark::number;
        case ParagraphKind::task:
            break;
        default:
            return ListMark::none;
    }
    switch (state_of(paragraph)) {
        case TaskState::ticked:
            return ListMark::ticked_box;
        case TaskState::dashed:
            return ListMark::dashed_box;
        default:
            return ListMark::open_box;
    }
}

std::string marker_of(ListMark mark, int number)
{
    switch (mark) {
        case ListMark::number:
            return std::to_string(number) + ".";
        case ListMark::bullet:
            return "\u2022";
        case ListMark::open_box:
            return "\u2610";
        case ListMark::ticked_box:
            return "\u2611";
        case ListMark::dashed_box:
            return "\u2612";
        default:
            return "";
    }
}

/// Width at size 1.
double width_of(std::string const& text, FontStyle font)
{
    double width = 0;
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    for (char32_t character : decode_utf8(Bytes(bytes, text.size())))
        width += advance_in_font(character, font);
    return width;
}

/// Distance from the left edge of a marker to its text.
double marker_room(TextLine const& line)
{
    if (line.mark != ListMark::number)
        return line.mark == ListMark::none ? 0 : kListLevel - left_of_mark(line.mark);
    constexpr double kGap = 8;       // page units
    constexpr double kMinRoom = 22;  // UNSURE: no page with a reference has a numbered list (2026-11)
    return std::max(kMinRoom, width_of(line.marker, FontStyle::regular) * line.size + kGap);
}

double finite_or(double value, double fallback)
{
    constexpr double kFarthest = 100'000;  // page units, as for ink
    return std::isfinite(value) ? std::clamp(value, -kFarthest, kFarthest) : fallback;
}

Paragraph empty_paragraph(std::uint32_t style)
{
    Paragraph empty;
    empty.style = style;
    return empty;
}

// Bounds a hostile page with one line per character: beyond this, paragraphs are no longer wrapped.
constexpr std::size_t kMaxLines = 200'000;

/// Lays out paragraphs from top to bottom.
class Typesetter {
public:
    explicit Typesetter(TextBlock const& text)
        : left_(finite_or(text.x, 0) + kLeftMargin),
          top_(finite_or(text.y, 0)),
          width_(std::max(finite_or(text.width, 936), 100.0) - kLeftMargin - kRightMargin)
    {
        if (!text.leading_line_style)
            return;
        previous_ = kind_of(empty_paragraph(*text.leading_line_style));
        baseline_ = top_ + metrics_of(*previous_).first_baseline;
    }

    void add(Paragraph const& paragraph, std::uint32_t index, int number)
    {
        auto kind = kind_of(paragraph);
        auto metrics = metrics_of(kind);
        auto mark = mark_of(paragraph);
        double indent = is_list(kind) ? kListLevel * (1 + list_depth(paragraph)) : 0;
        baseline_ = previous_ ? baseline_ + room_above(kind, *previous_) : top_ + metrics.first_baseline;
        previous_ = kind;
        auto glyphs = glyphs_of(paragraph);
        double room = std::max(width_ - indent, kListLevel) / metrics.size;
        std::size_t first = 0;
        do {
            auto end = lines_.size() < kMaxLines ? end_of_line(glyphs, first, room) : glyphs.size();
            TextLine line{left_ + indent,
                          baseline_,
                          metrics.size,
                          index,
                          kind,
                          paragraph.first_character + static_cast<std::uint32_t>(first),
                          static_cast<std::uint32_t>(end - first),
                          runs_of(glyphs, first, end),
                          first == 0 ? mark : ListMark::none,
                          {},
                          0,
                          mark == ListMark::ticked_box};
            line.marker = marker_of(line.mark, number);
            line.marker_x = line.x - marker_room(line);
            lines_.push_back(std::move(line));
            first = end;
            if (first < glyphs.size())
                baseline_ += metrics.line_pitch;
        } while (first < glyphs.size());
    }

    std::vector<TextLine> take() { return std::move(lines_); }

private:
    static double room_above(ParagraphKind kind, ParagraphKind previous)
    {
        return metrics_of(kind).above -
               (previous == ParagraphKind::subheading ? kSubheadingSpacingReduction : 0);
    }

    double left_, top_, width_;
    double baseline_ = 0;                    // of the last line, or of the empty leading line
    std::optional<ParagraphKind> previous_;  // nullopt for the first
    std::vector<TextLine> lines_;
};

/// The position of the first line, in the style of the empty text: a tablet's thumbnail shows ink anchored to
/// the baseline of an empty title (2026-11).
TextLine leading_line(TextBlock text)
{
    auto const style = text.leading_line_style.value_or(Paragraph{}.style);
    text.leading_line_style.reset();
    text.paragraphs.assign(1, empty_paragraph(style));
    return lay_out(text).front();
}

/// A newline belongs to the line it ends: in the tablet's own "Getting started" pages, ink anchored to it is
/// above the next line, not on it.
TextLine line_of(TextBlock const& text, std::vector<TextLine> const& lines, std::uint32_t character)
{
    if (text.leading_line_style && character < lines.front().first_character)
        return leading_line(text);
    auto after = std::upper_bound(
        lines.begin(), lines.end(), character,
        [](std::uint32_t wanted, TextLine const& line) { return wanted < line.first_character; });
    return after == lines.begin() ? lines.front() : *std::prev(after);
}

/// Baseline of the line with the last character. A trailing newline belongs to that line: on a page of 2026,
/// with reMarkable's own PDF for comparison, ink anchored to the end is there and not on the empty line
/// below.
double baseline_of_end(TextBlock const& text, std::vector<TextLine> const& lines)
{
    auto const& last = lines.back();
    if (last.character_count > 0 || last.first_character == 0)
        return last.baseline;
    return line_of(text, lines, last.first_character - 1).baseline;
}

/// The left edge of a character; for a newline, the right end of its line.
double left_of(TextLine const& line, std::uint32_t character)
{
    auto left = character - std::min(character, line.first_character);
    double width = 0;
    for (auto const& run : line.runs) {
        auto const font = font_style(line.kind, run.bold, run.italic);
        auto const* bytes = reinterpret_cast<std::uint8_t const*>(run.text.data());
        for (char32_t before : decode_utf8(Bytes(bytes, run.text.size()))) {
            if (left-- == 0)
                return line.x + width * line.size;
            width += advance_in_font(before, font);
        }
    }
    return line.x + width * line.size;
}

/// Ink among letters is anchored to one of them, and origin_x is usually that letter's left edge. If it is 0,
/// as in older "Getting started" pages, the letter's position is computed.
bool is_anchored_to_letter(Anchor const& anchor)
{
    constexpr std::uint32_t kOnCharacter = 1;
    return anchor.type == kOnCharacter && anchor.kind == AnchorKind::character && anchor.origin_x == 0;
}

}  // namespace

double width_of(TextLine const& line)
{
    double width = 0;
    for (auto const& run : line.runs)
        width += width_of(run.text, font_style(line.kind, run.bold, run.italic));
    return width * line.size;
}

double visible_width_of(TextLine const& line)
{
    double width = width_of(line);
    for (auto run = line.runs.rbegin(); run != line.runs.rend(); ++run) {
        auto const end = run->text.find_last_not_of(' ') + 1;  // 0 if the run has only spaces
        width -= static_cast<double>(run->text.size() - end) * line.size *
                 advance_in_font(U' ', font_style(line.kind, run->bold, run->italic));
        if (end > 0)
            break;
    }
    return width;
}

std::vector<TextLine> lay_out(TextBlock const& text)
{
    Typesetter typesetter(text);
    auto numbers = list_numbers(text.paragraphs);
    for (std::size_t i = 0; i < text.paragraphs.size(); ++i)
        typesetter.add(text.paragraphs[i], static_cast<std::uint32_t>(i), numbers[i]);
    return typesetter.take();
}

std::vector<Offset> anchor_offsets(Page const& page)
{
    return anchor_offsets(page, page.text ? lay_out(*page.text) : std::vector<TextLine>{});
}

std::vector<Offset> anchor_offsets(Page const& page, std::vector<TextLine> const& lines)
{
    if (lines.empty() && page.text)
        return anchor_offsets(page, {leading_line(*page.text)});
    std::vector<Offset> offsets(page.anchors.size());
    bool anchored = std::any_of(page.anchors.begin(), page.anchors.end(),
                                [](Anchor const& anchor) { return anchor.kind != AnchorKind::none; });
    if (!anchored || !page.text)
        return offsets;
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        auto const& anchor = page.anchors[i];
        if (anchor.kind == AnchorKind::none)
            continue;
        offsets[i].x = finite_or(anchor.origin_x, 0);
        switch (anchor.kind) {
            case AnchorKind::character: {
                auto const line = line_of(*page.text, lines, anchor.character);
                offsets[i].y = line.baseline;
                if (is_anchored_to_letter(anchor))
                    offsets[i].x = left_of(line, anchor.character);
                break;
            }
            case AnchorKind::text_end:
                offsets[i].y = baseline_of_end(*page.text, lines);
                break;
            default:
                offsets[i].y = lines.front().baseline;
                break;
        }
    }
    return offsets;
}

Offset offset_of(std::vector<Offset> const& offsets, Stroke const& stroke)
{
    return stroke.anchor < offsets.size() ? offsets[stroke.anchor] : Offset{};
}

}  // namespace rmirror
