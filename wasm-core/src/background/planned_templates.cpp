// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates that don't repeat over the sheet: checklists, storyboards, planners, music. Measured as those in
// ruled_templates.cpp. The words printed on some of them are omitted.
#include "background/templates.hpp"

namespace rmirror {
namespace {

using enum LineDirection;
constexpr auto kBetween = Lies::between;

constexpr Run kChecklist[] = {{level, {192}},
                              {level, {271.2, 97.35, 16}, {84, 140}},
                              {level, {326.2, 97.35, 16}, {84, 140}},
                              {plumb, {84, 55, 2}, {271.2, 327.2, 97.35, 16}},
                              {level, {326.5, 97.38, 16}, {212}, kBetween},
                              {level, {1871}, {212}}};
constexpr Run kLandscapeChecklist[] = {{level, {149}},
                                       {level, {228.3, 97.4, 12}, {83, 139}},
                                       {level, {283.3, 97.4, 12}, {83, 139}},
                                       {plumb, {83, 55, 2}, {228.3, 284.3, 97.4, 12}},
                                       {level, {283.3, 97.4, 12}, {211}}};
constexpr Run kLandscapeChecklists[] = {{level, {149}},
                                        {level, {228.3, 97.4, 12}, {83, 139, 908, 2}},
                                        {level, {283.3, 97.4, 12}, {83, 139, 908, 2}},
                                        {plumb, {83, 55, 2}, {228.3, 284.3, 97.4, 12}},
                                        {plumb, {991, 55, 2}, {228.3, 284.3, 97.4, 12}},
                                        {level, {283.3, 97.4, 12}, {211, 912, 910, 2}}};

// Frames, and the lines for notes beside them.
constexpr Run kStoryboard[] = {{level, {100, 858, 2}, {113, 1277}},
                               {plumb, {113, 1163, 2}, {100, 959}},
                               {level, {1054, 104, 7}, {114, 1277}}};
constexpr Run kTwoStoryboards[] = {{level, {74, 473, 2}, {121, 1283}},
                                   {level, {998, 473, 2}, {121, 1283}},
                                   {plumb, {121, 1161, 2}, {74, 548, 924, 2}},
                                   {level, {600.6, 57.4, 6}, {121, 1283}},
                                   {level, {1524.6, 57.4, 6}, {121, 1283}}};
constexpr Run kFourStoryboards[] = {
    {level, {74, 473, 2}, {30, 673, 700, 2}},     {level, {992, 473, 2}, {30, 673, 700, 2}},
    {plumb, {30, 642, 2}, {74, 548, 918, 2}},     {plumb, {730, 642, 2}, {74, 548, 918, 2}},
    {level, {600.6, 57.4, 6}, {31, 673, 699, 2}}, {level, {1519.1, 57.4, 6}, {31, 673, 699, 2}}};
constexpr Run kLandscapeStoryboard[] = {{level, {108, 663, 2}, {65, 1800}},
                                        {plumb, {65, 1734, 2}, {108, 772}},
                                        {level, {857, 80, 7}, {66, 1800}}};
constexpr Run kLandscapeStoryboard2[] = {{level, {105, 1200, 2}, {73, 839}},
                                         {plumb, {73, 765, 2}, {105, 1306}},
                                         {level, {105, 80, 16}, {912, 1801}}};
constexpr Run kLandscapeTwoStoryboards[] = {{level, {58, 663, 2}, {59, 898, 914, 2}},
                                            {plumb, {59, 838, 2}, {58, 722}},
                                            {plumb, {973, 838, 2}, {58, 722}},
                                            {level, {788, 67, 8}, {60, 899, 913, 2}}};
constexpr Run kLandscapeFourStoryboards[] = {
    {level, {58, 418, 2}, {63, 902, 914, 2}},     {level, {721, 418, 2}, {63, 902, 914, 2}},
    {plumb, {63, 838, 2}, {58, 477, 663, 2}},     {plumb, {977, 838, 2}, {58, 477, 663, 2}},
    {level, {540.5, 57.5, 3}, {64, 903, 913, 2}}, {level, {1203.5, 57.5, 3}, {64, 903, 913, 2}}};

constexpr Run kDay[] = {{level, {147}, {3}},
                        {level, {244}},
                        {level, {378, 467, 4}, {172}},
                        {level, {495, 467, 3}, {172}},
                        {level, {612, 467, 3}, {172}, kBetween},
                        {level, {728, 467, 3}, {172}}};
constexpr Run kLandscapeDayplanner[] = {
    {level, {146}, {2}}, {level, {243}, {0, 1868}}, {level, {379.7, 116.77, 9}, {188, 1868}}};
constexpr Run kWeek[] = {{level, {147, 77, 2}}, {level, {313}}, {plumb, {200.8, 200.6, 6}, {224}}};
constexpr Run kWeek2[] = {{level, {147, 77, 2}}, {level, {313, 446, 2}}, {level, {848, 447, 2}},
                          {level, {1384}},       {plumb, {702}, {224}},  {plumb, {1053}, {1295}}};
constexpr Run kLandscapeWeek[] = {
    {level, {152, 77, 2}}, {level, {317}}, {level, {318}, {0, 1488}}, {plumb, {387.5, 247.3, 6}, {229}}};
constexpr Run kCornell[] = {{level, {102, 382, 4}, {449}},      {level, {179, 382, 4}, {449}, kBetween},
                            {level, {255, 382, 3}, {449}},      {level, {331, 382, 3}, {449}},
                            {level, {408, 382, 3}, {449}},      {level, {1401}},
                            {plumb, {450}, {2, 1402}, kBetween}};
// Seven staves of five lines.
constexpr Run kNotes[] = {{level, {240.5, 214.5, 7}, {39, 1365}, kBetween},
                          {level, {267, 214.5, 7}, {39, 1365}, kBetween},
                          {level, {294, 214.5, 7}, {39, 1365}, kBetween},
                          {level, {321, 214.5, 7}, {39, 1365}, kBetween},
                          {level, {347.5, 214.5, 7}, {40, 1364}, kBetween}};

constexpr Template kTemplates[] = {
    {"P Checklist", kChecklist},
    {"LS Checklist", kLandscapeChecklist},
    {"LS Checklist double", kLandscapeChecklists, Fit::stretched},
    {"P One storyboard", kStoryboard, Fit::stretched},
    {"P Two storyboards", kTwoStoryboards, Fit::stretched},
    {"P Four storyboards", kFourStoryboards, Fit::stretched},
    {"LS One storyboard", kLandscapeStoryboard, Fit::stretched},
    {"LS One storyboard 2", kLandscapeStoryboard2, Fit::stretched},
    {"LS Two storyboards", kLandscapeTwoStoryboards, Fit::stretched},
    {"LS Four storyboards", kLandscapeFourStoryboards, Fit::stretched},
    {"P Day", kDay, Fit::stretched},
    {"LS Dayplanner", kLandscapeDayplanner, Fit::stretched},
    {"P Week", kWeek, Fit::stretched},
    {"P Week 2", kWeek2, Fit::stretched},
    {"P Week US", kWeek, Fit::stretched},
    {"LS Week", kLandscapeWeek, Fit::stretched, kBlackLines},
    {"LS Week US", kLandscapeWeek, Fit::stretched, kBlackLines},
    {"P Cornell", kCornell, Fit::stretched},
    {"Notes", kNotes, Fit::stretched, kBlackLines},
};

}  // namespace

std::span<Template const> planned_templates()
{
    return kTemplates;
}

}  // namespace rmirror
