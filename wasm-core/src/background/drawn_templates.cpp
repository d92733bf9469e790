// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates drawn by a function: slanted ones, and those for which no picture was available to measure.
#include "background/patterns.hpp"

namespace rmirror {
namespace {

using namespace patterns;

/// `measures` are pitch, first, edge, columns and rows.
constexpr Template drawn(std::string_view name, void (*draw)(Pattern&, Measures const&), Measures measures,
                         std::uint8_t shade = kGreyLines)
{
    return {name, {}, Fit::continued, shade, false, draw, measures};
}

// "Isometric", the horizontal and vertical lines of the two perspectives, and their black are measured.
// Nothing of the others is: the names are the tablet's, the measures are ours, and the grey is that of most
// sheets.
constexpr Template kTemplates[] = {
    drawn("Isometric", isometric, {58.33}, kBlackLines),
    drawn("Perspective1", horizon, {117, 0, 0, 0, 20}, kBlackLines),
    drawn("Perspective2", room, {117}, kBlackLines),

    // Never measured.
    drawn("P Hexagon small", hexagons, {40}),
    drawn("P Hexagon medium", hexagons, {60}),
    drawn("P Hexagon large", hexagons, {80}),
    drawn("P Calligraphy medium", calligraphy, {40, 80, 0, 0, 4}),
    drawn("P Calligraphy large", calligraphy, {60, 120, 0, 0, 4}),
    drawn("LS Calligraphy medium", calligraphy, {40, 80, 0, 0, 4}),
    drawn("LS Calligraphy large", calligraphy, {60, 120, 0, 0, 4}),

    drawn("P Bass tab", staves, {28, 120, 80, 0, 4}),
    drawn("P Guitar tab", staves, {24, 110, 80, 0, 6}),
    drawn("P Guitar chords", chords, {40, 150, 0, 4}),
    drawn("P Piano sheet small", piano, {14, 90}),
    drawn("P Piano sheet medium", piano, {18, 110}),
    drawn("P Piano sheet large", piano, {24, 140}),
    drawn("LS Piano sheet small", piano, {14, 90}),
    drawn("LS Piano sheet medium", piano, {18, 110}),
    drawn("LS Piano sheet large", piano, {24, 140}),

    drawn("P Dayplanner", day, {78, 320}),
    drawn("P Weekplanner 1", week, {62, 160, 0, 2, 4}),
    drawn("P Weekplanner 2", week, {62, 160, 0, 1, 7}),
    drawn("P Weekplanner US", week, {62, 160, 0, 2, 4}),
    drawn("LS Weekplanner", week, {62, 160, 0, 7, 1}),
    drawn("LS Weekplanner US", week, {62, 160, 0, 7, 1}),
};

}  // namespace

std::span<Template const> drawn_templates()
{
    return kTemplates;
}

}  // namespace rmirror
