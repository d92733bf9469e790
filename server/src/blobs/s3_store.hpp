// SPDX-License-Identifier: AGPL-3.0-or-later
// Blobs in a bucket of S3, or of anything that speaks it.
#pragma once

#include "blobs/s3_address.hpp"
#include "blobs/store.hpp"
#include "upstream/client.hpp"

namespace rmirror {

/// Objects are called BUCKET/USER/ab/abcdef... The client must outlive the store.
std::unique_ptr<BlobStore> open_s3_store(S3Account account, std::string bucket, upstream::Client& client);

}  // namespace rmirror
