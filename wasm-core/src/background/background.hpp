// SPDX-License-Identifier: AGPL-3.0-or-later
// The tablet's built-in templates, which it prints below the ink: lookup by name, from tables of measured
// lines and dots.
//
// A name only ever selects a row of a table. It is never used as a path, and an unknown name draws nothing.
// Template files are parsed and laid out in template_file/.
#pragma once

#include "base/result.hpp"
#include "document/document.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rmirror {

/// A straight line with butt ends, or a row of square dots.
struct Mark {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // page units
    double width = 1;                       // page units
    // If above 0: a row of dots that are `width` wide. The first starts at (x0, y0); dot_pitch is the
    // distance from one to the next, in page units.
    double dot_pitch = 0;
};

/// A point on the sheet, in page units.
struct Spot {
    double x = 0, y = 0;
};

/// Whether a line ends at its start.
inline bool is_closed(std::vector<Spot> const& line)
{
    return line.size() > 2 && line.front().x == line.back().x && line.front().y == line.back().y;
}

/// Shapes other than lines and dots: printed words, and the shapes of template files.
struct Figure {
    std::vector<std::vector<Spot>> outlines;  // in the page's frame, on the first sheet
    double width = 0;                         // stroke width in page units; 0: filled by the nonzero rule
    double pitch = 0;                         // page units to the next copy; 0: there is only one
    std::uint8_t red = 0, green = 0, blue = 0;

    [[nodiscard]] bool has_look_of(Figure const& other) const
    {
        return width == other.width && pitch == other.pitch && red == other.red && green == other.green &&
               blue == other.blue;
    }
};

/// One sheet of a template. A page longer than its paper repeats the sheet downwards.
struct Background {
    Rect sheet;                   // the first sheet's place in the page's frame
    bool dark = false;            // light marks on a black sheet
    std::uint8_t shade = 0;       // the grey of all marks: 0 is black
    double min_pitch = 0;         // smallest distance between neighbouring marks in page units; 0: no marks
    std::vector<Mark> marks;      // in the page's frame, on the first sheet
    std::vector<Figure> figures;  // above the marks, in this order
};

struct TemplateFile;  // template_file/template_file.hpp

/// In table order.
std::vector<std::string_view> template_names();

bool is_known_template(std::string_view name);

/// `paper` is the page's paper in its frame. Returns an empty background for an unknown name, for "Blank",
/// and for a page whose background is switched off.
Background background_of(Page const& page, Rect const& paper, Orientation orientation, std::string_view name);

/// The same for a template file. Errors: see lay_out_template().
Result<Background> background_of(Page const& page, Rect const& paper, Orientation orientation,
                                 TemplateFile const& file);

}  // namespace rmirror
