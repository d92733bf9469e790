// SPDX-License-Identifier: AGPL-3.0-or-later
// Moving a notebook from one workspace to another.
#pragma once

#include "library/work.hpp"
#include "workspaces/workspaces.hpp"

#include <optional>
#include <string>

namespace rmirror::workspaces {

/// Moves a notebook of the library's person, who has to be a member or an owner of the target; their own id
/// stands for their own workspace. Returns the notebook as JSON. In a transaction of the system.
Shown move_notebook(library::LibraryWork& work, std::string const& notebook_uuid,
                    std::string const& workspace_id);

/// Why the person can't bring a notebook into the workspace; nullopt if they can.
std::optional<Refusal> refusal_to_bring(library::LibraryWork& work, std::string const& workspace_id);

}  // namespace rmirror::workspaces
