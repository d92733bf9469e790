// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads pictures of pages, for targets that send them.
#pragma once

#include "base/ids.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"

#include <optional>
#include <string>

namespace rmirror::targets {

class PictureSource {
public:
    PictureSource() = default;
    PictureSource(PictureSource const&) = delete;
    PictureSource& operator=(PictureSource const&) = delete;
    virtual ~PictureSource() = default;

    /// The whole PNG, at most 7.5 MB; nullopt if no page of this user shows it any more. Throws BlobFailure.
    virtual std::optional<std::string> read(UserId const& user_id, std::string const& sha256) = 0;
};

/// Reads from the blob store what devices have uploaded.
class StoredPictures final : public PictureSource {
public:
    /// Both must outlive this object.
    StoredPictures(db::Pool& pool, BlobStore& blobs) : pool_(pool), blobs_(blobs) {}

    std::optional<std::string> read(UserId const& user_id, std::string const& sha256) override;

private:
    db::Pool& pool_;
    BlobStore& blobs_;
};

}  // namespace rmirror::targets
