// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/restore.hpp"

#include "backup/database_copy.hpp"
#include "backup/empty_database.hpp"
#include "connections/master_keys.hpp"
#include "crypto/stored_secret.hpp"
#include "db/migrate.hpp"
#include "hashing.hpp"

#include <algorithm>
#include <set>

namespace rmirror::backup {

namespace {

constexpr auto kMasterKey = "master-key";

Result<Done> expect_known_schema(Description const& description)
{
    auto const known = db::migrations();
    for (auto const& name : description.migrations)
        if (std::none_of(known.begin(), known.end(), [&](auto const& each) { return each.name == name; }))
            return Refusal{"The backup was made by a newer version of rmirror-server (it has the migration " +
                           name + "). Use that version."};
    return Done{};
}

/// "backups/TIME/master-key" -> "master-key"
std::string file_of(Part const& part)
{
    return part.name.substr(part.name.rfind('/') + 1);
}

Result<std::vector<std::string>> restore_secrets(Repository const& repository, Description const& description,
                                                 std::string const& folder)
{
    std::vector<std::string> replaced;
    for (auto const& part : description.secrets) {
        auto aside = TRY(replace_secret(folder, file_of(part), Secret(read_part(repository, part))));
        if (!aside.empty())
            replaced.push_back(std::move(aside));
    }
    return replaced;
}

/// Ids of the master keys that the server will have: configured, in the data folder, or in the backup.
Result<std::set<std::string>> future_keys(Repository const& repository, Description const& description,
                                          Settings const& settings)
{
    std::set<std::string> ids;
    auto const& given = settings.secret("RMIRROR_MASTER_KEYS");
    if (!given.empty())
        for (auto const& key : TRY(connections::parse_master_keys(given)))
            ids.insert(key.id);
    auto generated = find_stored_secret(settings.text("RMIRROR_DATA_DIR"), kMasterKey);
    for (auto const& part : description.secrets)
        if (file_of(part) == kMasterKey)
            generated = Secret(read_part(repository, part));
    if (generated)
        ids.insert(TRY(connections::parse_kept_key(*generated, kMasterKey)).id);
    return ids;
}

Result<Done> expect_keys(Repository const& repository, Description const& description,
                         Settings const& settings)
{
    auto const keys = TRY(future_keys(repository, description, settings));
    for (auto const& id : description.key_ids)
        if (!keys.contains(id))
            return Refusal{"Credentials in the backup are encrypted with the master key " + id +
                           ", which isn't in RMIRROR_MASTER_KEYS. Add it, then run this again."};
    return Done{};
}

void restore_image(Repository const& repository, ListedImage const& image, BlobStore& images,
                   Restored& restored)
{
    BlobKey const key{image.user_id, image.sha256, image.copy};
    if (images.contains(key))
        return;
    try {
        auto const content = repository.read(repository.image_name(image.user_id, image.sha256));
        if (sha256_hex(content) == image.sha256)
            return images.put(key, content);
    } catch (Damaged const&) {
        // Reported below.
    }
    restored.missing.push_back(path_of(key));
}

void restore_images(Repository const& repository, BlobStore& images, Restored& restored,
                    Progress const& progress)
{
    std::size_t done = 0;
    for (auto const& list : restored.description.images)
        for (auto const& image : read_list(repository, list)) {
            restore_image(repository, image, images, restored);
            report(progress, "Images", ++done, restored.description.image_count);
        }
}

void restore_database(Repository const& repository, Description const& description, Secret const& url,
                      Progress const& progress)
{
    remove_schema(url);
    std::size_t done = 0;
    load_database(url, [&]() -> std::string {
        report(progress, "Database, pieces", done, description.database.size());
        return done == description.database.size() ? "" : read_part(repository, description.database[done++]);
    });
}

}  // namespace

/// The database comes last and in one transaction: until then it is empty, so an interrupted restore can be
/// repeated.
Result<Restored> restore(Repository const& repository, std::string const& time, Destination const& to,
                         Progress const& progress)
{
    Restored restored{.description = read_description(repository, time)};
    TRY(expect_known_schema(restored.description));
    TRY(expect_no_accounts(to.database_url));
    TRY(expect_keys(repository, restored.description, to.settings));
    restored.replaced_secrets =
        TRY(restore_secrets(repository, restored.description, to.settings.text("RMIRROR_DATA_DIR")));
    restore_images(repository, to.images, restored, progress);
    restore_database(repository, restored.description, to.database_url, progress);
    restored.migrated = db::migrate(to.database_url);
    return restored;
}

}  // namespace rmirror::backup
