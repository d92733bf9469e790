// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook that a person deletes here, and what brings it back. Devices that list it don't.
#pragma once

#include "library/work.hpp"
#include "quota/quota.hpp"

#include <string>

namespace rmirror::library {

enum class Deletion { done, no_such, is_folder };

/// With its pages and highlights; what was to be read of it is not. Folders are not deleted: devices place
/// what is in them.
Deletion delete_notebook(LibraryWork& work, quota::Rules const& rules, std::string const& notebook_uuid);

/// With what was deleted together with it and is not purged yet, also where a device deleted it. Pages that
/// were not read are wanted from devices again. False if there is no such notebook; one that isn't deleted is
/// left as it is.
bool restore_notebook(LibraryWork& work, std::string const& notebook_uuid);

}  // namespace rmirror::library
