// SPDX-License-Identifier: AGPL-3.0-or-later
// What the tablet prints below the ink: its templates, by name, from measures of their lines and dots.
//
// A name only ever selects a row of a table in this room. It is never a path, and a name that no row
// has draws nothing. Templates that are files are read and laid out in template_file/.
#pragma once

#include "base/result.hpp"
#include "document/document.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rmirror {

/// A straight line with blunt ends, or a row of square dots.
struct Mark {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // page units
    double width = 1;                       // page units
    // Above 0: dots as wide as the line would be; the first begins at (x0, y0), the others this many page
    // units further on.
    double dot_pitch = 0;
};

/// A place on the sheet, in page units.
struct Spot {
    double x = 0, y = 0;
};

/// Whether a line ends where it begins.
inline bool is_closed(std::vector<Spot> const& line)
{
    return line.size() > 2 && line.front().x == line.back().x && line.front().y == line.back().y;
}

/// What lines and dots don't describe: printed words, and the shapes of templates that are files.
struct Figure {
    std::vector<std::vector<Spot>> outlines;  // in the page's frame, on the first sheet
    double width = 0;                         // of their stroke, in page units; 0: filled by the nonzero rule
    double pitch = 0;  // page units to the next copy, where there are several; 0: there are none
    std::uint8_t red = 0, green = 0, blue = 0;

    [[nodiscard]] bool has_look_of(Figure const& other) const
    {
        return width == other.width && pitch == other.pitch && red == other.red && green == other.green &&
               blue == other.blue;
    }
};

/// One sheet of a template. A page longer than its paper shows sheet below sheet.
struct Background {
    Rect sheet;               // where the first one lies in the page's frame
    bool dark = false;        // light marks on a black sheet
    std::uint8_t shade = 0;   // the grey of all marks: 0 is black
    double finest = 0;        // page units between neighbouring marks, where they are closest; 0: no marks
    std::vector<Mark> marks;  // in the page's frame, on the first sheet
    std::vector<Figure> figures;  // above the marks, in this order
};

struct TemplateFile;  // template_file/template_file.hpp

/// In the order of the table.
std::vector<std::string_view> template_names();

bool is_known_template(std::string_view name);

/// `paper` is where the page's paper lies in its frame. Empty for an unknown name, for "Blank", and for a
/// page whose background is switched off.
Background background_of(Page const& page, Rect const& paper, Orientation orientation, std::string_view name);

/// The same of a template that is a file. Errors: see lay_out_template().
Result<Background> background_of(Page const& page, Rect const& paper, Orientation orientation,
                                 TemplateFile const& file);

}  // namespace rmirror
