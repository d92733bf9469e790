// SPDX-License-Identifier: AGPL-3.0-or-later
// What somebody wrote down to do: found in a page's text, and recognised when the page is read once more.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::ocr {

struct Todo {
    std::string text;
    bool is_ticked = false;  // On paper.

    bool operator==(Todo const&) const = default;
};

/// What counts as one. Handwriting of two letters is more likely misread than something to do.
struct TodoRules {
    std::size_t most_todos = 200;  // Of a page.
    std::size_t fewest_letters = 3;
    std::size_t most_letters = 1000;  // The rest is cut off.
};

/// In the order of the page. A checkbox at the start of a line, in any notation, or the word "todo" with a
/// colon; a line that hangs below another (↳) is none.
std::vector<Todo> todos_in(std::string_view markdown, TodoRules const& rules = {});

/// For each of `found` the index of the one among `known` that it is, if any; each is at most one. Reading
/// errors and small corrections do not make another of it. The same text twice is told apart by its order.
/// `comparisons` is how many texts that are not equal may still be compared, which takes some 20 µs each;
/// with too few of them, only texts that stand near each other are.
std::vector<std::optional<std::size_t>> recognised(std::vector<std::string> const& known,
                                                   std::vector<Todo> const& found, std::size_t& comparisons);

/// From 0 to 1. Letters that are mistaken for each other when handwriting is read count as the same.
double similarity(std::string_view one, std::string_view other);

}  // namespace rmirror::ocr
