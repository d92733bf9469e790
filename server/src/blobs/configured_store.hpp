// SPDX-License-Identifier: AGPL-3.0-or-later
// The store that the settings ask for: a bucket where one is named, files in the data folder otherwise.
#pragma once

#include "base/settings.hpp"
#include "blobs/store.hpp"
#include "upstream/gateway.hpp"

namespace rmirror {

/// Refuses a setting that does not hold. `gateway` leads to S3 and must outlive the store.
Result<std::unique_ptr<BlobStore>> open_configured_store(Settings const& settings,
                                                         upstream::Gateway& gateway);

}  // namespace rmirror
