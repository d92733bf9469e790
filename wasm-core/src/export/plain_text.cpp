// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/export.hpp"

#include <string_view>

namespace rmirror {
namespace {

constexpr std::string_view kLineSeparator = "\u2028";

/// Replaces soft breaks, which only the tablet uses, by newlines.
void append_with_line_ends(std::string& out, std::string_view text)
{
    for (auto at = text.find(kLineSeparator); at != text.npos; at = text.find(kLineSeparator)) {
        out += text.substr(0, at);
        out += '\n';
        text.remove_prefix(at + kLineSeparator.size());
    }
    out += text;
}

}  // namespace

std::string to_plain_text(Page const& page)
{
    std::string text;
    if (!page.text)
        return text;
    for (auto const& paragraph : page.text->paragraphs) {
        for (auto const& run : paragraph.runs)
            append_with_line_ends(text, run.text);
        text += '\n';
    }
    return text;
}

}  // namespace rmirror
