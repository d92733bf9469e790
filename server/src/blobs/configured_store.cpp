// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/configured_store.hpp"

#include "blobs/bucket.hpp"

namespace rmirror {

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
    if (!is_bucket_name(bucket))
        return Refusal{"RMIRROR_S3_BUCKET must name a bucket."};
    if (account.access_key.empty() || account.secret_key.empty())
        return Refusal{"RMIRROR_S3_ENDPOINT needs RMIRROR_S3_ACCESS_KEY and RMIRROR_S3_SECRET_KEY."};
    return open_s3_store(std::move(account), bucket, gateway);
}

}  // namespace rmirror
