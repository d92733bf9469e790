// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/background.hpp"

#include "background/layout.hpp"
#include "background/pattern.hpp"
#include "background/runs.hpp"
#include "background/template_file/lay_out_template.hpp"
#include "background/templates.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

// A page file may contain any paper size. The tablets' sheets have sides of 954 to 2160 page units.
constexpr double kShortestSide = 200;
constexpr double kLongestSide = 8'000;

/// How the sheet is rotated into the page's frame.
enum class Turn : std::uint8_t { none, clockwise, counterclockwise };

/// UNSURE: that a portrait template on a landscape page turns with the paper (2026-11). Up to v5 a landscape
/// page keeps its portrait frame and is rotated clockwise for display, so a landscape template must be
/// rotated the other way in it.
Turn turn_of(Page const& page, Orientation orientation, bool landscape_template)
{
    bool const landscape_frame = orientation == Orientation::landscape && page.frame == Frame::top_center;
    if (landscape_frame == landscape_template)
        return Turn::none;
    return landscape_template ? Turn::counterclockwise : Turn::clockwise;
}

/// Whether this is the paper that the tables were measured on, in either orientation. Parsing page files
/// doesn't round sizes, so no tolerance is needed.
bool is_first_paper(double width, double height)
{
    constexpr double kShort = 1404;
    constexpr double kLong = 1872;
    return (width == kShort && height == kLong) || (width == kLong && height == kShort);
}

/// Maps a point of the upright sheet to the page's frame.
void place(double& x, double& y, Rect const& sheet, Turn turn)
{
    double const across = x;
    double const down = y;
    if (turn == Turn::clockwise) {
        x = sheet.width - down;
        y = across;
    } else if (turn == Turn::counterclockwise) {
        x = down;
        y = sheet.height - across;
    }
    x += sheet.x;
    y += sheet.y;
}

/// A row of dots starts at the upper left corner of a dot and runs to the right or down, whatever the
/// rotation.
void place(Mark& mark, Rect const& sheet, Turn turn)
{
    if (mark.dot_pitch > 0) {
        double const length = mark.x1 - mark.x0;
        if (turn == Turn::clockwise)
            mark.y0 = mark.y1 = mark.y0 + mark.width;
        if (turn == Turn::counterclockwise) {
            mark.x0 += std::floor(length / mark.dot_pitch) * mark.dot_pitch + mark.width;
            mark.x1 = mark.x0 - length;
        }
    }
    place(mark.x0, mark.y0, sheet, turn);
    place(mark.x1, mark.y1, sheet, turn);
}

void place(Figure& figure, Rect const& sheet, Turn turn)
{
    for (auto& outline : figure.outlines)
        for (auto& spot : outline)
            place(spot.x, spot.y, sheet, turn);
}

Rect sheet_on(Rect const& paper)
{
    return {paper.x, paper.y, std::clamp(paper.width, kShortestSide, kLongestSide),
            std::clamp(paper.height, kShortestSide, kLongestSide)};
}

struct Sides {
    double width, height;
};

/// Width and height before the rotation.
Sides upright_sides(Rect const& sheet, Turn turn)
{
    return turn == Turn::none ? Sides{sheet.width, sheet.height} : Sides{sheet.height, sheet.width};
}

}  // namespace

std::vector<std::string_view> template_names()
{
    std::vector<std::string_view> names;
    for (auto const rows : {ruled_templates(), planned_templates(), drawn_templates()})
        for (auto const& row : rows)
            names.push_back(row.name);
    return names;
}

bool is_known_template(std::string_view name)
{
    return find_template(name) != nullptr;
}

Background background_of(Page const& page, Rect const& paper, Orientation orientation, std::string_view name)
{
    Background background;
    auto const* row = page.background_visible ? find_template(name) : nullptr;
    if (row == nullptr || (row->runs.empty() && row->draw == nullptr))
        return background;
    auto const sheet = sheet_on(paper);
    background.sheet = sheet;
    background.dark = row->dark;
    background.shade = row->shade;
    auto const turn = turn_of(page, orientation, is_landscape(name));
    auto const [width, height] = upright_sides(sheet, turn);
    Pattern pattern(width, height);
    auto const* layout = is_first_paper(width, height) ? nullptr : find_layout(name, width, height);
    if (layout != nullptr) {
        background.min_pitch = lay_out(pattern, *layout);
    } else {
        background.min_pitch = lay_runs(pattern, *row);
        if (row->draw != nullptr) {
            row->draw(pattern, row->measures);
            background.min_pitch = row->measures.pitch;
        }
    }
    background.marks = pattern.take();
    background.figures = pattern.take_figures();
    for (auto& mark : background.marks)
        place(mark, sheet, turn);
    for (auto& figure : background.figures) {
        figure.red = figure.green = figure.blue = background.shade;
        place(figure, sheet, turn);
    }
    return background;
}

Result<Background> background_of(Page const& page, Rect const& paper, Orientation orientation,
                                 TemplateFile const& file)
{
    Background background;
    if (!page.background_visible)
        return background;
    auto const sheet = sheet_on(paper);
    auto const turn = turn_of(page, orientation, file.is_landscape);
    auto const [width, height] = upright_sides(sheet, turn);
    background.figures = TRY(lay_out_template(file, width, height));
    background.sheet = sheet;
    for (auto& figure : background.figures)
        place(figure, sheet, turn);
    return background;
}

}  // namespace rmirror
