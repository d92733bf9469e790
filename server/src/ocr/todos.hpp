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

/// In the order of the page. A checkbox at the start of a line, in any notation, or the word "todo" with a
/// colon; a line that hangs below another (↳) is none.
std::vector<Todo> todos_in(std::string_view markdown);

/// For each of `found` the index of the one among `known` that it is, if any; each is at most one. Reading
/// errors and small corrections do not make another of it. The same text twice is told apart by its order.
std::vector<std::optional<std::size_t>> recognised(std::vector<std::string> const& known,
                                                   std::vector<Todo> const& found);

/// From 0 to 1. Letters that are mistaken for each other when handwriting is read count as the same.
double similarity(std::string_view one, std::string_view other);

}  // namespace rmirror::ocr
