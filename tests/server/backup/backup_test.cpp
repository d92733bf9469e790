// SPDX-License-Identifier: AGPL-3.0-or-later
// What is backed up comes back, by the real pg_dump and pg_restore; what can't come back is said before
// anything is changed.
#include "backup/backup.hpp"

#include "backup/image_check.hpp"
#include "backup/restore.hpp"
#include "backup/snapshot.hpp"
#include "connections/connections.hpp"
#include "connections/vaults.hpp"
#include "crypto/base64.hpp"
#include "crypto/stored_secret.hpp"
#include "db/migrate.hpp"
#include "library/library.hpp"

#include <pqxx/nontransaction>

#include <fstream>
#include <functional>
#include <regex>
#include <tuple>

namespace rmirror::backup {
namespace {

namespace fs = std::filesystem;

using rmirror::test::LibraryTest;
using Schema = db::test::Database::Schema;

constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 28);

class Backup : public LibraryTest {
protected:
    Backup()
    {
        send(rmirror::test::library(
            {rmirror::test::notebook(1, {rmirror::test::page(1, 1), rmirror::test::page(2, 2)})}));
        store(1, 1, 1);
        store(1, 2, 2);
    }

    static Secret key(char byte) { return Secret(crypto::base64(std::string(32, byte))); }

    Result<Repository> open(Secret const& key, Repository::Use use = Repository::Use::write)
    {
        return Repository::open(open_folder(place), key, use);
    }

    Repository repository()
    {
        auto opened = open(Secret());
        EXPECT_TRUE(opened.ok());
        return std::move(opened.value());
    }

    Made make(Repository& into, std::chrono::sys_seconds now = kNow)
    {
        auto const url = database.url();
        return make_backup(into, {url, *blobs, data}, now);
    }

    /// Where a backup is restored: a database, a data folder and images of its own.
    struct Target {
        explicit Target(fs::path const& folder)
            : data(folder / "restored"), images(open_disk_store(folder / "restored" / "blobs"))
        {}

        Settings settings(Settings::Environment more = {}) const
        {
            more.emplace("RMIRROR_DATABASE_URL", database.url().reveal());
            more.emplace("RMIRROR_DATA_DIR", data);
            return Settings::read(more).value();
        }

        std::string value(std::string const& sql) const
        {
            auto const connection = db::open_connection(database.url(), std::chrono::seconds(30));
            return pqxx::nontransaction(*connection).exec1(sql)[0].as<std::string>();
        }

        db::test::Database database{Schema::empty};
        std::string data;
        std::unique_ptr<BlobStore> images;
    };

    /// Beyond row-level security and grants.
    std::string value_as_owner(std::string const& sql) const
    {
        auto const connection = db::open_connection(database.url(), std::chrono::seconds(30));
        return pqxx::nontransaction(*connection).exec1(sql)[0].as<std::string>();
    }

    Result<Restored> restore_into(Target& target, Repository const& from, Settings::Environment more = {})
    {
        auto const url = target.database.url();
        return restore(from, times_of_backups(from).back(),
                       {url, target.settings(std::move(more)), *target.images});
    }

    std::string refusal_of(Target& target, Repository const& from, Settings::Environment more = {})
    {
        auto const restored = restore_into(target, from, std::move(more));
        return restored.ok() ? "" : restored.error().sentence;
    }

    void expect_same(Target const& target)
    {
        for (auto const* const sql :
             {"SELECT string_agg(email, ' ') FROM users",
              "SELECT string_agg(visible_name, ' ') FROM notebooks",
              "SELECT string_agg(page_uuid::text || ink_hash, ' ' ORDER BY id) FROM pages",
              "SELECT string_agg(sha256 || copy, ' ' ORDER BY id) FROM blobs",
              "SELECT string_agg(name || sha256, ' ' ORDER BY name) FROM schema_migrations"})
            EXPECT_EQ(target.value(sql), value(sql)) << sql;
        for (std::size_t ink : {1U, 2U}) {
            auto const content = png_of(ink);
            auto const blob = blob_of(image_of(1, ink, ink, content));
            ASSERT_TRUE(blob);
            EXPECT_EQ(target.images->get(*blob), content);
        }
    }

    std::string png_of(std::size_t ink)
    {
        auto const blob = value(
            "SELECT sha256 || ' ' || copy FROM blobs JOIN page_images i ON i.blob_id = blobs.id "
            "WHERE i.ink_hash = '" +
            rmirror::test::ink_of(ink) + "'");
        auto const space = blob.find(' ');
        return blobs->get({user, blob.substr(0, space), blob.substr(space + 1)}).value_or("(no image)");
    }

