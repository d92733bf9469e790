// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes a backup while servers go on, and removes old ones.
#pragma once

#include "backup/description.hpp"
#include "backup/progress.hpp"
#include "blobs/store.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace rmirror::backup {

struct Source {
    Secret const& database_url;
    BlobStore& images;
    std::string const& data_folder;
};

struct Made {
    Description description;
    std::size_t new_images = 0;
    std::size_t image_bytes = 0;     // Of the new ones.
    std::size_t database_bytes = 0;  // Of the dump.
};

/// Backs up the database, its images that aren't in the repository yet, and the secrets in the data folder.
/// An image that can't be read is reported in the description. Throws AlreadyRunning, CopyFailed, Damaged,
/// BlobFailure, db::DatabaseUnusable and pqxx's exceptions.
Made make_backup(Repository& repository, Source const& source, std::chrono::sys_seconds now,
                 Progress const& progress = {});

/// Removes incomplete backups, and complete ones unless they are of the last 24 hours or the newest of one of
/// the last `days` days that have any; then the images that no backup needs any more. Returns how many
/// backups are left. No backup may be running. Throws Damaged and BlobFailure.
std::size_t remove_old_backups(Repository& repository, std::chrono::sys_seconds now, std::size_t days);

}  // namespace rmirror::backup
