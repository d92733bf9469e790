// SPDX-License-Identifier: AGPL-3.0-or-later
// A user's things to do: as pages hold them, and ticked off here.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "ocr/todos.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmirror::library {

/// Where on a page a todo stands.
enum class TodoSource { handwriting, typed_text };

struct FoundTodo {
    ocr::Todo todo;
    std::optional<double> confidence;  // None in typed text.
};

struct PageTodos {
    PageId page_id;
    std::vector<FoundTodo> found;
};

/// Brings the todos of one source on these pages to what was found; those of the other stay as they are. One
/// that is still there keeps its id, and whether it is done unless its tick on the page has changed; one that
/// is gone becomes a tombstone.
void write_todos(LibraryWork& work, TodoSource source, std::vector<PageTodos> const& pages);

enum class Completed { yes, no };

/// False when there is no such one.
bool complete_todo(LibraryWork& work, std::string const& todo_id, Completed completed);

/// Several at once; those that are not there, or are so already, are passed over. Answers the ids of those
/// that changed, as JSON.
std::string complete_todos(LibraryWork& work, std::vector<std::string> const& todo_ids, Completed completed);

}  // namespace rmirror::library
