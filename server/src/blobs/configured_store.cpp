// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/configured_store.hpp"

#include "blobs/s3_store.hpp"

namespace rmirror {

namespace {

/// Allows S3's characters only, none of which must be escaped in a URL.
bool is_bucket(std::string_view text)
{
    return text.size() >= 3 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string_view::npos;
}

}  // namespace

Result<std::unique_ptr<BlobStore>> open_configured_store(Settings const& settings, upstream::Gateway& gateway)
{
    auto const& endpoint = settings.text("RMIRROR_S3_ENDPOINT");
    if (endpoint.empty()) {
        try {
            return open_disk_store(settings.text("RMIRROR_DATA_DIR") + "/blobs");
        } catch (BlobFailure const& failure) {
            return Refusal{"RMIRROR_DATA_DIR can't be used: " + std::string(failure.what()) + "."};
        }
    }
    S3Account account{endpoint, settings.text("RMIRROR_S3_REGION"), settings.text("RMIRROR_S3_ACCESS_KEY"),
                      settings.secret("RMIRROR_S3_SECRET_KEY")};
    auto const& bucket = settings.text("RMIRROR_S3_BUCKET");
    if (!is_bucket(bucket))
        return Refusal{"RMIRROR_S3_BUCKET must name a bucket."};
    if (account.access_key.empty() || account.secret_key.empty())
        return Refusal{"RMIRROR_S3_ENDPOINT needs RMIRROR_S3_ACCESS_KEY and RMIRROR_S3_SECRET_KEY."};
    return open_s3_store(std::move(account), bucket, gateway);
}

}  // namespace rmirror
