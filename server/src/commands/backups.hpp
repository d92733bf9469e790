// SPDX-License-Identifier: AGPL-3.0-or-later
// --backup, --backups, --restore and --check. `place` is a folder or s3://BUCKET/PREFIX; empty for
// RMIRROR_BACKUP_TO. Each prints what it did and returns the exit status, or refuses.
#pragma once

#include "base/result.hpp"
#include "base/settings/settings.hpp"

#include <string>

namespace rmirror::commands {

/// Fails if images couldn't be read.
Result<int> back_up(Settings const& settings, std::string const& place);

Result<int> list_backups(Settings const& settings, std::string const& place);

/// `time`: of one of the backups; empty for the newest. Fails if images are missing.
Result<int> restore(Settings const& settings, std::string const& place, std::string const& time);

/// Fails unless the stored images are those of the database.
Result<int> check_images(Settings const& settings);

}  // namespace rmirror::commands
