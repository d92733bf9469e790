// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds todos in a page's text, and matches them with the known ones when the page is transcribed again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::ocr {

struct Todo {
    std::string text;
    bool is_ticked = false;  // Checked off on paper.

    bool operator==(Todo const&) const = default;
};

/// What counts as a todo. Two letters are more likely a misreading than a todo.
struct TodoRules {
    std::size_t max_todos = 200;     // Per page.
    std::size_t min_letters = 3;     // Fewer characters are no todo.
    std::size_t max_letters = 1000;  // Longer text is cut.
};

/// Todos in page order. A todo is a line that starts with a checkbox in any notation, or with "todo:". A line
/// nested below another (↳), or in code between fences, isn't one.
std::vector<Todo> todos_in(std::string_view markdown, TodoRules const& rules = {});

/// For each of `found` the index of the matching todo in `known`, if any; each known todo matches at most
/// once. Transcription errors and small corrections don't make a new todo: letters that handwriting
/// recognition confuses count as equal. Identical texts are matched in their order. `comparisons` is the
/// remaining budget of fuzzy comparisons, about 20 µs each, and is reduced by those used; if it is too small,
/// only texts at nearby positions are compared.
std::vector<std::optional<std::size_t>> match_todos(std::vector<std::string> const& known,
                                                    std::vector<Todo> const& found, std::size_t& comparisons);

}  // namespace rmirror::ocr
