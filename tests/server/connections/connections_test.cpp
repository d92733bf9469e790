// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/connections.hpp"

#include "connections/vaults.hpp"
#include "db/database.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

namespace rmirror::connections {
namespace {

namespace json = boost::json;

json::object const kToken = {{"token", "correct horse battery staple"}};

struct Connections : db::test::DatabaseTest {
    UserId const ada = add_user("ada@example.org");
    UserId const bob = add_user("bob@example.org");
    Vault const vault = test::vault({"k1"});

    ConnectionId put(json::object const& credential = kToken, Account const& account = {"readwise"})
    {
        return db::as_user(pool, ada, [&](pqxx::work& work) {
            return connections::put(work, vault, ada, account, credential);
        });
    }

    /// The credential as text, or why there is none.
    std::string open(ConnectionId const& id, Vault const& by, UserId const& user)
    {
        auto const opened =
            db::as_user(pool, user, [&](pqxx::work& work) { return connections::open(work, by, user, id); });
        if (auto const* const why = std::get_if<Unopened>(&opened))
            return *why == Unopened::broken ? "broken" : "missing key";
        return json::serialize(std::get<json::object>(opened));
    }

    std::string open(ConnectionId const& id) { return open(id, vault, ada); }

    json::array list(Vault const& by)
    {
        return db::as_user(pool, ada, [&](pqxx::work& work) { return connections::list(work, by, ada); });
    }

    std::string stored_status()
    {
        return value("SELECT string_agg(status, ',' ORDER BY id) FROM connections");
    }

    void change(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }
};

TEST_F(Connections, keep_a_credential_that_only_the_key_opens)
{
    auto const id = put();
    EXPECT_EQ(open(id), json::serialize(kToken));
    EXPECT_EQ(value("SELECT key_id FROM connections"), "k1");
    EXPECT_EQ(value("SELECT position('horse' IN encode(credential, 'escape')) FROM connections"), "0");
}

TEST_F(Connections, replace_the_credential_of_the_same_account)
{
    auto const id = put();
    auto const later = put({{"token", "another"}});
    EXPECT_EQ(later, id);
    EXPECT_EQ(open(id), R"({"token":"another"})");
    EXPECT_NE(put(kToken, {"readwise", "second workspace"}), id);
    EXPECT_NE(put(kToken, {"webhook"}), id);
    EXPECT_EQ(list(vault).size(), 3U);
}

TEST_F(Connections, are_nobody_elses)
{
    auto const id = put();
    EXPECT_EQ(open(id, vault, bob), "broken");
    EXPECT_FALSE(
        db::as_user(pool, bob, [&](pqxx::work& work) { return connections::remove(work, bob, id); }));
    EXPECT_TRUE(db::as_user(pool, bob, [&](pqxx::work& work) {
                    return connections::list(work, vault, bob);
                }).empty());
    EXPECT_TRUE(db::as_user(pool, ada, [&](pqxx::work& work) { return connections::remove(work, ada, id); }));
    EXPECT_FALSE(
        db::as_user(pool, ada, [&](pqxx::work& work) { return connections::remove(work, ada, id); }));
    EXPECT_EQ(open(id), "broken");
}

TEST_F(Connections, are_broken_under_another_user_or_provider)
{
    auto const id = put();
    change("UPDATE connections SET provider = 'webhook'");
    EXPECT_EQ(open(id), "broken");
    change("UPDATE connections SET provider = 'readwise', user_id = '" + bob.text() + "'");
    EXPECT_EQ(open(id, vault, bob), "broken");
    EXPECT_EQ(stored_status(), "broken");
    change("UPDATE connections SET user_id = '" + ada.text() + "'");
    EXPECT_EQ(open(id), json::serialize(kToken));
    EXPECT_EQ(stored_status(), "active");
}

TEST_F(Connections, are_broken_while_tampered_with_and_well_again_after)
{
    auto const id = put();
    put(kToken, {"webhook"});
    std::string const tamper =
        "UPDATE connections SET credential = set_byte(credential, 20, "
        "get_byte(credential, 20) # 1) WHERE provider = 'readwise'";
    change(tamper);
    EXPECT_EQ(open(id), "broken");
    EXPECT_EQ(stored_status(), "broken,active");
    EXPECT_EQ(list(vault).at(0).at("status"), "broken");
    change(tamper);
    EXPECT_EQ(list(vault).at(0).at("status"), "active");
    EXPECT_EQ(stored_status(), "active,active");
    change(tamper);
    EXPECT_EQ(list(vault).at(0).at("status"), "broken");
    put();
    EXPECT_EQ(stored_status(), "active,active") << "a new credential mends it";
}

TEST_F(Connections, hold_no_text_that_was_never_sealed)
{
    auto const id = put();
    change(R"(UPDATE connections SET credential = '{"token":"plain"}')");
    EXPECT_EQ(open(id), "broken");
    change("UPDATE connections SET credential = ''");
    EXPECT_EQ(open(id), "broken");
}

TEST_F(Connections, are_left_alone_by_a_process_that_lacks_their_key)
{
    auto const id = put();
    auto const other = test::vault({"k2"});
    EXPECT_EQ(open(id, other, ada), "missing key");
    EXPECT_EQ(list(other).at(0).at("status"), "broken") << "this process cannot use it";
    EXPECT_EQ(stored_status(), "active") << "others can";
    EXPECT_EQ(list(vault).at(0).at("status"), "active");
}

TEST_F(Connections, tell_when_they_came_and_nothing_secret)
{
    put(kToken, {"readwise", "workspace"});
    auto const items = list(vault);
    ASSERT_EQ(items.size(), 1U);
    std::vector<std::string> names;
    for (auto const& [name, value] : items[0].as_object())
        names.emplace_back(name);
    EXPECT_EQ(names,
              (std::vector<std::string>{"id", "provider", "workspace_id", "workspace_name", "kind", "grants",
                                        "status", "blocked_because", "created_at", "updated_at"}));
    EXPECT_EQ(items[0].at("provider"), "readwise");
    EXPECT_EQ(items[0].at("workspace_id"), "workspace");
}

}  // namespace
}  // namespace rmirror::connections
