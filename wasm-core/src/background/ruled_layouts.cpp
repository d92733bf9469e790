// SPDX-License-Identifier: AGPL-3.0-or-later
// Layouts of lines, dots and grids for papers other than the first tablet's. "P Grid medium" is measured on
// an export from a Paper Pro; the others follow the values in the tablet's software of 2025. Sheets that it
// no longer has are marked as removed.
#include "background/layout.hpp"

namespace rmirror {
namespace {

using enum LineDirection;

constexpr Offset kHalf{0, 0, 0.5};

/// Where a half sheet ends or begins; a small sheet is divided in its middle.
constexpr Where half(double at)
{
    return {{at}, kHalf};
}

/// On a small sheet a toolbar covers the topmost units.
constexpr Where below_toolbar(double at)
{
    return {{at}, {160}};
}

constexpr Ruling lines(Where first, double pitch, int times = kForward)
{
    return {level, first, pitch, times, 0, kRight};
}
constexpr Ruling margin(Where at, int times = 1)
{
    constexpr double kDouble = 10;  // page units between two lines
    return {plumb, at, kDouble, times, 0, kBottom};
}
/// `x` and `y` are the position of any one dot.
constexpr Ruling dots(Where x, Where y, double pitch, int times = kBothDirections)
{
    return {dotted, y, pitch, times, x, 0, pitch, kBothDirections};
}

constexpr Ruling kLinesSmall[] = {lines(below_toolbar(0), 52)};
constexpr Ruling kLinesMedium[] = {lines(below_toolbar(177.8), 78.7)};
constexpr Ruling kLinesLarge[] = {lines(below_toolbar(162), 97)};
constexpr Ruling kLinesTop[] = {lines(half(1024), 78.7, kBackward)};
constexpr Ruling kLinesBottom[] = {lines(half(1005), 78.7)};
constexpr Ruling kLandscapeLinesTop[] = {lines(half(787), 78.7, kBackward)};
constexpr Ruling kLandscapeLinesBottom[] = {lines(half(695), 78.7)};
constexpr Ruling kLinesHeading[] = {{level, 187, 0, 1, 218, Offset{-218, 1, 0}}, lines(287, 78.7)};
constexpr Ruling kMarginSmall[] = {lines(below_toolbar(154), 52), margin(from_origin(478))};
constexpr Ruling kMarginMedium[] = {lines(below_toolbar(177.8), 78.7), margin(from_origin(478))};
constexpr Ruling kMarginLarge[] = {lines(below_toolbar(162), 97), margin(from_origin(478))};
constexpr Ruling kLandscapeMarginSmall[] = {lines(below_toolbar(154), 52), margin(243)};
constexpr Ruling kLandscapeMarginMedium[] = {lines(below_toolbar(177.8), 78.7), margin(243)};
constexpr Ruling kLandscapeMarginLarge[] = {lines(below_toolbar(162), 97), margin(243)};
constexpr Ruling kCollege[] = {lines(below_toolbar(176), 62), margin(from_origin(464), 2)};
constexpr Ruling kLegal[] = {lines(below_toolbar(186), 56.5), margin(from_origin(440), 2)};

constexpr Where kSmallDots{from_origin(-21), {6.5}};
constexpr Ruling kDotsSmall[] = {dots(kSmallDots, 0, 42.5)};
constexpr Ruling kDotsLarge[] = {dots({from_origin(-3), {17.5}}, 0, 78)};
constexpr Ruling kLandscapeDotsLarge[] = {dots({{-2}, {24}}, 0, 78)};
constexpr Ruling kDotsTop[] = {dots(kSmallDots, {{977.5}, {-1, 0, 0.5}}, 42.5, kBackward)};
constexpr Ruling kDotsBottom[] = {dots(kSmallDots, half(978), 42.5, kForward)};
constexpr Ruling kLandscapeDotsTop[] = {dots({{-6.5}, {5}}, {{680.25}, {-0.5, 0, 0.5}}, 42.5, kBackward)};
constexpr Ruling kLandscapeDotsBottom[] = {dots({{-43}, {5}}, half(724), 42.5, kForward)};

constexpr Ruling level_grid(double pitch, Where first = 0, int times = kBothDirections, Where from = 0)
{
    return {level, first, pitch, times, from, kRight};
}
constexpr Ruling plumb_grid(double pitch, Where first, int times = kBothDirections, Where from = 0,
                            Where to = kBottom)
{
    return {plumb, first, pitch, times, from, to};
}

constexpr Ruling kGridSmall[] = {level_grid(52), plumb_grid(52, from_origin(-25))};
constexpr Ruling kGridMedium[] = {level_grid(78.3), plumb_grid(78.3, from_origin(0))};
constexpr Ruling kGridLarge[] = {level_grid(104), plumb_grid(104, from_origin(-78))};
constexpr Ruling kGridTop[] = {level_grid(78.3, half(939), kBackward),
                               plumb_grid(78.3, from_origin(0), kBothDirections, 0, half(939))};
constexpr Ruling kGridBottom[] = {level_grid(78.3, half(1010), kForward),
                                  plumb_grid(78.3, from_origin(0), kBothDirections, half(1010))};
constexpr Ruling kLandscapeGridTop[] = {level_grid(78.3, half(694), kBackward),
                                        plumb_grid(78.3, 0, kBothDirections, 0, half(694))};
constexpr Ruling kLandscapeGridBottom[] = {level_grid(78.3, half(702), kForward),
                                           plumb_grid(78.3, 0, kBothDirections, half(702))};

constexpr Ruling kGridMarginMedium[] = {level_grid(78.3, 0, kBothDirections, from_origin(469)),
                                        plumb_grid(78.3, from_origin(469), kForward)};
constexpr Ruling kGridMarginLarge[] = {level_grid(104, 0, kBothDirections, from_origin(497)),
                                       plumb_grid(104, from_origin(497), kForward)};
constexpr Ruling kLandscapeGridMarginMedium[] = {level_grid(78.3, 0, kBothDirections, 234),
                                                 plumb_grid(78.3, 234, kForward)};
constexpr Ruling kLandscapeGridMarginLarge[] = {level_grid(104, 0, kBothDirections, 312),
                                                plumb_grid(104, 312, kForward)};

constexpr SheetLayout kLayouts[] = {
    {"P Lines small", kLinesSmall},
    {"P Lines medium", kLinesMedium},
    {"P Lines large", kLinesLarge},
    {"LS Lines small", kLinesSmall},
    {"LS Lines medium", kLinesMedium},
    {"LS Lines large", kLinesLarge},  // removed; same as its portrait sheet
    {"P Lined top", kLinesTop},
    {"P Lined bottom", kLinesBottom},
    {"LS Lines top", kLandscapeLinesTop},
    {"LS Lines bottom", kLandscapeLinesBottom},
    {"P Lined heading", kLinesHeading},
    {"P Margin small", kMarginSmall},
    {"P Margin medium", kMarginMedium},
    {"P Margin large", kMarginLarge},
    {"LS Margin small", kLandscapeMarginSmall},
    {"LS Margin medium", kLandscapeMarginMedium},
    {"LS Margin large", kLandscapeMarginLarge},  // removed
    {"P US College", kCollege},
    {"P US Legal", kLegal},

    {"P Dots S", kDotsSmall},
    {"P Dots large", kDotsLarge},
    {"P Dots S top", kDotsTop},
    {"P Dots S bottom", kDotsBottom},
    {"LS Dots S", kDotsSmall},  // removed
    {"LS Dots large", kLandscapeDotsLarge},
    {"LS Dots top", kLandscapeDotsTop},
    {"LS Dots bottom", kLandscapeDotsBottom},

    {"P Grid small", kGridSmall},
    {"P Grid medium", kGridMedium},
    {"P Grid large", kGridLarge},
    {"P Grid top", kGridTop},
    {"P Grid bottom", kGridBottom},
    {"P Grid margin med", kGridMarginMedium},
    {"P Grid margin medium", kGridMarginMedium},
    {"P Grid margin large", kGridMarginLarge},
    {"LS Grid small", kGridSmall},    // removed
    {"LS Grid medium", kGridMedium},  // removed
    {"LS Grid large", kGridLarge},    // removed
    {"LS Grid top", kLandscapeGridTop},
    {"LS Grid bottom", kLandscapeGridBottom},
    {"LS Grid margin med", kLandscapeGridMarginMedium},
    {"LS Grid margin medium", kLandscapeGridMarginMedium},
    {"LS Grid margin large", kLandscapeGridMarginLarge},
};

}  // namespace

std::span<SheetLayout const> ruled_layouts()
{
    return kLayouts;
}

}  // namespace rmirror
