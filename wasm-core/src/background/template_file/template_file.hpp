// SPDX-License-Identifier: AGPL-3.0-or-later
// A template as a file: `<uuid>.template`, the JSON in which the tablet's software keeps templates
// since 3.17.
//
// There is no description of the format by reMarkable. What is read here was seen in templates that people
// wrote and that their tablets draw. Whatever can't be read makes the whole template unreadable: half a sheet
// would look like another one. Members that draw nothing are ignored.
#pragma once

#include "background/template_file/expression.hpp"
#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rmirror {

/// Templates that people wrote have some kilobytes, the picture in `iconData` included.
constexpr std::size_t kMaxTemplateFileBytes = std::size_t{1} << 20U;

struct TemplateInk {
    bool is_there = false;
    std::uint8_t red = 0, green = 0, blue = 0;
};

enum class PathCommand : std::uint8_t { move, line, curve, close };

/// How often a group is drawn in one direction, each copy beside the last.
struct TemplateRepeat {
    enum class Kind : std::uint8_t {
        count,
        onwards,    // to the right or down, to the sheet's edge
        backwards,  // to the left or up
        both_ways,
    };
    Kind kind = Kind::count;
    TemplateNumber count = {1};  // 0 is once
};

struct TemplateItem {
    enum class Kind : std::uint8_t { path, text, group };
    Kind kind = Kind::path;
    std::uint32_t end = 0;  // index of the first item that isn't inside this one

    // A group's box: its children are placed from its corner, and its copies are as large. It cuts nothing
    // off. A text begins at x, has y for a baseline and its size for a height.
    TemplateNumber x, y, width, height;
    TemplateRepeat rows, columns;

    // A path's places are ends; a curve has two control points before its end.
    std::uint32_t first_command = 0, commands = 0;
    std::uint32_t first_number = 0;
    TemplateInk stroke, fill;
    TemplateNumber stroke_width = {1};
    bool smooth = true;  // false: drawn on whole units

    std::uint32_t text = 0;  // index
};

struct TemplateFile {
    bool is_landscape = false;
    bool prints_words = false;
    TemplateExpressions expressions;
    std::vector<TemplateNumber> constants;  // values of the names that follow the tablet's own, in order
    std::vector<TemplateItem> items;        // from the bottom up; what is in a group follows it
    std::vector<PathCommand> commands;
    std::vector<TemplateNumber> numbers;
    std::vector<std::string> texts;  // UTF-8
};

/// Errors: too_large, unsupported_version, and corrupt. Their messages speak of the template as "it".
Result<TemplateFile> read_template_file(Bytes file);

}  // namespace rmirror
