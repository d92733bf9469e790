// SPDX-License-Identifier: AGPL-3.0-or-later
// Restores a backup into an empty database and an empty data folder or bucket.
#pragma once

#include "backup/description.hpp"
#include "backup/progress.hpp"
#include "base/settings/settings.hpp"
#include "blobs/store.hpp"

#include <string>
#include <vector>

namespace rmirror::backup {

struct Restored {
    Description description;
    std::size_t migrated = 0;  // Migrations that were applied afterwards, because the backup is older.
    std::vector<std::string> missing;  // Images that the backup lacks or that are damaged in it.
    /// New paths of other secrets that the data folder had, as a server without accounts generates them.
    std::vector<std::string> replaced_secrets;
};

/// What the restored server will use.
struct Destination {
    Secret const& database_url;
    Settings const& settings;
    BlobStore& images;
};

/// Refuses before anything is changed: a database with
/// accounts or in use, a backup of a newer version, and missing master keys. Can be repeated after an
/// interruption. Throws CopyFailed, Damaged, BlobFailure and db::DatabaseUnusable.
Result<Restored> restore(Repository const& repository, std::string const& time, Destination const& to,
                         Progress const& progress = {});

}  // namespace rmirror::backup
