// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/sealed/sealed_backup.hpp"

#include "db/transaction.hpp"
#include "hashing.hpp"
#include "library/images/uploads.hpp"
#include "library/library.hpp"
#include "library/sealed/sealed_chunk.hpp"

namespace rmirror::test {
namespace {

std::string const kKey = "00000000-0000-4000-8000-000000000001";

class SealedBackups : public LibraryTest {
protected:
    std::string send(std::string const& content)
    {
        library::ChunkFacts const facts{sha256_hex("keyed " + content), sha256_hex(content), content.size()};
        auto const upload = db::as_user(
            pool, user, [&](pqxx::work& work) { return library::announce_chunk(work, rules, user, facts); });
        blobs->put(upload.key, content);
        library::Uploads uploads(pool, *blobs, rules);
        auto const completed = library::complete_chunk(pool, *blobs, uploads, user, upload.id);
        EXPECT_TRUE(std::holds_alternative<std::string>(completed));
        return facts.name;
    }

    void add(std::size_t number, std::vector<std::string> const& names)
    {
        library::write(pool, user, [&](library::LibraryWork& work) {
            library::save_key(work, {kKey, 0, "{}"});
            auto const added = library::add_backup(work, {uuid_of(number), kKey, "c2VhbGVk", names});
            EXPECT_TRUE(std::holds_alternative<std::string>(added));
        });
    }

    bool remove(std::size_t number)
    {
        return library::write(pool, user, [&](library::LibraryWork& work) {
            return library::remove_backup(work, uuid_of(number));
        });
    }

    /// As a day later.
    std::size_t remove_unused_chunks()
    {
        db::as_system(pool, [](pqxx::work& work) {
            work.exec("UPDATE sealed_chunks SET wanted_at = wanted_at - interval '25 hours'");
        });
        return library::remove_unused_chunks(pool, 100);
    }

    std::string chunks() { return value("SELECT count(*) FROM sealed_chunks"); }
};

TEST_F(SealedBackups, keep_their_chunks_and_lose_what_none_uses_after_a_day)
{
    auto const one = send("one");
    auto const two = send("two");
    send("three");
    add(1, {one, two});
    add(2, {two});
    EXPECT_EQ(library::remove_unused_chunks(pool, 100), 0U) << "it was wanted today";
    EXPECT_EQ(remove_unused_chunks(), 1U);
    EXPECT_EQ(chunks(), "2");
    EXPECT_TRUE(remove(1));
    EXPECT_FALSE(remove(1));
    EXPECT_EQ(library::remove_unused_chunks(pool, 100), 0U);
    EXPECT_EQ(remove_unused_chunks(), 1U);
    EXPECT_EQ(chunks(), "1");
    EXPECT_EQ(value("SELECT (SELECT name FROM sealed_chunks) = '" + two + "'"), "t");
    remove_unused();
    EXPECT_EQ(stored_files(), 1U);
}

TEST_F(SealedBackups, find_a_chunk_that_a_client_has_just_asked_for)
{
    auto const one = send("one");
    db::as_system(pool, [](pqxx::work& work) {
        work.exec("UPDATE sealed_chunks SET wanted_at = wanted_at - interval '25 hours'");
    });
    auto const missing = library::write(pool, user, [&](library::LibraryWork& work) {
        return library::missing_chunks(work, {one, sha256_hex("never sent")});
    });
    EXPECT_EQ(missing, R"({"missing": [")" + sha256_hex("never sent") + R"("]})");
    EXPECT_EQ(library::remove_unused_chunks(pool, 100), 0U);
    add(1, {one});
}

TEST_F(SealedBackups, go_all_with_their_key_and_leave_no_file)
{
    add(1, {send("one"), send("two")});
    library::write(pool, user, [](library::LibraryWork& work) { library::remove_all_backups(work); });
    EXPECT_EQ(library::remove_unused_chunks(pool, 100), 2U);
    remove_unused();
    EXPECT_EQ(stored_files(), 0U);
    EXPECT_EQ(value("SELECT (SELECT count(*) FROM sealed_keys) + (SELECT count(*) FROM sealed_backups) + "
                    "(SELECT count(*) FROM sealed_chunks) + (SELECT count(*) FROM blobs)"),
              "0");
    EXPECT_EQ(value("SELECT stored_bytes || ' ' || (row_bytes = row_bytes_of(user_id)) FROM library_usage"),
              "0 true");
}

TEST_F(SealedBackups, go_with_their_owner)
{
    add(1, {send("one")});
    db::as_system(pool, [&](pqxx::work& work) { work.exec_params("DELETE FROM users WHERE id = $1", user); });
    EXPECT_EQ(chunks(), "0");
}

}  // namespace
}  // namespace rmirror::test
