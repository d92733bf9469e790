// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/svg_background.hpp"

#include "display/sheet.hpp"
#include "export/svg_path.hpp"
#include "pens/pens.hpp"

namespace rmirror {
namespace {

/// Appends a move to the mark's start and a line to its end.
void append_svg_mark(std::string& data, Mark const& mark)
{
    auto append = [&](char command, double number) {
        data += command;
        data += to_svg_number(number);
    };
    // The position of a dot is its corner, that of a line is its middle.
    double const aside = mark.dot_pitch > 0 ? mark.width / 2 : 0;
    bool const level = mark.y0 == mark.y1;
    append('M', mark.x0 + (level ? 0 : aside));
    append(' ', mark.y0 + (level ? aside : 0));
    if (level)
        return append('H', mark.x1);
    if (mark.x0 == mark.x1)
        return append('V', mark.y1);
    append('L', mark.x1);
    append(' ', mark.y1);
}

std::string path(std::string const& data, double width, double dot_pitch)
{
    if (data.empty())
        return "";
    std::string dashes;
    if (dot_pitch > 0)  // dashes as long as the line is wide are square dots; each row restarts the pattern
        dashes =
            " stroke-dasharray=\"" + to_svg_number(width) + " " + to_svg_number(dot_pitch - width) + "\"";
    return "<path stroke-width=\"" + to_svg_number(width) + "\"" + dashes + " d=\"" + data + "\"/>\n";
}

/// The marks of one sheet. All lines of a template have the same width, and so have its dots.
std::string sheet_paths(Background const& background)
{
    std::string lines;
    std::string dots;
    Mark line;
    Mark dot;
    for (auto const& mark : background.marks) {
        if (mark.dot_pitch > 0)
            dot = mark;
        else
            line = mark;
        append_svg_mark(mark.dot_pitch > 0 ? dots : lines, mark);
    }
    return path(lines, line.width, 0) + path(dots, dot.width, dot.dot_pitch);
}

/// A figure's path; closed outlines and filled figures have no line ends.
std::string figure_path(Figure const& figure)
{
    std::string data;
    for (auto const& outline : figure.outlines) {
        char command = 'M';
        for (auto const& [x, y] : outline) {
            data += command + to_svg_number(x) + " " + to_svg_number(y);
            command = 'L';
        }
        if (figure.width == 0 || is_closed(outline))
            data += 'Z';
    }
    auto const color = to_css({figure.red, figure.green, figure.blue}).substr(0, 7);
    if (figure.width > 0)
        return "<path stroke=\"" + color + "\" fill=\"none\" stroke-width=\"" + to_svg_number(figure.width) +
               "\" d=\"" + data + "\"/>\n";
    return "<path stroke=\"none\" fill=\"" + color + "\" d=\"" + data + "\"/>\n";
}

}  // namespace

std::string svg_background(Page const& page, RenderRequest const& request, Rect const& area)
{
    auto const background = background_for(page, request);
    std::string out;
    if (background.dark)
        out += "<rect fill=\"#000\" x=\"" + to_svg_number(area.x) + "\" y=\"" + to_svg_number(area.y) +
               "\" width=\"" + to_svg_number(area.width) + "\" height=\"" + to_svg_number(area.height) +
               "\"/>\n";
    auto paths = sheet_paths(background);
    for (auto const& figure : background.figures)
        paths += figure_path(figure);
    if (paths.empty())
        return out;
    auto const offsets = sheet_offsets(background, area);
    Rgba const grey{background.shade, background.shade, background.shade};
    out += "<g id=\"template\" stroke-linecap=\"butt\" stroke=\"" + to_css(grey).substr(0, 7) +
           "\">\n<g id=\"sheet\"" +
           (offsets.empty() || offsets[0] == 0
                ? ""
                : " transform=\"translate(0 " + to_svg_number(offsets[0]) + ")\"") +
           ">\n" + paths + "</g>\n";
    for (std::size_t i = 1; i < offsets.size(); ++i)
        out += "<use href=\"#sheet\" y=\"" + to_svg_number(offsets[i] - offsets[0]) + "\"/>\n";
    return out + "</g>\n";
}

}  // namespace rmirror
