// SPDX-License-Identifier: AGPL-3.0-or-later
// Stores blobs in a bucket of S3 or a compatible service.
#pragma once

#include "blobs/s3_address.hpp"
#include "blobs/store.hpp"
#include "upstream/gateway.hpp"

namespace rmirror {

/// For one operation, all tries together.
constexpr std::chrono::milliseconds kBucketTimeout{60'000};

/// Objects are named BUCKET/USER/ab/abcdef... The gateway must outlive the store.
std::unique_ptr<BlobStore> open_s3_store(S3Account account, std::string bucket, upstream::Gateway& gateway,
                                         std::chrono::milliseconds timeout = kBucketTimeout);

}  // namespace rmirror
