// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands/stores.hpp"

#include "backup/place.hpp"
#include "blobs/configured_store.hpp"

#include <utility>

namespace rmirror::commands {

Stores::Stores(Settings const& settings)
    : settings_(settings), gateways_(client_, settings), environment_(environment())
{}

Result<std::unique_ptr<BlobStore>> Stores::images()
{
    return open_configured_store(settings_, gateways_.to("s3"));
}

Result<backup::Repository> Stores::repository(std::string const& place, backup::Repository::Use use)
{
    auto objects = TRY(backup::open_place(place.empty() ? settings_.text("RMIRROR_BACKUP_TO") : place,
                                          settings_, environment_, gateways_.to("s3")));
    return backup::Repository::open(std::move(objects), settings_.secret("RMIRROR_BACKUP_KEY"), use);
}

}  // namespace rmirror::commands
