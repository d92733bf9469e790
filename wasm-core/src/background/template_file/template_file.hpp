// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses template files: `<uuid>.template`, the JSON format that the tablet's software has used for templates
// since 3.17.
//
// reMarkable doesn't document the format. What is parsed here was seen in user-made templates that tablets
// draw. Anything that can't be parsed makes the whole template fail, since half a sheet would look like a
// different one. Members without a visible effect are ignored.
#pragma once

#include "background/template_file/expression.hpp"
#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rmirror {

/// User-made templates have a few kilobytes, including the picture in `iconData`.
constexpr std::size_t kMaxTemplateFileBytes = std::size_t{1} << 20U;

struct TemplateInk {
    bool is_there = false;
    std::uint8_t red = 0, green = 0, blue = 0;
};

enum class PathCommand : std::uint8_t { move, line, curve, close };

/// How often a group is repeated in one direction; the copies are adjacent.
struct TemplateRepeat {
    enum class Kind : std::uint8_t {
        count,
        onwards,    // to the right or down, up to the sheet's edge
        backwards,  // to the left or up
        both_ways,
    };
    Kind kind = Kind::count;
    TemplateNumber count = {1};  // 0 means once
};

struct TemplateItem {
    enum class Kind : std::uint8_t { path, text, group };
    Kind kind = Kind::path;
    std::uint32_t end = 0;  // index of the first item that isn't inside this one

    // A group's box: the origin of its children, and the size of each copy. It doesn't clip. A text starts at
    // x, with y as its baseline and height as its font size.
    TemplateNumber x, y, width, height;
    TemplateRepeat rows, columns;

    // A path's numbers are points; a curve has two control points before its end.
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
    std::vector<TemplateNumber> constants;  // values of the names after the tablet's own, in order
    std::vector<TemplateItem> items;        // bottom first; a group is followed by its children
    std::vector<PathCommand> commands;
    std::vector<TemplateNumber> numbers;
    std::vector<std::string> texts;  // UTF-8
};

/// Errors: too_large, unsupported_version, and corrupt. Messages refer to the template as "it".
Result<TemplateFile> read_template_file(Bytes file);

}  // namespace rmirror
