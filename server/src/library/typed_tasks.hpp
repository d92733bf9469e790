// SPDX-License-Identifier: AGPL-3.0-or-later
// The tasks that were typed on a page, which are todos as those in handwriting are.
#pragma once

#include "library/work.hpp"
#include "ocr/todos.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmirror::library {

/// The first thousand, as the words alone; the contract says so. Short ones count: they weren't misread.
std::vector<ocr::Todo> typed_tasks_in(std::string_view markdown);

/// Brings the todos of these pages to the tasks of their Markdown. `page_ids`: an array of PostgreSQL's.
void write_typed_tasks(LibraryWork& work, std::string const& page_ids);

}  // namespace rmirror::library
