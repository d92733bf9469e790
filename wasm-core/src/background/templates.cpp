// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/templates.hpp"

#include "background/patterns.hpp"

namespace rmirror {
namespace {

// "P Dots S" and "Isometric" are fitted to the tablet's own thumbnails of pages that have them: pitch, place
// and darkness. Of the others no picture was at hand: their measures are ours, after the same sheet.
constexpr double kFine = 42.5;  // page units
constexpr double kMedium = 62;
constexpr double kLarge = 85;
constexpr double kMargin = 208;
constexpr double kTop = 160;  // above it the tablet shows its tools

using namespace patterns;

// One row a template: name, pattern, {pitch, first, margin, columns, rows}, part, dark. The names are those
// of the tablet's own list, today's and older ones; "P" is portrait, "LS" landscape.
constexpr Template kTemplates[] = {
    {"Blank", nullptr, {}},

    {"P Lines small", lines, {kMedium, kTop}},
    {"P Lines medium", lines, {78, kTop}},
    {"P Lines large", lines, {98, kTop}},
    {"LS Lines small", lines, {kMedium, kTop}},
    {"LS Lines medium", lines, {78, kTop}},
    {"LS Lines large", lines, {98, kTop}},
    {"P Lined top", lines, {78, kTop}, Part::top},
    {"P Lined bottom", lines, {78, 0}, Part::bottom},
    {"LS Lines top", lines, {78, kTop}, Part::top},
    {"LS Lines bottom", lines, {78, 0}, Part::bottom},
    {"P Lined heading", heading, {78, 312}},
    {"P Margin small", lines, {kMedium, kTop, kMargin}},
    {"P Margin medium", lines, {78, kTop, kMargin}},
    {"P Margin large", lines, {98, kTop, kMargin}},
    {"LS Margin small", lines, {kMedium, kTop, kMargin}},
    {"LS Margin medium", lines, {78, kTop, kMargin}},
    {"LS Margin large", lines, {98, kTop, kMargin}},
    {"P US College", lines, {63, 240, 282}},  // 9/32 inch apart, 1 1/4 inch of margin
    {"P US Legal", legal, {77, 240, 282}},    // 11/32 inch
    {"P Cornell", cornell, {78, 240, 440}},

    {"P Dots S", dots, {kFine}},
    {"P Dots large", dots, {kLarge}},
    {"P Dots S top", dots, {kFine}, Part::top},
    {"P Dots S bottom", dots, {kFine}, Part::bottom},
    {"LS Dots S", dots, {kFine}},
    {"LS Dots large", dots, {kLarge}},
    {"LS Dots top", dots, {kFine}, Part::top},
    {"LS Dots bottom", dots, {kFine}, Part::bottom},

    {"P Grid small", grid, {kFine}},
    {"P Grid medium", grid, {kMedium}},
    {"P Grid large", grid, {kLarge}},
    {"P Grid top", grid, {kFine}, Part::top},
    {"P Grid bottom", grid, {kFine}, Part::bottom},
    {"P Grid margin med", grid, {kMedium, 0, kMargin}},
    {"P Grid margin medium", grid, {kMedium, 0, kMargin}},
    {"P Grid margin large", grid, {kLarge, 0, kMargin}},
    {"LS Grid small", grid, {kFine}},
    {"LS Grid medium", grid, {kMedium}},
    {"LS Grid large", grid, {kLarge}},
    {"LS Grid top", grid, {kFine}, Part::top},
    {"LS Grid bottom", grid, {kFine}, Part::bottom},
    {"LS Grid margin med", grid, {kMedium, 0, kMargin}},
    {"LS Grid margin medium", grid, {kMedium, 0, kMargin}},
    {"LS Grid margin large", grid, {kLarge, 0, kMargin}},

    {"Isometric", isometric, {58.33}},
    {"P Hexagon small", hexagons, {40}},
    {"P Hexagon medium", hexagons, {60}},
    {"P Hexagon large", hexagons, {80}},
    {"Perspective1", perspective, {117, 0, 0, 1}},
    {"Perspective2", perspective, {117, 0, 0, 2}},
    {"P Calligraphy medium", calligraphy, {40, 80, 0, 0, 4}},
    {"P Calligraphy large", calligraphy, {60, 120, 0, 0, 4}},
    {"LS Calligraphy medium", calligraphy, {40, 80, 0, 0, 4}},
    {"LS Calligraphy large", calligraphy, {60, 120, 0, 0, 4}},

    {"Notes", staves, {18, 110, 80, 0, 5}},
    {"P Bass tab", staves, {28, 120, 80, 0, 4}},
    {"P Guitar tab", staves, {24, 110, 80, 0, 6}},
    {"P Guitar chords", chords, {40, 150, 0, 4}},
    {"P Piano sheet small", piano, {14, 90}},
    {"P Piano sheet medium", piano, {18, 110}},
    {"P Piano sheet large", piano, {24, 140}},
    {"LS Piano sheet small", piano, {14, 90}},
    {"LS Piano sheet medium", piano, {18, 110}},
    {"LS Piano sheet large", piano, {24, 140}},

    {"P One storyboard", storyboards, {kMedium, kTop, 0, 1, 1}},
    {"P Two storyboards", storyboards, {kMedium, kTop, 0, 1, 2}},
    {"P Four storyboards", storyboards, {kMedium, kTop, 0, 2, 2}},
    {"LS One storyboard", storyboards, {kMedium, kTop, 0, 1, 1}},
    {"LS One storyboard 2", storyboards, {kLarge, kTop, 0, 1, 1}},
    {"LS Two storyboards", storyboards, {kMedium, kTop, 0, 2, 1}},
    {"LS Four storyboards", storyboards, {kMedium, kTop, 0, 2, 2}},
    {"P Checklist", checklist, {78, 240, 0, 1}},
    {"LS Checklist", checklist, {78, 240, 0, 1}},
    {"LS Checklist double", checklist, {78, 240, 0, 2}},
    {"P Day", day, {78, 320}},
    {"P Dayplanner", day, {78, 320}},
    {"LS Dayplanner", day, {78, 320}},
    {"P Week", week, {kMedium, kTop, 0, 2, 4}},
    {"P Week 2", week, {kMedium, kTop, 0, 1, 7}},
    {"P Week US", week, {kMedium, kTop, 0, 2, 4}},
    {"P Weekplanner 1", week, {kMedium, kTop, 0, 2, 4}},
    {"P Weekplanner 2", week, {kMedium, kTop, 0, 1, 7}},
    {"P Weekplanner US", week, {kMedium, kTop, 0, 2, 4}},
    {"LS Week", week, {kMedium, kTop, 0, 7, 1}},
    {"LS Week US", week, {kMedium, kTop, 0, 7, 1}},
    {"LS Weekplanner", week, {kMedium, kTop, 0, 7, 1}},
    {"LS Weekplanner US", week, {kMedium, kTop, 0, 7, 1}},

    {"P Black", plain, {}, Part::whole, true},
    {"P Black dots", dots, {kFine}, Part::whole, true},
    {"P Black grid", grid, {kFine}, Part::whole, true},
    {"P Black lines", lines, {78, kTop}, Part::whole, true},
};

}  // namespace

std::span<Template const> all_templates()
{
    return kTemplates;
}

Template const* find_template(std::string_view name)
{
    for (auto const& row : kTemplates)
        if (row.name == name)
            return &row;
    return nullptr;
}

}  // namespace rmirror
