// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates of lines, dots and grids, measured on the tablet's own pictures of them (2018); pages of 2022 and
// 2026 agree. The names are from the tablet's own list, current and older ones.
#include "background/templates.hpp"

namespace rmirror {
namespace {

using enum LineDirection;

// Pitch and first line in page units, and the margin's line where there is one.
constexpr Run kLinesSmall[] = {{level, {50, 52, 36}}};
constexpr Run kLinesMedium[] = {{level, {177.7, 78.783, 21}}};
constexpr Run kLinesLarge[] = {{level, {0}}, {level, {162.2, 96.93, 18}}, {plumb, {1402}}};
constexpr Run kLandscapeLinesSmall[] = {{level, {0, 52, 27}}};
constexpr Run kLandscapeLinesMedium[] = {{level, {66.9, 78.79, 17}}};
constexpr Run kLinesTop[] = {{level, {0.1, 78.72, 13}}};
constexpr Run kLinesBottom[] = {{level, {1005.5, 78.75, 11}}};
constexpr Run kLandscapeLinesTop[] = {{level, {0.1, 78.7, 10}}};
constexpr Run kLandscapeLinesBottom[] = {{level, {695.1, 78.7, 10}}};
constexpr Run kLinesHeading[] = {{level, {186}, {216, 1187}}, {level, {286.5, 78.782, 20}}};
constexpr Run kMarginSmall[] = {{level, {155, 52, 34}}, {plumb, {245}}};
constexpr Run kMarginMedium[] = {{level, {177.7, 78.783, 21}}, {plumb, {245}}};
constexpr Run kMarginLarge[] = {
    {level, {0}}, {level, {162.2, 96.93, 18}}, {plumb, {0}}, {plumb, {245}}, {plumb, {1403}}};
constexpr Run kLandscapeMarginSmall[] = {{level, {49, 52, 27}}, {plumb, {244}}};
constexpr Run kLandscapeMarginMedium[] = {{level, {175.7, 78.78, 16}}, {plumb, {245}}};
constexpr Run kCollege[] = {{level, {175, 62, 27}}, {plumb, {228, 12, 2}}};
constexpr Run kLegal[] = {{level, {185.5, 56.5, 29}}, {plumb, {206, 8, 2}}};

// The picture of 2018 also has a column at the left edge of "P Dots S", which no later thumbnail shows. Dots
// are black and two units wide, which gives the darkness of thumbnails. Columns are at tenths of a unit, as
// in SVG and PDF, so that rows don't drift there.
constexpr Run kDotsSmall[] = {dots({0, 42.5, 45}, {42.5, 42.5, 33})};
constexpr Run kDotsLarge[] = {dots({0, 78, 24}, {0, 77.9, 19})};
constexpr Run kDotsTop[] = {dots({0.5, 42.5, 22}, {0, 42.5, 34})};
constexpr Run kDotsBottom[] = {dots({978.4, 42.52, 21}, {42.4, 42.5, 33})};
constexpr Run kLandscapeDotsTop[] = {dots({0, 42.45, 17}, {35.8, 42.5, 44})};
constexpr Run kLandscapeDotsBottom[] = {dots({724.4, 42.5, 16}, {0, 42.5, 45})};

constexpr Run kGridSmall[] = {{level, {0.5, 52.08, 36}}, {plumb, {0.1, 52.074, 27}}};
constexpr Run kGridMedium[] = {
    {level, {0}, {5}}, {level, {78.2, 78.3, 23}}, {plumb, {0}}, {plumb, {78.3, 78.3, 17}}};
constexpr Run kGridLarge[] = {{level, {0.8, 103.9, 19}}, {plumb, {0.8, 103.9, 14}}};
constexpr Run kGridTop[] = {{level, {1}}, {level, {79.3, 78.3, 12}}, {plumb, {0.1, 78.289, 18}, {1, 941}}};
constexpr Run kGridBottom[] = {
    {level, {1011.2, 78.3, 11}}, {plumb, {0}, {1011}}, {plumb, {76.3, 78.3, 17}, {1011}}};
constexpr Run kLandscapeGridTop[] = {{level, {73.9, 78.3, 9}}, {plumb, {79.2, 78.3, 23}, {0, 701}}};
constexpr Run kLandscapeGridBottom[] = {{level, {705}},
                                        {level, {777.9, 78.3, 8}},
                                        {plumb, {79.2, 78.3, 23}, {704}},
                                        {plumb, {1}, {699, 847}},
                                        {plumb, {0}, {788, 1082}}};
constexpr Run kGridMarginMedium[] = {
    {level, {0}, {239}}, {level, {78.2, 78.3, 23}, {234}}, {plumb, {234.8, 78.3, 15}}};
constexpr Run kGridMarginLarge[] = {
    {level, {104.7, 103.9, 17}, {262}}, {level, {1871}, {263}}, {plumb, {262.6, 103.9, 11}}};
constexpr Run kLandscapeGridMarginMedium[] = {
    {level, {0}}, {level, {77.9, 78.3, 17}, {235}}, {plumb, {235.8, 78.3, 21}, {4}}, {plumb, {1871}}};
constexpr Run kLandscapeGridMarginLarge[] = {{level, {1}},
                                             {level, {105.3, 103.9, 13}, {312}},
                                             {plumb, {312.5, 103.9, 15}, {1}},
                                             {plumb, {1871}, {1, 1145}}};

constexpr Run kBlack[] = {{level, {0}}};
constexpr Run kBlackDots[] = {dots({43, 42.519, 44}, {43.2, 42.5, 33})};
constexpr Run kBlackGrid[] = {
    {level, {0}}, {level, {4}, {3}}, {level, {82.2, 78.3, 23}, {0, 1402}}, {plumb, {76.3, 78.3, 17}, {4}}};
constexpr Run kBlackRuled[] = {{level, {0}},    {level, {162.2, 96.93, 18}},
                               {level, {1871}}, {plumb, {0}},
                               {plumb, {245}},  {plumb, {1403}}};

// Never measured: alternative names of a sheet, and landscape sheets with the pitch of the portrait ones.
constexpr Run kLandscapeLinesLarge[] = {{level, {162.2, 96.93, 13}}};
constexpr Run kLandscapeMarginLarge[] = {{level, {162.2, 96.93, 13}}, {plumb, {245}}};
constexpr Run kLandscapeDotsSmall[] = {dots({0, 42.5, 34}, {42.5, 42.5, 44})};
constexpr Run kLandscapeDotsLarge[] = {dots({0, 78, 18}, {0, 78, 24})};
constexpr Run kLandscapeGridSmall[] = {{level, {0.1, 52.074, 27}}, {plumb, {0.5, 52.08, 36}}};
constexpr Run kLandscapeGridMedium[] = {{level, {0, 78.3, 18}}, {plumb, {0, 78.3, 24}}};
constexpr Run kLandscapeGridLarge[] = {{level, {0.8, 103.9, 14}}, {plumb, {0.8, 103.9, 19}}};

constexpr Template kTemplates[] = {
    {"Blank", {}},

    {"P Lines small", kLinesSmall},
    {"P Lines medium", kLinesMedium},
    {"P Lines large", kLinesLarge},
    {"LS Lines small", kLandscapeLinesSmall},
    {"LS Lines medium", kLandscapeLinesMedium},
    {"LS Lines large", kLandscapeLinesLarge},  // never measured
    {"P Lined top", kLinesTop, Fit::top_half},
    {"P Lined bottom", kLinesBottom, Fit::bottom_half},
    {"LS Lines top", kLandscapeLinesTop, Fit::top_half},
    {"LS Lines bottom", kLandscapeLinesBottom, Fit::bottom_half},
    {"P Lined heading", kLinesHeading},
    {"P Margin small", kMarginSmall},
    {"P Margin medium", kMarginMedium},
    {"P Margin large", kMarginLarge},
    {"LS Margin small", kLandscapeMarginSmall},
    {"LS Margin medium", kLandscapeMarginMedium},
    {"LS Margin large", kLandscapeMarginLarge},  // never measured
    {"P US College", kCollege},
    {"P US Legal", kLegal},

    {"P Dots S", kDotsSmall, Fit::continued, kBlackLines},
    {"P Dots large", kDotsLarge, Fit::continued, kBlackLines},
    {"P Dots S top", kDotsTop, Fit::top_half, kBlackLines},
    {"P Dots S bottom", kDotsBottom, Fit::bottom_half, kBlackLines},
    {"LS Dots S", kLandscapeDotsSmall, Fit::continued, kBlackLines},      // never measured
    {"LS Dots large", kLandscapeDotsLarge, Fit::continued, kBlackLines},  // never measured
    {"LS Dots top", kLandscapeDotsTop, Fit::top_half, kBlackLines},
    {"LS Dots bottom", kLandscapeDotsBottom, Fit::bottom_half, kBlackLines},

    {"P Grid small", kGridSmall},
    {"P Grid medium", kGridMedium},
    {"P Grid large", kGridLarge},
    {"P Grid top", kGridTop, Fit::top_half},
    {"P Grid bottom", kGridBottom, Fit::bottom_half},
    {"P Grid margin med", kGridMarginMedium},
    {"P Grid margin medium", kGridMarginMedium},  // never measured
    {"P Grid margin large", kGridMarginLarge},
    {"LS Grid small", kLandscapeGridSmall},    // never measured
    {"LS Grid medium", kLandscapeGridMedium},  // never measured
    {"LS Grid large", kLandscapeGridLarge},    // never measured
    {"LS Grid top", kLandscapeGridTop, Fit::top_half},
    {"LS Grid bottom", kLandscapeGridBottom, Fit::bottom_half},
    {"LS Grid margin med", kLandscapeGridMarginMedium},
    {"LS Grid margin medium", kLandscapeGridMarginMedium},  // never measured
    {"LS Grid margin large", kLandscapeGridMarginLarge},

    {"P Black", kBlack, Fit::continued, 191, true},
    {"P Black dots", kBlackDots, Fit::continued, kWhiteLines, true},
    {"P Black grid", kBlackGrid, Fit::continued, 242, true},
    {"P Black lines", kBlackRuled, Fit::continued, kWhiteLines, true},
};

}  // namespace

std::span<Template const> ruled_templates()
{
    return kTemplates;
}

}  // namespace rmirror
