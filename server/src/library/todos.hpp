// SPDX-License-Identifier: AGPL-3.0-or-later
// A user's to-dos: found on pages, and completed here.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "ocr/text/todos.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmirror::library {

/// The part of a page that a to-do comes from.
enum class TodoSource { handwriting, typed_text };

struct FoundTodo {
    ocr::Todo todo;
    std::optional<double> confidence;  // nullopt in typed text.
};

struct PageTodos {
    PageId page_id;
    std::vector<FoundTodo> found;
};

/// Updates the to-dos of one source on these pages to those found; those of the other source stay as they
/// are. One that is still there keeps its id, and its completion unless its tick on the page has changed; one
/// that is gone becomes a tombstone.
void write_todos(LibraryWork& work, TodoSource source, std::vector<PageTodos> const& pages);

enum class Completed { yes, no };

/// False if there is no such to-do.
bool complete_todo(LibraryWork& work, std::string const& todo_id, Completed completed);

/// Completes or reopens several to-dos. Skips those that don't exist or are in that state already. Returns
/// the ids of those that changed as a JSON array.
std::string complete_todos(LibraryWork& work, std::vector<std::string> const& todo_ids, Completed completed);

}  // namespace rmirror::library
