// SPDX-License-Identifier: AGPL-3.0-or-later
// Layouts of checklists, planners and storyboards, with their printed words, for papers other than the first
// tablet's; ruled_layouts.cpp has those of lines.
#include "background/layout.hpp"

namespace rmirror {
namespace {

using enum LineDirection;
using enum Pattern::Align;

/// Positions of a line that only large sheets, or only small ones, have.
constexpr Offset kNowhere{-1000};
constexpr Where only_large(Offset offset)
{
    return {offset, kNowhere};
}
constexpr Where only_small(Offset offset)
{
    return {kNowhere, offset};
}
constexpr Where both(double on_large, double on_small)
{
    return {{on_large}, {on_small}};
}

constexpr Ruling whole(Where y)
{
    return {level, y, 0, 1, 0, kRight};
}

// A box of 55 units for each task, and its line.
constexpr double kTask = 97.4;
constexpr Ruling kChecklist[] = {
    whole(both(192, 179)),
    {level, both(270, 257), kTask, kForward, {from_origin(320), {80}}, {from_origin(376), {136}}},
    {level, both(325, 312), kTask, kForward, {from_origin(320), {80}}, {from_origin(376), {136}}},
    {plumb, {from_origin(320), {80}}, 55, 2, both(270, 257), both(326, 313), kTask, kForward},
    {level, both(325, 312), kTask, kForward, {from_origin(445), {205}}, kRight}};
constexpr PrintedWord kDeadline[] = {{"Deadline", 24, {from_middle(522), {-212, 1, 0}}, both(152, 138)}};

constexpr Ruling kLandscapeChecklist[] = {whole(149),
                                          {level, 228, kTask, kForward, both(85, 120), both(141, 176)},
                                          {level, 283, kTask, kForward, both(85, 120), both(141, 176)},
                                          {plumb, both(85, 120), 55, 2, 228, 284, kTask, kForward},
                                          {level, 283, kTask, kForward, both(210, 220), kRight}};
constexpr PrintedWord kLandscapeDeadline[] = {
    {"Deadline", 24, {from_middle(750), {-300, 1, 0}}, both(110, 137)}};

constexpr Where kSecondBoxes{{-882.5, 1, 0}, from_middle(59)};
constexpr Where kSecondBoxesEnd{{-826.5, 1, 0}, from_middle(115)};
constexpr Ruling kLandscapeChecklists[] = {
    whole(149),
    {level, 228, kTask, kForward, both(84, 76), both(140, 132)},
    {level, 283, kTask, kForward, both(84, 76), both(140, 132)},
    {plumb, both(84, 76), 55, 2, 228, 284, kTask, kForward},
    {level, 283, kTask, kForward, 210, {{-960, 1, 0}, from_middle(6.5)}},
    {level, 228, kTask, kForward, kSecondBoxes, kSecondBoxesEnd},
    {level, 283, kTask, kForward, kSecondBoxes, kSecondBoxesEnd},
    {plumb, kSecondBoxes, 55, 2, 228, 284, kTask, kForward},
    {level, 283, kTask, kForward, {{-755, 1, 0}, from_middle(186.5)}, kRight}};
constexpr PrintedWord kSecondDeadline[] = {
    {"Deadline", 24, {from_middle(750), from_middle(429)}, both(110, 137)}};

constexpr Ruling kDay[] = {whole(both(145, 222)),
                           whole(both(245, 322)),
                           {level, both(379, 456), 116.5, kForward, both(186, 120), kRight}};
constexpr PrintedWord kDayWords[] = {{"Day:", 72, {from_middle(-355), {150}}, both(95, 172)},
                                     {"TIME", 32, {from_middle(-660), {43}}, both(205, 282)},
                                     {"DATE", 24, {from_middle(490), {-250, 1, 0}}, both(205, 282)},
                                     {"/", 24, {from_middle(590), {-150, 1, 0}}, both(205, 282)},
                                     {"/", 24, {from_middle(635), {-105, 1, 0}}, both(205, 282)}};
constexpr Ruling kLandscapeDay[] = {
    whole(both(145, 221)), whole(both(245, 321)), {level, both(379, 455), 116.5, kForward, 186, kRight}};
constexpr PrintedWord kLandscapeDayWords[] = {{"Day:", 72, {from_middle(-590), {150}}, both(95, 171)},
                                              {"TIME", 32, {from_middle(-908), {43}}, both(205, 281)},
                                              {"DATE", 24, {from_middle(720), {-250, 1, 0}}, both(205, 281)},
                                              {"/", 24, {from_middle(820), {-150, 1, 0}}, both(205, 281)},
                                              {"/", 24, {from_middle(865), {-105, 1, 0}}, both(205, 281)}};

// A small sheet has the seven days in rows instead of columns.
constexpr double kDaysBegin = 224;
constexpr Offset row_of(int day)
{
    return {kDaysBegin * (7 - day) / 7, 0, day / 7.0};
}
constexpr Ruling day_column(int day)
{
    return {plumb, only_large({0, day / 7.0, 0}), 0, 1, kDaysBegin, kBottom};
}
constexpr Ruling day_row(int day)
{
    return whole(only_small(row_of(day)));
}
constexpr Ruling kWeek[] = {whole(146),    whole(kDaysBegin), whole(only_large({312})),
                            day_column(1), day_column(2),     day_column(3),
                            day_column(4), day_column(5),     day_column(6),
                            day_row(1),    day_row(2),        day_row(3),
                            day_row(4),    day_row(5),        day_row(6)};
/// On a small sheet the name of the day is at the left of its row.
constexpr PrintedWord day_name(std::string_view name, int day)
{
    auto const row = row_of(day);
    return {
        name, 32, {{0, (day + 0.5) / 7, 0}, {110, 0, 0}}, {{280}, {row.at + 56, 0, row.of_height}}, middle};
}
constexpr PrintedWord kWeekWords[] = {{"Week", 72, from_middle(0), both(96, 94), middle},
                                      {"WEEK NUMBER:", 25, both(30, 40), 194},
                                      day_name("Monday", 0),
                                      day_name("Tuesday", 1),
                                      day_name("Wednesday", 2),
                                      day_name("Thursday", 3),
                                      day_name("Friday", 4),
                                      day_name("Saturday", 5),
                                      day_name("Sunday", 6)};
constexpr PrintedWord kWeekWordsUs[] = {{"Week", 72, from_middle(0), both(96, 94), middle},
                                        {"WEEK NUMBER:", 25, both(30, 40), 194},
                                        day_name("Sunday", 0),
                                        day_name("Monday", 1),
                                        day_name("Tuesday", 2),
                                        day_name("Wednesday", 3),
                                        day_name("Thursday", 4),
                                        day_name("Friday", 5),
                                        day_name("Saturday", 6)};

// Two rows of two days and one of three; those of a small sheet start 75 units lower, below the toolbar.
constexpr Where third(int row, double below)
{
    double const at = 223.0 * (3 - row) / 3 + below;
    return {{at, 0, row / 3.0}, {at + 75, 0, row / 3.0}};
}
constexpr Ruling kWeek2[] = {whole(both(146, 221)),
                             whole(third(0, 0)),
                             whole(third(0, 89)),
                             whole(third(1, 0)),
                             whole(third(1, 89)),
                             whole(third(2, 0)),
                             whole(third(2, 89)),
                             {plumb, from_middle(0), 0, 1, third(0, 0), kBottom},
                             {plumb, Offset{0, 0.75, 0}, 0, 1, third(2, 0), kBottom}};
constexpr PrintedWord third_name(std::string_view name, int eighths, int row)
{
    return {name, 32, Offset{0, eighths / 8.0, 0}, third(row, 56.5), middle};
}
constexpr PrintedWord kWeek2Words[] = {{"Week", 72, from_middle(0), both(96, 171), middle},
                                       {"WEEK NUMBER:", 25, 30, both(194, 269)},
                                       third_name("Monday", 2, 0),
                                       third_name("Tuesday", 6, 0),
                                       third_name("Wednesday", 2, 1),
                                       third_name("Thursday", 6, 1),
                                       third_name("Friday", 2, 2),
                                       third_name("Saturday", 5, 2),
                                       third_name("Sunday", 7, 2)};

constexpr double kHours = 140;  // page units: width of the column for the hours
constexpr Offset hours_and(double days)
{
    return {kHours * (7 - days) / 7, days / 7, 0};
}
constexpr Ruling landscape_day(int day)
{
    return {plumb, hours_and(day), 0, 1, both(230, 301), kBottom};
}
constexpr Ruling kLandscapeWeek[] = {
    whole(both(152, 223)), whole(both(230, 301)), whole(both(318, 389)), landscape_day(0), landscape_day(1),
    landscape_day(2),      landscape_day(3),      landscape_day(4),      landscape_day(5), landscape_day(6)};
constexpr PrintedWord landscape_name(std::string_view name, int day)
{
    return {name, 32, hours_and(day + 0.5), both(284, 355), middle};
}
constexpr PrintedWord kLandscapeWeekWords[] = {{"Week:", 72, 580, both(100, 171)},
                                               {"WEEK NUMBER:", 24, 42, both(200, 271)},
                                               {"TIME", 24, 66, both(282, 353), middle},
                                               landscape_name("Monday", 0),
                                               landscape_name("Tuesday", 1),
                                               landscape_name("Wednesday", 2),
                                               landscape_name("Thursday", 3),
                                               landscape_name("Friday", 4),
                                               landscape_name("Saturday", 5),
                                               landscape_name("Sunday", 6)};
constexpr PrintedWord kLandscapeWeekWordsUs[] = {{"Week:", 72, 580, both(100, 171)},
                                                 {"WEEK NUMBER:", 24, 42, both(200, 271)},
                                                 {"TIME", 24, 66, both(282, 353), middle},
                                                 landscape_name("Sunday", 0),
                                                 landscape_name("Monday", 1),
                                                 landscape_name("Tuesday", 2),
                                                 landscape_name("Wednesday", 3),
                                                 landscape_name("Thursday", 4),
                                                 landscape_name("Friday", 5),
                                                 landscape_name("Saturday", 6)};

constexpr Ruling kCornell[] = {whole(1401),
                               {plumb, {from_origin(685), from_origin(600)}, 0, 1, 0, 1401},
                               {level, 103, 76.4, 17, {from_origin(685), from_origin(600)}, kRight}};

// Three staves, and four slightly closer together.
constexpr Ruling stave_line(Where first, double pitch, int staves)
{
    return {level,
            first,
            pitch,
            staves,
            {from_middle(-662.5), from_middle(-290)},
            {from_middle(662.5), from_middle(290)}};
}
constexpr Where upper(double below)
{
    return both(240.7 + below, 120 + below);
}
constexpr Where lower(double below)
{
    return both(885.3 + below, 765.9 + below);
}
constexpr Ruling kNotes[] = {stave_line(upper(0), 215.3, 3),    stave_line(upper(26.8), 215.3, 3),
                             stave_line(upper(53.5), 215.3, 3), stave_line(upper(80.3), 215.3, 3),
                             stave_line(upper(107), 215.3, 3),  stave_line(lower(0), 214.2, 4),
                             stave_line(lower(26.8), 214.2, 4), stave_line(lower(53.5), 214.2, 4),
                             stave_line(lower(80.3), 214.2, 4), stave_line(lower(107), 214.2, 4)};

// Frames, and the lines for notes below or beside them.
struct Frame {
    double left;  // relative to the sheet's middle
    double top, width, height;
};
constexpr Ruling sides(Frame frame)
{
    return {plumb, from_middle(frame.left), frame.width, 2, frame.top, frame.top + frame.height + 1};
}
constexpr Ruling ends(Frame frame)
{
    return {level,
            frame.top,
            frame.height,
            2,
            from_middle(frame.left),
            from_middle(frame.left + frame.width + 1)};
}
/// Lines below the frame, as wide as the frame.
constexpr Ruling notes(Frame frame, double first, double pitch, int times)
{
    return {level, first, pitch, times, from_middle(frame.left), from_middle(frame.left + frame.width)};
}
constexpr Frame moved(Frame frame, double right, double down)
{
    return {frame.left + right, frame.top + down, frame.width, frame.height};
}

constexpr Frame kOne{-582, 100, 1164, 859};
constexpr Ruling kStoryboard[] = {sides(kOne), ends(kOne), notes(kOne, 1055, 104, 7)};
constexpr Frame kTwo{-580.5, 74, 1161, 473};
constexpr Frame kTwoLower = moved(kTwo, 0, 924);
constexpr Ruling kTwoStoryboards[] = {sides(kTwo),      ends(kTwo),      notes(kTwo, 600, 57.5, 6),
                                      sides(kTwoLower), ends(kTwoLower), notes(kTwoLower, 1524, 57.5, 6)};
constexpr Frame kFour{-671, 74, 642, 473};
constexpr Frame kFourRight = moved(kFour, 700, 0);
constexpr Frame kFourLower = moved(kFour, 0, 919);
constexpr Frame kFourLast = moved(kFour, 700, 919);
constexpr Ruling kFourStoryboards[] = {sides(kFour),      ends(kFour),      notes(kFour, 601, 57.5, 6),
                                       sides(kFourRight), ends(kFourRight), notes(kFourRight, 601, 57.5, 6),
                                       sides(kFourLower), ends(kFourLower), notes(kFourLower, 1520, 57.5, 6),
                                       sides(kFourLast),  ends(kFourLast),  notes(kFourLast, 1520, 57.5, 6)};

constexpr Frame kWide{-867, 109, 1734, 663};
constexpr Ruling kLandscapeStoryboard[] = {sides(kWide), ends(kWide), notes(kWide, 857, 80, 7)};
constexpr Frame kTall{-864, 105, 766, 1200};
constexpr Ruling kLandscapeStoryboard2[] = {
    sides(kTall), ends(kTall), {level, 105, 80, 16, from_middle(-25), from_middle(864)}};
constexpr Frame kPair{-875.5, 58, 838, 663};
constexpr Frame kPairRight = moved(kPair, 913, 0);
constexpr Ruling kLandscapeTwoStoryboards[] = {
    sides(kPair),      ends(kPair),      notes(kPair, 788, 67, 8),
    sides(kPairRight), ends(kPairRight), notes(kPairRight, 788, 67, 8)};
constexpr Frame kLow{-876, 58, 838, 418};
constexpr Frame kLowRight = moved(kLow, 914, 0);
constexpr Frame kLowLower = moved(kLow, 0, 663);
constexpr Frame kLowLast = moved(kLow, 914, 663);
constexpr Ruling kLandscapeFourStoryboards[] = {
    sides(kLow),      ends(kLow),      notes(kLow, 540, 58, 3),
    sides(kLowRight), ends(kLowRight), notes(kLowRight, 540, 58, 3),
    sides(kLowLower), ends(kLowLower), notes(kLowLower, 1203, 58, 3),
    sides(kLowLast),  ends(kLowLast),  notes(kLowLast, 1203, 58, 3)};

// Storyboards repeat where the first tablet's sheet ends.
constexpr double kUpright = 1872;
constexpr double kOnItsSide = 1404;

constexpr SheetLayout kLayouts[] = {
    {"P Checklist", kChecklist, kDeadline},
    {"LS Checklist", kLandscapeChecklist, kLandscapeDeadline},
    {"LS Checklist double", kLandscapeChecklists, kSecondDeadline},
    {"P One storyboard", kStoryboard, {}, kUpright, true},
    {"P Two storyboards", kTwoStoryboards, {}, kUpright, true},
    {"P Four storyboards", kFourStoryboards, {}, kUpright, true},
    {"LS One storyboard", kLandscapeStoryboard, {}, kOnItsSide, true},
    {"LS One storyboard 2", kLandscapeStoryboard2, {}, kOnItsSide, true},
    {"LS Two storyboards", kLandscapeTwoStoryboards, {}, kOnItsSide, true},
    {"LS Four storyboards", kLandscapeFourStoryboards, {}, kOnItsSide, true},
    {"P Day", kDay, kDayWords},
    {"LS Dayplanner", kLandscapeDay, kLandscapeDayWords},
    {"P Week", kWeek, kWeekWords},
    {"P Week 2", kWeek2, kWeek2Words},
    {"P Week US", kWeek, kWeekWordsUs},
    {"LS Week", kLandscapeWeek, kLandscapeWeekWords},
    {"LS Week US", kLandscapeWeek, kLandscapeWeekWordsUs},
    {"P Cornell", kCornell},
    {"Notes", kNotes},
};

}  // namespace

std::span<SheetLayout const> planned_layouts()
{
    return kLayouts;
}

}  // namespace rmirror