    fs::path file_with(std::string const& pattern) const
    {
        std::regex const expression(pattern);
        for (auto const& entry : fs::recursive_directory_iterator(place))
            if (entry.is_regular_file() && std::regex_search(entry.path().string(), expression))
                return entry.path();
        ADD_FAILURE() << "no file " << pattern;
        return {};
    }

    static void alter(fs::path const& file)
    {
        std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
        stream.seekg(static_cast<std::streamoff>(fs::file_size(file) / 2));
        auto const byte = static_cast<char>(stream.get() ^ 1);
        stream.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
        stream.put(byte);
    }

    std::string const place = folder / "backups";
    std::string const data = folder / "data";
};

TEST_F(Backup, comes_back_whole)
{
    auto const secret = stored_secret(data, "jwt-secret").value().reveal();
    auto into = repository();
    auto const made = make(into);
    EXPECT_EQ(made.description.time, "2026-11-28T00-00-00Z");
    EXPECT_EQ(made.description.image_count, 2U);
    EXPECT_EQ(made.new_images, 2U);
    EXPECT_TRUE(made.description.unreadable.empty());

    Target target(folder);
    auto const restored = restore_into(target, into);
    ASSERT_TRUE(restored.ok()) << restored.error().sentence;
    EXPECT_TRUE(restored.value().missing.empty());
    EXPECT_EQ(restored.value().migrated, 0U);
    expect_same(target);
    EXPECT_EQ(find_stored_secret(target.data, "jwt-secret")->reveal(), secret);
}

TEST_F(Backup, is_made_and_restored_by_an_owner_who_is_no_superuser)
{
    auto into = repository();
    make(into);
    // Restores it as an ordinary owner, backs that up as such, and restores it once more.
    value_as_owner(
        "DO $$BEGIN CREATE ROLE ordinary CREATEROLE; EXCEPTION WHEN duplicate_object THEN NULL; END$$; "
        "SELECT 1");
    auto const as_ordinary = [&](Target const& target) {
        target.value("ALTER DATABASE " + target.value("SELECT current_database()") +
                     " OWNER TO ordinary; SELECT 1");
        return target.database.url().reveal() + "&options=-c%20role%3Dordinary";
    };
    Target target(folder / "1");
    Secret const url(as_ordinary(target));
    ASSERT_TRUE(restore(into, times_of_backups(into).back(), {url, target.settings(), *target.images}).ok());
    EXPECT_EQ(target.value("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"),
              "ordinary");
    auto const made = make_backup(into, {url, *target.images, target.data}, kNow);
    EXPECT_EQ(made.description.time, "2026-11-28T00-00-01Z");
    EXPECT_EQ(made.new_images, 0U);
    Target last(folder / "2");
    ASSERT_EQ(refusal_of(last, into), "");
    expect_same(last);
}

TEST_F(Backup, that_is_encrypted_shows_nothing_and_needs_its_key)
{
    auto sealed = open(key('a'));
    ASSERT_TRUE(sealed.ok());
    make(sealed.value());
    auto const hash = value("SELECT min(sha256) FROM blobs");
    for (auto const& entry : fs::recursive_directory_iterator(place)) {
        EXPECT_EQ(entry.path().string().find(hash), std::string::npos);
        EXPECT_EQ(entry.path().string().find(user.text()), std::string::npos);
        if (!entry.is_regular_file())
            continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::string const content(std::istreambuf_iterator<char>(file), {});
        EXPECT_EQ(content.find("owner@example.org"), std::string::npos);
        EXPECT_EQ(content.find("\x89PNG\r\n\x1a\n"), std::string::npos);
        EXPECT_EQ(content.find("PGDMP"), std::string::npos);
    }
    EXPECT_EQ(open(Secret()).error().sentence,
              "The backups are encrypted. Set RMIRROR_BACKUP_KEY to their key.");
    EXPECT_EQ(open(key('b')).error().sentence,
              "The backups are encrypted with another key than RMIRROR_BACKUP_KEY.");
    EXPECT_NE(open(Secret("short")).error().sentence.find("must be 32 bytes in base64"), std::string::npos);
    Target target(folder);
    auto const again = open(key('a'), Repository::Use::read);
    ASSERT_EQ(refusal_of(target, again.value()), "");
    expect_same(target);
}

TEST_F(Backup, stores_each_image_once)
{
    auto into = repository();
    make(into);
    store(1, 1, 3);
    send(rmirror::test::library(
        {rmirror::test::notebook(1, {rmirror::test::page(1, 3), rmirror::test::page(2, 2)})}));
    store(1, 1, 3);
    auto const second = make(into, kNow + std::chrono::hours(1));
    EXPECT_EQ(second.new_images, 1U);
    EXPECT_EQ(into.list("images/").size(), 3U);
}

TEST_F(Backup, keeps_images_from_being_removed_until_it_has_read_them)
{
    std::size_t removed_meanwhile = 99;
    {
        Snapshot const snapshot(database.url());
        send(rmirror::test::library({}, "library"));
        removed_meanwhile = remove_unused();
        EXPECT_THROW(Snapshot(database.url()), AlreadyRunning);
    }
    EXPECT_EQ(removed_meanwhile, 0U);
}

TEST_F(Backup, reports_images_that_were_lost_before)
{
    auto const lost = blob_of(image_of(1, 1, 1, png_of(1)));
    blobs->remove(*lost);
    auto into = repository();
    auto const made = make(into);
    EXPECT_EQ(made.description.unreadable, std::vector<std::string>{path_of(*lost)});
    Target target(folder);
    auto const restored = restore_into(target, into);
    ASSERT_TRUE(restored.ok());
    EXPECT_EQ(restored.value().missing, std::vector<std::string>{path_of(*lost)});
    EXPECT_EQ(target.value("SELECT count(*) FROM pages"), "2");
}

TEST_F(Backup, is_not_restored_over_accounts_or_other_tables)
{
    auto into = repository();
    make(into);
    Target target(folder);
    ASSERT_EQ(refusal_of(target, into), "");
    EXPECT_NE(refusal_of(target, into).find("has accounts"), std::string::npos);
    Target other(folder);
    other.value("CREATE TABLE things (id int); SELECT 1");
    EXPECT_NE(refusal_of(other, into).find("tables of something else"), std::string::npos);
    EXPECT_EQ(other.value("SELECT count(*) FROM things"), "0");
}

TEST_F(Backup, is_restored_over_a_schema_that_nobody_uses)
{
    auto into = repository();
    make(into);
    Target target(folder);
    db::migrate(target.database.url());
    {
        auto const server = db::open_connection(target.database.url(), std::chrono::seconds(30));
        EXPECT_EQ(refusal_of(target, into), "A server is using the database. Stop it, then run this again.");
    }
    EXPECT_EQ(refusal_of(target, into), "");
    expect_same(target);
}

TEST_F(Backup, of_a_newer_version_is_refused)
{
    auto into = repository();
    value_as_owner("INSERT INTO schema_migrations (name, sha256) VALUES ('9999_future', '') RETURNING 1");
    make(into);
    value_as_owner("DELETE FROM schema_migrations WHERE name = '9999_future' RETURNING 1");
    Target target(folder);
    EXPECT_NE(
        refusal_of(target, into).find("newer version of rmirror-server (it has the migration 9999_future)"),
        std::string::npos);
    EXPECT_EQ(target.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
}

TEST_F(Backup, needs_the_master_keys_of_its_credentials)
{
    auto const vault = connections::test::vault({"old"});
    db::as_user(pool, user, [&](pqxx::work& work) {
        return connections::put(work, vault, user, {"readwise", "1"}, {{"token", "secret"}});
    });
    auto into = repository();
    make(into);
    Target target(folder);
    EXPECT_NE(refusal_of(target, into).find("with the master key old, which isn't in RMIRROR_MASTER_KEYS"),
              std::string::npos);
    EXPECT_FALSE(fs::exists(target.data + "/master-key"));
    EXPECT_EQ(
        refusal_of(target, into, {{"RMIRROR_MASTER_KEYS", "old:" + crypto::base64(std::string(32, 'k'))}}),
        "");
}

TEST_F(Backup, replaces_the_secrets_that_a_server_without_accounts_generated)
{
    auto const backed_up = stored_secret(data, "jwt-secret").value().reveal();
    auto into = repository();
    make(into);
    Target target(folder);
    auto const generated = stored_secret(target.data, "jwt-secret").value().reveal();
    auto const aside = target.data + "/jwt-secret.replaced-1";
    EXPECT_EQ(restore_into(target, into).value().replaced_secrets, std::vector{aside});
    EXPECT_EQ(find_stored_secret(target.data, "jwt-secret")->reveal(), backed_up);
    EXPECT_EQ(find_stored_secret(target.data, "jwt-secret.replaced-1")->reveal(), generated);
    expect_same(target);
}

TEST_F(Backup, that_was_altered_or_cut_is_refused_and_the_database_stays_empty)
{
    for (auto const& seal : {Secret(), key('a')})
        for (auto const* const pattern : {"database.0001$", "/images.0001$", "description.json$"}) {
            for (bool const cut : {false, true}) {
                fs::remove_all(place);
                auto into = std::move(open(seal).value());
                make(into);
                auto const file = file_with(pattern);
                if (cut)
                    fs::resize_file(file, fs::file_size(file) / 2);
                else
                    alter(file);
                Target target(folder);
                EXPECT_THROW((void)restore_into(target, into), Damaged) << pattern << cut;
                EXPECT_EQ(target.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
            }
        }
}

TEST_F(Backup, restores_what_is_left_when_images_are_damaged)
{
    auto into = repository();
    make(into);
    alter(file_with("/images/"));
    Target target(folder);
    auto const restored = restore_into(target, into);
    ASSERT_TRUE(restored.ok()) << restored.error().sentence;
    EXPECT_EQ(restored.value().missing.size(), 1U);
    EXPECT_EQ(target.value("SELECT count(*) FROM pages"), "2");
}

TEST_F(Backup, without_a_description_does_not_count_and_goes)
{
    auto into = repository();
    make(into);
    make(into, kNow + std::chrono::hours(2));
    fs::remove(file_with("T02-00-00Z/description.json"));
    EXPECT_EQ(times_of_backups(into), std::vector<std::string>{"2026-11-28T00-00-00Z"});
    EXPECT_EQ(remove_old_backups(into, kNow, 30), 1U);
    EXPECT_TRUE(into.list("backups/2026-11-28T02").empty());
}

TEST_F(Backup, is_kept_for_a_day_and_the_newest_of_each_day_for_longer)
{
    auto into = repository();
    make(into, kNow - std::chrono::hours(24 * 3));
    make(into, kNow - std::chrono::hours(24 * 2 + 1));
    make(into, kNow - std::chrono::hours(24 * 2 + 2));
    send(rmirror::test::library(
        {rmirror::test::notebook(1, {rmirror::test::page(1, 3), rmirror::test::page(2, 2)})}));
    store(1, 1, 3);
    make(into, kNow - std::chrono::hours(2));
    make(into, kNow - std::chrono::hours(1));
    EXPECT_EQ(remove_old_backups(into, kNow, 3), 3U);
    EXPECT_EQ(
        times_of_backups(into),
        (std::vector<std::string>{"2026-11-25T23-00-00Z", "2026-11-27T22-00-00Z", "2026-11-27T23-00-00Z"}));
    EXPECT_EQ(into.list("images/").size(), 3U);
    EXPECT_EQ(remove_old_backups(into, kNow, 1), 2U);
    EXPECT_EQ(into.list("images/").size(), 2U) << "an image that only old backups have goes with them";
    Target target(folder);
    EXPECT_EQ(refusal_of(target, into), "");
}

TEST_F(Backup, is_not_mixed_with_something_else)
{
    fs::create_directories(place);
    std::ofstream(fs::path(place) / "diary.txt") << "dear diary";
    EXPECT_EQ(open(Secret()).error().sentence, "There is something else than backups. Use an empty place.");
    fs::remove(fs::path(place) / "diary.txt");
    EXPECT_EQ(open(Secret(), Repository::Use::read).error().sentence, "There are no backups.");
    make(*std::make_unique<Repository>(repository()));
    EXPECT_NE(open(key('a')).error().sentence.find("aren't encrypted, but RMIRROR_BACKUP_KEY is set"),
              std::string::npos);
}

TEST_F(Backup, check_names_images_that_differ_from_the_database)
{
    EXPECT_TRUE(check_images(pool, *blobs).is_clean());
    auto const first = *blob_of(image_of(1, 1, 1, png_of(1)));
    auto const second = *blob_of(image_of(1, 2, 2, png_of(2)));
    blobs->remove(first);
    alter(folder / path_of(second));
    BlobKey const stranger{user, std::string(64, 'a'), ""};
    blobs->put(stranger, "x");
    auto const found = check_images(pool, *blobs);
    EXPECT_EQ(found.images, 2U);
    EXPECT_EQ(found.missing, std::vector<std::string>{path_of(first)});
    EXPECT_EQ(found.damaged, std::vector<std::string>{path_of(second)});
    EXPECT_EQ(found.unknown, std::vector<std::string>{path_of(stranger)});
}

}  // namespace
}  // namespace rmirror::backup
