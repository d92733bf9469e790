// SPDX-License-Identifier: AGPL-3.0-or-later
// Deletes notebooks for users, and restores them. A device that still lists a deleted notebook doesn't bring
// it back.
#pragma once

#include "library/work.hpp"
#include "quota/quota.hpp"

#include <string>

namespace rmirror::library {

enum class Deletion { done, no_such, is_folder };

/// Deletes a notebook with its pages and highlights, and withdraws its pages from transcription. Folders
/// can't be deleted, because devices decide what is in them.
Deletion delete_notebook(LibraryWork& work, quota::Rules const& rules, std::string const& notebook_uuid);

/// Restores a notebook with everything that was deleted together with it and isn't purged yet, also if a
/// device deleted it. Pages that weren't read are requested from devices again. False if there is no such
/// notebook; one that isn't deleted stays as it is.
bool restore_notebook(LibraryWork& work, std::string const& notebook_uuid);

}  // namespace rmirror::library
