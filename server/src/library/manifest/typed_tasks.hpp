// SPDX-License-Identifier: AGPL-3.0-or-later
// The tasks in a page's typed text, which are to-dos like those in handwriting.
#pragma once

#include "library/work.hpp"
#include "ocr/text/todos.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmirror::library {

/// The first thousand tasks, reduced to their words, as shared/openapi.yaml says. Short ones count: they
/// weren't misread.
std::vector<ocr::Todo> typed_tasks_in(std::string_view markdown);

/// Updates the to-dos of these pages to the tasks in their Markdown. `page_ids`: a PostgreSQL array.
void write_typed_tasks(LibraryWork& work, std::string const& page_ids);

}  // namespace rmirror::library
