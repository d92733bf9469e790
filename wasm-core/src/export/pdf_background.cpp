// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/pdf_background.hpp"

#include "display/sheet.hpp"
#include "export/pdf_outline.hpp"

namespace rmirror {
namespace {

/// A stroked line. Dots are dashes as long as the line is wide.
void append_mark(std::string& content, Mark const& mark)
{
    content += "[";
    if (mark.dot_pitch > 0) {
        append_tenths(content, mark.width);
        append_tenths(content, mark.dot_pitch - mark.width);
    }
    content += "] 0 d ";
    append_tenths(content, mark.width);
    content += "w ";
    // A dot's place is its corner, a line's is its middle.
    double const aside = mark.dot_pitch > 0 ? mark.width / 2 : 0;
    bool const level = mark.y0 == mark.y1;
    double const right = level ? 0 : aside;
    double const down = level ? aside : 0;
    append_tenths(content, mark.x0 + right);
    append_tenths(content, mark.y0 + down);
    content += "m ";
    append_tenths(content, mark.x1 + right);
    append_tenths(content, mark.y1 + down);
    content += "l S\n";
}

}  // namespace

std::string pdf_background(Page const& page, RenderRequest const& request, Rect const& area)
{
    auto const background = background_for(page, request);
    std::string content;
    if (background.dark) {
        for (double side : {area.x, area.y, area.width, area.height})
            append_tenths(content, side);
        content += "re f\n";
    }
    std::string sheet;
    for (auto const& mark : background.marks)
        append_mark(sheet, mark);
    if (!sheet.empty())
        for (double below : sheet_offsets(background, area)) {
            content += "q 1 0 0 1 0 ";
            append_tenths(content, below);
            content += "cm\n" + sheet + "Q\n";
        }
    if (content.empty())
        return content;
    // The tablet prints hairlines in black. A reader on a screen draws a hairline a whole pixel wide, so a
    // grey is what looks the same.
    return "/OC /Template BDC q 0 g " + std::string(background.dark ? "1 G\n" : "0.6 G\n") + content +
           "Q EMC\n";
}

}  // namespace rmirror
