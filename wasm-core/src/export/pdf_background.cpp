// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/pdf_background.hpp"

#include "display/sheet.hpp"
#include "export/pdf_outline.hpp"

namespace rmirror {
namespace {

constexpr std::size_t kMaxBackgroundBytes = std::size_t{32} << 20U;

/// A stroked line. Dots are dashes as long as the line is wide.
void append_pdf_mark(std::string& content, Mark const& mark)
{
    content += "[";
    if (mark.dot_pitch > 0) {
        append_tenths(content, mark.width);
        append_tenths(content, mark.dot_pitch - mark.width);
    }
    content += "] 0 d ";
    append_tenths(content, mark.width);
    content += "w ";
    // The position of a dot is its corner, that of a line is its middle.
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

/// 0 to 255 as a decimal from 0 to 1.
std::string hundredths(int channel)
{
    int const count = (channel * 100 + 127) / 255;
    if (count % 100 == 0)
        return std::to_string(count / 100);
    return (count < 10 ? "0.0" : "0.") + std::to_string(count);
}

void append_channels(std::string& content, Figure const& figure, char const* operation)
{
    for (int channel : {figure.red, figure.green, figure.blue})
        content += hundredths(channel) + " ";
    content += operation;
}

void append_figure(std::string& content, Figure const& figure)
{
    bool const stroked = figure.width > 0;
    append_channels(content, figure, stroked ? "RG " : "rg ");
    if (stroked) {
        content += "[] 0 d ";
        append_tenths(content, figure.width);
        content += "w ";
    }
    for (auto const& outline : figure.outlines) {
        char const* command = "m ";
        for (auto const& [x, y] : outline) {
            append_tenths(content, x);
            append_tenths(content, y);
            content += command;
            command = "l ";
        }
        if (stroked && is_closed(outline))
            content += "h ";
    }
    content += stroked ? "S\n" : "f\n";
}

/// The grey of lines and dots. PDF viewers draw a dot at least one pixel wide, so grey dots look like the
/// tablet's black ones.
std::string grey_of(Background const& background)
{
    bool const has_dots = !background.marks.empty() && background.marks.front().dot_pitch > 0;
    return has_dots && !background.dark ? "0.6" : hundredths(background.shade);
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
        append_pdf_mark(sheet, mark);
    for (auto const& figure : background.figures)
        append_figure(sheet, figure);
    if (!sheet.empty())
        for (double below : sheet_offsets(background, area)) {
            // The last sheets of an absurdly long page remain blank.
            if (content.size() + sheet.size() > kMaxBackgroundBytes)
                break;
            content += "q 1 0 0 1 0 ";
            append_tenths(content, below);
            content += "cm\n" + sheet + "Q\n";
        }
    if (content.empty())
        return content;
    return "/OC /Template BDC q 0 g " + grey_of(background) + " G\n" + content + "Q EMC\n";
}

}  // namespace rmirror
