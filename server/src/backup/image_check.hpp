// SPDX-License-Identifier: AGPL-3.0-or-later
// Compares the stored images with the database.
#pragma once

#include "backup/progress.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::backup {

/// Lists have the names of images in the store.
struct ImageCheck {
    std::size_t images = 0;            // In the database.
    std::vector<std::string> missing;  // From the store.
    std::vector<std::string> damaged;  // Their content isn't that of their hash.
    std::vector<std::string> unknown;  // To the database, although not about to be stored or removed.

    bool is_clean() const { return missing.empty() && damaged.empty() && unknown.empty(); }
};

/// Reads every image. Servers may go on meanwhile. Throws BlobFailure and pqxx's exceptions.
ImageCheck check_images(db::Pool& pool, BlobStore& store, Progress const& progress = {});

}  // namespace rmirror::backup
