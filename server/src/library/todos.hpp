// SPDX-License-Identifier: AGPL-3.0-or-later
// A user's things to do: as pages hold them, and ticked off here.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "ocr/provider.hpp"

#include <string>

namespace rmirror::library {

/// Brings a page's to what was read. One that is still there keeps its id, and whether it is done unless its
/// tick on paper has changed; one that is gone becomes a tombstone.
void write_todos(LibraryWork& work, PageId const& page_id, ocr::PageText const& read);

enum class Completed { yes, no };

/// False when there is no such one.
bool complete_todo(LibraryWork& work, std::string const& todo_id, Completed completed);

}  // namespace rmirror::library
