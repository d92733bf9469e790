// SPDX-License-Identifier: AGPL-3.0-or-later
// What the style numbers of a paragraph mean.
#include "typeset/typeset.hpp"

#include <algorithm>

namespace rmirror {
namespace {

constexpr int kDeepest = 15;

}  // namespace

ParagraphKind kind_of(Paragraph const& paragraph)
{
    switch (paragraph.style) {
        case 2:
            return ParagraphKind::title;
        case 3:
            return ParagraphKind::subheading;
        case 4:
        case 5:
            return ParagraphKind::bullet;
        case 6:
        case 8:
            return ParagraphKind::checkbox;
        case 7:
        case 9:
            return ParagraphKind::checked;
        case 10:
        case 11:
            return ParagraphKind::numbered;
        default:
            return ParagraphKind::plain;
    }
}

int list_depth(Paragraph const& paragraph)
{
    switch (kind_of(paragraph)) {
        case ParagraphKind::plain:
        case ParagraphKind::title:
        case ParagraphKind::subheading:
            return 0;
        default:
            break;
    }
    bool indented =
        paragraph.style == 5 || paragraph.style == 8 || paragraph.style == 9 || paragraph.style == 11;
    // UNSURE: the low four bits of the properties look like the level, counted from 1 (2026-11).
    int level = static_cast<int>(paragraph.properties & static_cast<unsigned>(kDeepest)) - 1;
    return std::max(indented ? 1 : 0, paragraph.base_style != 0 ? level : 0);
}

std::vector<int> list_numbers(std::vector<Paragraph> const& paragraphs)
{
    std::vector<int> numbers;
    numbers.reserve(paragraphs.size());
    std::vector<int> next(kDeepest + 1, 1);
    for (auto const& paragraph : paragraphs) {
        auto depth = static_cast<std::size_t>(list_depth(paragraph));
        bool numbered = kind_of(paragraph) == ParagraphKind::numbered;
        numbers.push_back(numbered ? next[depth]++ : 0);
        // Whatever stands further out, or another kind of paragraph beside it, ends a list.
        auto still_counting = depth + (numbered ? 1U : 0U);
        std::fill(next.begin() + static_cast<std::ptrdiff_t>(still_counting), next.end(), 1);
    }
    return numbers;
}

}  // namespace rmirror
