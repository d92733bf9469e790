// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "backup/repository.hpp"
#include "base/settings/settings.hpp"
#include "blobs/store.hpp"
#include "upstream/providers.hpp"

#include <memory>
#include <string>

namespace rmirror::commands {

/// The images of the server, and places for backups, with what they need to be reached.
class Stores {
public:
    /// The settings must outlive this.
    explicit Stores(Settings const& settings);

    Result<std::unique_ptr<BlobStore>> images();
    /// `place`: a folder or s3://BUCKET/PREFIX; empty for RMIRROR_BACKUP_TO.
    Result<backup::Repository> repository(std::string const& place, backup::Repository::Use use);

private:
    Settings const& settings_;
    upstream::Client client_;
    upstream::Gateways gateways_;
    Settings::Environment environment_;
};

}  // namespace rmirror::commands
