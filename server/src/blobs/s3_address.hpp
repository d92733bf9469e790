// SPDX-License-Identifier: AGPL-3.0-or-later
// Presigned URLs for one request to an S3 bucket (AWS Signature Version 4 in the query).
#pragma once

#include "base/secret.hpp"

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace rmirror {

struct S3Account {
    std::string endpoint;  // Scheme, host and optional port: "https://s3.eu-central-1.amazonaws.com"
    std::string region;
    std::string access_key;
    Secret secret_key;
};

/// Headers that a request must have exactly so, by their lower-case names.
using SignedHeaders = std::map<std::string, std::string>;

/// `path` begins with a slash. Neither `path` nor `query` may contain characters that must be escaped.
/// Parameters of `query` must have lower-case names and be sorted. `headers`: besides Host, which is always
/// signed.
std::string presigned_address(S3Account const& account, std::string_view method, std::string_view path,
                              std::chrono::sys_seconds now, std::chrono::seconds valid,
                              std::string_view query = {}, SignedHeaders headers = {});

}  // namespace rmirror
