// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/result.hpp"
#include "base/settings/settings.hpp"

namespace rmirror::commands {

/// Checks the settings against the world: the database, images, backups, Redis, limits. Prints a line for
/// each thing it looked at, and returns EXIT_FAILURE if something has to be corrected. Changes nothing.
Result<int> examine(Settings const& settings);

}  // namespace rmirror::commands
