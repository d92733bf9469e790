// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses that allow one request to an S3 bucket for a while, signed (AWS Signature Version 4 in the
// query).
#pragma once

#include "base/secret.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace rmirror {

struct S3Account {
    std::string endpoint;  // Scheme and host, perhaps a port: "https://s3.eu-central-1.amazonaws.com"
    std::string region;
    std::string access_key;
    Secret secret_key;
};

/// `path` begins with a slash and holds nothing that would have to be escaped. So does `query`, whose
/// parameters have names in lower case and stand in their order.
std::string presigned_address(S3Account const& account, std::string_view method, std::string_view path,
                              std::chrono::sys_seconds now, std::chrono::seconds valid,
                              std::string_view query = {});

}  // namespace rmirror
