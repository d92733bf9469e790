// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens the blob store from the settings: an S3 bucket if one is configured, otherwise files in the data
// folder.
#pragma once

#include "base/settings/settings.hpp"
#include "blobs/store.hpp"
#include "upstream/gateway.hpp"

namespace rmirror {

/// Refuses invalid settings. `gateway` is S3's and must outlive the store.
Result<std::unique_ptr<BlobStore>> open_configured_store(Settings const& settings,
                                                         upstream::Gateway& gateway);

}  // namespace rmirror
