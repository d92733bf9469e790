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

/// The grey of lines and dots, in tenths. A reader on a screen draws a dot a whole pixel wide at least, so a
/// grey is what looks like the tablet's black ones.
std::string grey_of(Background const& background)
{
    constexpr int kDots = 6;
    bool const has_dots = !background.marks.empty() && background.marks.front().dot_pitch > 0;
    int const tenths = has_dots && !background.dark ? kDots : (background.shade * 10 + 127) / 255;
    return tenths % 10 == 0 ? std::to_string(tenths / 10) : "0." + std::to_string(tenths);
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
    return "/OC /Template BDC q 0 g " + grey_of(background) + " G\n" + content + "Q EMC\n";
}

}  // namespace rmirror
