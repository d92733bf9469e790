// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/backup.hpp"

#include "backup/database_copy.hpp"
#include "backup/snapshot.hpp"
#include "base/utc_text.hpp"
#include "crypto/stored_secret.hpp"
#include "hashing.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>
#include <utility>

namespace rmirror::backup {

namespace {

/// Files of the data folder without which a restored database would be of little use.
constexpr std::array<std::string_view, 2> kSecrets = {"jwt-secret", "master-key"};

using Names = std::unordered_set<std::string>;

/// "2026-11-28T03-00-00Z": colons aren't allowed in names of files everywhere.
std::string time_name(std::chrono::sys_seconds time)
{
    auto text = utc_text(std::chrono::system_clock::to_time_t(time));
    std::replace(text.begin(), text.end(), ':', '-');
    return text;
}

/// That of `now`, or of one of the next seconds if there is something of another backup already.
std::string unused_time(Repository const& repository, std::chrono::sys_seconds now)
{
    while (!repository.list("backups/" + time_name(now) + "/").empty())
        now += std::chrono::seconds(1);
    return time_name(now);
}

/// "database.0001"
std::string numbered(std::string const& name, std::size_t index)
{
    constexpr std::size_t kDigits = 4;
    auto number = std::to_string(index + 1);
    number.insert(0, kDigits - std::min(kDigits, number.size()), '0');
    return name + "." + number;
}

std::vector<Part> copy_secrets(Repository& repository, std::string const& folder, std::string const& time)
{
    std::vector<Part> parts;
    for (auto const name : kSecrets)
        if (auto const secret = find_stored_secret(folder, std::string(name)))
            parts.push_back(write_part(repository, time, std::string(name), secret->reveal()));
    return parts;
}

std::vector<Part> copy_database(Repository& repository, Source const& source, std::string const& snapshot,
                                Made& made, Progress const& progress)
{
    std::vector<Part> parts;
    dump_database(source.database_url, snapshot, [&](std::string_view piece) {
        parts.push_back(
            write_part(repository, made.description.time, numbered("database", parts.size()), piece));
        made.database_bytes += piece.size();
        report(progress, "Database, bytes", made.database_bytes, 0);
    });
    return parts;
}

/// Copies images that the repository lacks, and lists all of them.
class ImageCopier {
public:
    ImageCopier(Repository& repository, BlobStore& images, Made& made)
        : repository_(repository), images_(images), made_(made)
    {
        for (auto& name : repository.list("images/"))
            known_.insert(std::move(name));
    }

    void copy(std::vector<ListedImage> const& images)
    {
        std::string list;
        for (auto const& image : images) {
            copy(image);
            list += line_of(image);
        }
        auto& lists = made_.description.images;
        lists.push_back(
            write_part(repository_, made_.description.time, numbered("images", lists.size()), list));
        made_.description.image_count += images.size();
    }

private:
    void copy(ListedImage const& image)
    {
        auto name = repository_.image_name(image.user_id, image.sha256);
        if (known_.contains(name))
            return;
        BlobKey const key{image.user_id, image.sha256, image.copy};
        auto const content = images_.get(key);
        if (!content || sha256_hex(*content) != image.sha256) {
            made_.description.unreadable.push_back(path_of(key));
            return;
        }
        repository_.write(name, *content);
        known_.insert(std::move(name));
        ++made_.new_images;
        made_.image_bytes += content->size();
    }

    Repository& repository_;
    BlobStore& images_;
    Made& made_;
    Names known_;
};

/// Times to keep, of all `times`, which are sorted.
std::set<std::string> kept(std::vector<std::string> const& times, std::chrono::sys_seconds now,
                           std::size_t days)
{
    constexpr std::size_t kDayLetters = 10;  // "2026-11-28"
    auto const yesterday = time_name(now - std::chrono::hours(24));
    std::set<std::string> result;
    std::set<std::string> days_seen;
    for (auto time = times.rbegin(); time != times.rend(); ++time) {
        bool const is_newest_of_day = days_seen.insert(time->substr(0, kDayLetters)).second;
        if (*time >= yesterday || (is_newest_of_day && days_seen.size() <= days))
            result.insert(*time);
    }
    return result;
}

/// "backups/TIME/database.0001" -> "TIME"
std::string time_in(std::string const& name)
{
    auto const begin = name.find('/') + 1;
    return name.substr(begin, name.find('/', begin) - begin);
}

/// The descriptions go first, so that a backup that is being removed counts as incomplete.
void remove_backups_except(Repository& repository, std::set<std::string> const& times)
{
    auto names = repository.list("backups/");
    std::stable_partition(names.begin(), names.end(),
                          [](std::string const& name) { return name.ends_with("/description.json"); });
    for (auto const& name : names)
        if (!times.contains(time_in(name)))
            repository.remove(name);
}

Names images_of(Repository const& repository, std::set<std::string> const& times)
{
    Names names;
    for (auto const& time : times)
        for (auto const& list : read_description(repository, time).images)
            for (auto const& image : read_list(repository, list))
                names.insert(repository.image_name(image.user_id, image.sha256));
    return names;
}

}  // namespace

Made make_backup(Repository& repository, Source const& source, std::chrono::sys_seconds now,
                 Progress const& progress)
{
    Snapshot snapshot(source.database_url);
    Made made;
    auto& description = made.description;
    description.time = unused_time(repository, now);
    description.migrations = snapshot.migrations();
    description.key_ids = snapshot.key_ids();
    description.secrets = copy_secrets(repository, source.data_folder, description.time);
    description.database = copy_database(repository, source, snapshot.id(), made, progress);
    auto const count = snapshot.count_images();
    ImageCopier copier(repository, source.images, made);
    snapshot.each_images([&](std::vector<ListedImage> const& images) {
        copier.copy(images);
        report(progress, "Images", description.image_count, count);
    });
    write_description(repository, description);
    return made;
}

std::size_t remove_old_backups(Repository& repository, std::chrono::sys_seconds now, std::size_t days)
{
    auto const times = kept(times_of_backups(repository), now, days);
    remove_backups_except(repository, times);
    auto const needed = images_of(repository, times);
    for (auto const& name : repository.list("images/"))
        if (!needed.contains(name))
            repository.remove(name);
    return times.size();
}

}  // namespace rmirror::backup
