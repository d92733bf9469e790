// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/result.hpp"
#include "base/settings/settings.hpp"
#include "blobs/objects.hpp"
#include "upstream/gateway.hpp"

#include <memory>
#include <string>

namespace rmirror::backup {

/// Opens a folder, which is created if necessary, or s3://BUCKET/PREFIX. A bucket is reached by
/// `environment`'s AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which other
/// programs use as well, or by RMIRROR_S3_ENDPOINT and the settings that belong to it. The gateway must
/// outlive the store.
Result<std::unique_ptr<ObjectStore>> open_place(std::string const& place, Settings const& settings,
                                                Settings::Environment const& environment,
                                                upstream::Gateway& gateway);

}  // namespace rmirror::backup
