// SPDX-License-Identifier: AGPL-3.0-or-later
// Interprets the style numbers of a paragraph.
#include "typeset/typeset.hpp"

#include <algorithm>

namespace rmirror {
namespace {

// If a paragraph has this base style, its properties contain the 0-based level and, for a task, the state.
// Measured on a page of tasks beside the desktop app's drawing of it; that bullets and numbers have the level
// in the same place is likely but not seen (2026-11).
constexpr std::uint32_t kListBase = 3;
constexpr std::uint32_t kLevelBits = 0xF;
constexpr std::uint32_t kTickedBit = 0x100;  // with or without the other bit
constexpr std::uint32_t kDashedBit = 0x200;
constexpr std::size_t kLevels = kLevelBits + 1;

// The serif heading of newer software uses the style number of the older sans-serif subheading.
constexpr std::uint32_t kHeadingBase = 2;

}  // namespace

ParagraphKind kind_of(Paragraph const& paragraph)
{
    switch (paragraph.style) {
        case 2:
            return ParagraphKind::title;
        case 3:
            return paragraph.base_style == kHeadingBase ? ParagraphKind::heading : ParagraphKind::subheading;
        case 4:
        case 5:
            return ParagraphKind::bullet;
        case 6:
        case 7:
        case 8:
        case 9:
            return ParagraphKind::task;
        case 10:
        case 11:
            return ParagraphKind::numbered;
        default:
            return ParagraphKind::plain;
    }
}

FontStyle font_style(ParagraphKind kind, bool bold, bool italic)
{
    bool const is_serif = kind == ParagraphKind::title || kind == ParagraphKind::heading;
    if (is_serif)
        return bold ? FontStyle::serif_bold : FontStyle::serif;
    if (bold)
        return italic ? FontStyle::bold_italic : FontStyle::bold;
    if (italic)
        return FontStyle::italic;
    return kind == ParagraphKind::subheading ? FontStyle::medium : FontStyle::regular;
}

TaskState state_of(Paragraph const& task)
{
    if (task.base_style != kListBase)
        return task.style == 7 || task.style == 9 ? TaskState::ticked : TaskState::open;
    if ((task.properties & kTickedBit) != 0)
        return TaskState::ticked;
    return (task.properties & kDashedBit) != 0 ? TaskState::dashed : TaskState::open;
}

bool is_list(ParagraphKind kind)
{
    return kind == ParagraphKind::bullet || kind == ParagraphKind::task || kind == ParagraphKind::numbered;
}

int list_depth(Paragraph const& paragraph)
{
    if (!is_list(kind_of(paragraph)))
        return 0;
    if (paragraph.base_style == kListBase)
        return static_cast<int>(paragraph.properties & kLevelBits);
    auto const style = paragraph.style;
    return style == 5 || style == 8 || style == 9 || style == 11 ? 1 : 0;
}

std::vector<int> list_numbers(std::vector<Paragraph> const& paragraphs)
{
    std::vector<int> numbers;
    numbers.reserve(paragraphs.size());
    std::vector<int> next(kLevels, 1);
    for (auto const& paragraph : paragraphs) {
        auto depth = static_cast<std::size_t>(list_depth(paragraph));
        bool numbered = kind_of(paragraph) == ParagraphKind::numbered;
        numbers.push_back(numbered ? next[depth]++ : 0);
        // A list ends at a less indented paragraph, or at another kind of paragraph on the same level.
        auto still_counting = depth + (numbered ? 1U : 0U);
        std::fill(next.begin() + static_cast<std::ptrdiff_t>(still_counting), next.end(), 1);
    }
    return numbers;
}

}  // namespace rmirror
