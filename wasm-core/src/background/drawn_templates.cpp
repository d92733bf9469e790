// SPDX-License-Identifier: AGPL-3.0-or-later
// Sheets that a formula draws: slanted ones, and those of which no picture was at hand.
#include "background/patterns.hpp"

namespace rmirror {
namespace {

using namespace patterns;

/// `measures` are pitch, first, edge, columns, rows.
constexpr Template drawn(std::string_view name, void (*draw)(Pattern&, Measures const&), Measures measures,
                         std::uint8_t shade = kGreyLines)
{
    return {name, {}, Fit::continued, shade, false, draw, measures};
}

// "Isometric" and the level and upright lines of the two perspectives are measured, and so is their black.
// Of the others nothing is: their names are the tablet's, their measures ours, their grey that of most
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
