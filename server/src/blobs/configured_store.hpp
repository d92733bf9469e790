// SPDX-License-Identifier: AGPL-3.0-or-later
// The store that the settings ask for: a bucket where one is named, files in the data folder otherwise.
#pragma once

#include "base/settings.hpp"
#include "blobs/store.hpp"
#include "upstream/client.hpp"

namespace rmirror {

/// None, and `why`, when a setting does not hold. The client must outlive the store.
std::unique_ptr<BlobStore> open_configured_store(Settings const& settings, upstream::Client& client,
                                                 std::string& why);

}  // namespace rmirror
