// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands of the operator that change the database. Each prints what it did and returns the exit status, or
// refuses. All throw db::DatabaseUnusable.
#pragma once

#include "base/result.hpp"
#include "base/settings/settings.hpp"

#include <string>

namespace rmirror::commands {

Result<int> migrate(Settings const& settings);

/// Prints only the link to standard output.
Result<int> invite(Settings const& settings);

/// Fails if credentials are left, because the old keys are still needed then.
Result<int> rotate_keys(Settings const& settings);

/// `id`: of a Notion workspace.
Result<int> block_workspace(Settings const& settings, std::string const& id, std::string const& reason);
Result<int> unblock_workspace(Settings const& settings, std::string const& id);

}  // namespace rmirror::commands
