// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands/backups.hpp"

#include "backup/backup.hpp"
#include "backup/database_copy.hpp"
#include "backup/image_check.hpp"
#include "backup/last_backup.hpp"
#include "backup/restore.hpp"
#include "backup/snapshot.hpp"
#include "commands/direct_url.hpp"
#include "commands/progress_line.hpp"
#include "commands/stores.hpp"
#include "db/migrate.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <utility>
#include <vector>

namespace rmirror::commands {

namespace {

constexpr std::size_t kDaysKept = 30;

backup::Progress shown_in(ProgressLine& line)
{
    return [&line](std::string_view what, std::size_t done, std::size_t of) { line.show(what, done, of); };
}

std::string megabytes(std::size_t bytes)
{
    constexpr std::size_t kTenth = 100'000;
    auto const tenths = (bytes + kTenth - 1) / kTenth;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

void list(std::vector<std::string> const& names)
{
    for (auto const& name : names)
        std::cout << "  " << name << '\n';
}

void print_made(backup::Made const& made, std::size_t left, bool is_encrypted)
{
    auto const& description = made.description;
    std::cout << "Backup " << description.time << ": the database (" << megabytes(made.database_bytes)
              << ") and " << description.image_count << " images, of which " << made.new_images
              << " are new (" << megabytes(made.image_bytes) << "). Backups there: " << left << ".\n";
    if (!is_encrypted && !description.secrets.empty())
        std::cout
            << "It isn't encrypted, and contains the keys of the data folder: keep it as safe as the server, "
               "or set RMIRROR_BACKUP_KEY.\n";
    if (!description.unreadable.empty()) {
        std::cout << "These images are missing or damaged on the server, so they aren't in the backup:\n";
        list(description.unreadable);
    }
}

Result<std::string> chosen_time(backup::Repository const& repository, std::string const& time)
{
    auto const times = backup::times_of_backups(repository);
    if (times.empty())
        return Refusal{"There are no complete backups."};
    if (time.empty())
        return times.back();
    if (std::find(times.begin(), times.end(), time) == times.end())
        return Refusal{"There is no backup " + time +
                       ". rmirror-server --backups lists those that there are."};
    return time;
}

/// Turns failures that an operator can do something about into refusals.
Result<int> with_failures_refused(std::function<Result<int>()> const& command)
{
    try {
        return command();
    } catch (backup::Damaged const& damage) {
        return Refusal{"The backups are damaged: " + std::string(damage.what())};
    } catch (DiskFull const& failure) {
        return Refusal{"There is no room left: " + std::string(failure.what()) +
                       ". What was stored before is intact."};
    } catch (BlobFailure const& failure) {
        return Refusal{"The images or the backups can't be reached: " + std::string(failure.what()) + "."};
    } catch (backup::AlreadyRunning const& running) {
        return Refusal{running.what()};
    } catch (backup::CopyFailed const& failure) {
        return Refusal{failure.what()};
    }
}

Result<int> make_backup(Settings const& settings, std::string const& place)
{
    Stores stores(settings);
    auto const images = TRY(stores.images());
    auto repository = TRY(stores.repository(place, backup::Repository::Use::write));
    auto const url = TRY(direct_url(settings));
    auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    auto const made = [&] {
        ProgressLine line;
        backup::Source const source{url, *images, settings.text("RMIRROR_DATA_DIR")};
        return backup::make_backup(repository, source, now, shown_in(line));
    }();
    backup::note_backup(url, now);
    auto const left = backup::remove_old_backups(repository, now, kDaysKept);
    print_made(made, left, repository.is_encrypted());
    return made.description.unreadable.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

Result<int> restore_backup(Settings const& settings, std::string const& place, std::string const& time)
{
    Stores stores(settings);
    auto const images = TRY(stores.images());
    auto const repository = TRY(stores.repository(place, backup::Repository::Use::read));
    auto const chosen = TRY(chosen_time(repository, time));
    auto const url = TRY(direct_url(settings));
    auto result = [&] {
        ProgressLine line;
        return backup::restore(repository, chosen, {url, settings, *images}, shown_in(line));
    }();
    auto const restored = TRY(std::move(result));
    std::cout << "Restored the backup " << chosen << ": the database and "
              << restored.description.image_count - restored.missing.size() << " images. Start the server.\n";
    for (auto const& path : restored.replaced_secrets)
        std::cout << "The data folder had another secret, which is now in " << path
                  << ". Delete it if nothing else uses it.\n";
    if (restored.missing.empty())
        return EXIT_SUCCESS;
    std::cout << "These images are missing in the backup or damaged. Their pages show none until they are "
                 "changed on "
                 "the tablet:\n";
    list(restored.missing);
    return EXIT_FAILURE;
}

Result<int> print_backups(Settings const& settings, std::string const& place)
{
    Stores stores(settings);
    auto const repository = TRY(stores.repository(place, backup::Repository::Use::read));
    for (auto const& time : backup::times_of_backups(repository))
        std::cout << time << "  " << backup::read_description(repository, time).image_count << " images\n";
    return EXIT_SUCCESS;
}

Result<int> compare_images(Settings const& settings)
{
    auto const& url = settings.secret("RMIRROR_DATABASE_URL");
    db::expect_current_schema(url);
    Stores stores(settings);
    auto const images = TRY(stores.images());
    db::Pool pool({.url = url, .connections = 1});
    auto const found = [&] {
        ProgressLine line;
        return backup::check_images(pool, *images, shown_in(line));
    }();
    std::cout << "Checked " << found.images << " images.\n";
    for (auto const& [sentence, names] :
         {std::pair("Missing, although pages show them:", &found.missing),
          std::pair("Damaged: their content isn't what was stored:", &found.damaged),
          std::pair("Not known to the database. The server removes those of its users within a day:",
                    &found.unknown)})
        if (!names->empty()) {
            std::cout << sentence << '\n';
            list(*names);
        }
    return found.is_clean() ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

Result<int> back_up(Settings const& settings, std::string const& place)
{
    return with_failures_refused([&] { return make_backup(settings, place); });
}

Result<int> list_backups(Settings const& settings, std::string const& place)
{
    return with_failures_refused([&] { return print_backups(settings, place); });
}

Result<int> restore(Settings const& settings, std::string const& place, std::string const& time)
{
    return with_failures_refused([&] { return restore_backup(settings, place, time); });
}

Result<int> check_images(Settings const& settings)
{
    return with_failures_refused([&] { return compare_images(settings); });
}

}  // namespace rmirror::commands
