// SPDX-License-Identifier: AGPL-3.0-or-later
// A new master key, while servers read and write credentials all the while.
#include "connections/rotation.hpp"

#include "connections/connections.hpp"
#include "connections/vaults.hpp"
#include "db/database.hpp"
#include "eventually.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

#include <atomic>
#include <thread>

namespace rmirror::connections {
namespace {

namespace json = boost::json;

struct Rotation : db::test::DatabaseTest {
    UserId const ada = add_user("ada@example.org");
    Vault const old_vault = test::vault({"old"});
    Vault const both = test::vault({"new", "old"});

    ConnectionId put(Vault const& vault, std::string const& workspace, std::string const& token)
    {
        return db::as_user(pool, ada, [&](pqxx::work& work) {
            return connections::put(work, vault, ada, {"readwise", workspace}, {{"token", token}});
        });
    }

    std::string open(Vault const& vault, ConnectionId const& id)
    {
        auto const opened =
            db::as_user(pool, ada, [&](pqxx::work& work) { return connections::open(work, vault, ada, id); });
        auto const* const credential = std::get_if<json::object>(&opened);
        return credential ? std::string(credential->at("token").as_string()) : "(not opened)";
    }

    std::string keys() { return value("SELECT string_agg(DISTINCT key_id, ',') FROM connections"); }
};

TEST_F(Rotation, seals_everything_under_the_first_key)
{
    std::vector<ConnectionId> ids;
    ids.reserve(25);
    for (int i = 0; i < 25; ++i)
        ids.push_back(put(old_vault, std::to_string(i), "token " + std::to_string(i)));
    auto const came = value("SELECT string_agg(updated_at::text, ',' ORDER BY id) FROM connections");

    auto const rotated = rotate(pool, both, 10);

    EXPECT_EQ(rotated.reencrypted, 25U);
    EXPECT_TRUE(rotated.left.empty());
    EXPECT_EQ(keys(), "new");
    auto const new_vault = test::vault({"new"});
    for (std::size_t i = 0; i < ids.size(); ++i)
        EXPECT_EQ(open(new_vault, ids[i]), "token " + std::to_string(i));
    EXPECT_EQ(value("SELECT string_agg(updated_at::text, ',' ORDER BY id) FROM connections"), came);
    EXPECT_EQ(rotate(pool, both).reencrypted, 0U) << "the second time there is nothing to do";
}

TEST_F(Rotation, leaves_what_it_cannot_open_and_says_so)
{
    put(old_vault, "1", "a token");
    put(test::vault({"lost"}), "2", "a token");
    put(test::vault({"lost"}), "3", "a token");
    auto const tampered = put(old_vault, "4", "a token");
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params("UPDATE connections SET credential = set_byte(credential, 0, 9) WHERE id = $1",
                         tampered);
    });

    auto const rotated = rotate(pool, both);

    EXPECT_EQ(rotated.reencrypted, 1U);
    ASSERT_EQ(rotated.left.size(), 2U);
    EXPECT_EQ(rotated.left[0].key_id, "lost");
    EXPECT_EQ(rotated.left[0].credentials, 2U);
    EXPECT_EQ(rotated.left[1].key_id, "old");
    EXPECT_EQ(rotated.left[1].credentials, 1U);
}

TEST_F(Rotation, goes_on_where_it_was_ended)
{
    // Each piece is a transaction: whatever ends the program leaves some rows done and the others as they
    // were.
    for (int i = 0; i < 10; ++i)
        put(i < 4 ? both : old_vault, std::to_string(i), "a token");
    EXPECT_EQ(rotate(pool, both, 2).reencrypted, 6U);
    EXPECT_EQ(keys(), "new");
}

TEST_F(Rotation, overwrites_nothing_that_was_written_meanwhile)
{
    auto const id = put(old_vault, "1", "older");
    std::thread rotating;
    db::as_user(pool, ada, [&](pqxx::work& work) {
        connections::put(work, both, ada, {"readwise", "1"}, {{"token", "newer"}});
        rotating = std::thread([&] { rotate(pool, both); });
        EXPECT_TRUE(rmirror::test::eventually([&] {
            return value("SELECT count(*) FROM pg_locks WHERE NOT granted") != "0";
        })) << "it has read the older one and waits to write";
    });
    rotating.join();
    EXPECT_EQ(open(both, id), "newer");
}

// Requirements §6.8, check 9. One server still seals with the old key, one with the new already; both open
// all.
TEST_F(Rotation, fails_no_decryption_while_servers_read_and_write)
{
    constexpr int kAccounts = 12;
    auto const still_old = test::vault({"old", "new"});
    std::vector<ConnectionId> ids;
    ids.reserve(kAccounts);
    for (int i = 0; i < kAccounts; ++i)
        ids.push_back(put(old_vault, std::to_string(i), "0"));

    std::atomic<bool> is_over = false;
    std::atomic<int> failed = 0;
    std::atomic<int> reads = 0;
    std::vector<int> written(kAccounts, 0);
    // Each account has one writer, which reads what it wrote: nothing older ever comes back.
    auto const serve = [&](Vault const& vault, int first) {
        for (int round = 1; !is_over; ++round)
            for (int i = first; i < kAccounts; i += 2, ++reads) {
                if (round % 3 == 0)
                    put(vault, std::to_string(i), std::to_string(++written[i]));
                if (open(vault, ids[i]) != std::to_string(written[i]))
                    ++failed;
                if (open(vault, ids[(i + 1) % kAccounts]) == "(not opened)")
                    ++failed;
            }
    };
    std::thread first(serve, std::cref(still_old), 0);
    std::thread second(serve, std::cref(both), 1);
    std::size_t reencrypted = 0;
    while (reads < 300)
        reencrypted += rotate(pool, both, 5).reencrypted;
    is_over = true;
    first.join();
    second.join();

    EXPECT_EQ(failed, 0);
    EXPECT_GT(reencrypted, static_cast<std::size_t>(kAccounts));
    EXPECT_TRUE(rotate(pool, both).left.empty());
    for (int i = 0; i < kAccounts; ++i)
        EXPECT_EQ(open(test::vault({"new"}), ids[i]), std::to_string(written[i]));
}

struct KeyReport : Rotation {
    std::string report(Vault const& vault)
    {
        std::string text;
        Log log(Level::info, [&](std::string const& line) { text += line; });
        report_unusable_keys(pool, vault, log);
        return text;
    }
};

TEST_F(KeyReport, says_nothing_while_all_keys_are_there)
{
    EXPECT_EQ(report(both), "");
    put(old_vault, "1", "a token");
    put(both, "2", "a token");
    EXPECT_EQ(report(both), "");
}

TEST_F(KeyReport, names_keys_that_are_missing_or_differ_in_one_line)
{
    put(old_vault, "1", "a token");
    put(test::vault({"lost"}), "2", "a token");
    auto const wrong = Vault({{"new", Secret(std::string(32, 'n'))}, {"old", Secret(std::string(32, 'o'))}});
    auto const line = json::parse(report(wrong)).as_object();
    EXPECT_EQ(line.at("level"), "error");
    EXPECT_EQ(line.at("missing_keys"), "lost");
    EXPECT_EQ(line.at("keys_that_differ"), "old");
}

TEST_F(KeyReport, blames_no_key_for_one_credential_that_was_tampered_with)
{
    put(old_vault, "1", "a token");
    auto const tampered = put(old_vault, "2", "a token");
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params("UPDATE connections SET credential = '' WHERE id = $1", tampered);
    });
    EXPECT_EQ(report(both), "");
}

}  // namespace
}  // namespace rmirror::connections
