// SPDX-License-Identifier: AGPL-3.0-or-later
// Stores objects in a bucket of S3 or a compatible service.
#pragma once

#include "blobs/s3_address.hpp"
#include "blobs/store.hpp"
#include "upstream/gateway.hpp"

namespace rmirror {

/// For one operation, all tries together.
constexpr std::chrono::milliseconds kBucketTimeout{60'000};

/// What names of buckets consist of.
bool is_bucket_name(std::string_view text);

/// The gateway must outlive the store. Callers take turns by the first part of the names, which is the user's
/// id for blobs. `prefix`: of all names in the bucket; empty, or ends with a slash.
std::unique_ptr<ObjectStore> open_bucket(S3Account account, std::string bucket, std::string prefix,
                                         upstream::Gateway& gateway,
                                         std::chrono::milliseconds timeout = kBucketTimeout);

/// Blobs are named BUCKET/USER/ab/abcdef...
std::unique_ptr<BlobStore> open_s3_store(S3Account account, std::string bucket, upstream::Gateway& gateway,
                                         std::chrono::milliseconds timeout = kBucketTimeout);

}  // namespace rmirror
