// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/refreshing.hpp"

#include "connections/connections.hpp"
#include "connections/vaults.hpp"
#include "db/database.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

namespace rmirror::connections {
namespace {

namespace json = boost::json;

constexpr auto kOne = "00000000-0000-4000-8000-000000000001";
constexpr auto kTwo = "00000000-0000-4000-8000-000000000002";
constexpr std::chrono::minutes kLease{1};

struct Refreshing : db::test::DatabaseTest {
    UserId const ada = add_user("ada@example.org");
    UserId const bob = add_user("bob@example.org");
    Vault const vault = test::vault({"k1"});
    ConnectionId const id = db::as_user(pool, ada, [&](pqxx::work& work) {
        return put(work, vault, ada, {"notion", "home"}, {{"token", "first"}});
    });

    template <typename Function>
    auto work(Function function)
    {
        return db::as_user(pool, ada, function);
    }

    Stored stored()
    {
        return work([&](pqxx::work& work) { return look_up(work, vault, ada, "notion"); }).value();
    }

    bool begin(std::string const& refresh_id, std::int64_t version, std::chrono::milliseconds lease = kLease)
    {
        return work([&](pqxx::work& work) {
            return begin_refresh(work, ada, {id, version}, refresh_id, lease);
        });
    }

    std::optional<std::int64_t> replace_by(std::string const& token, std::int64_t version)
    {
        return work([&](pqxx::work& work) {
            return replace(work, vault, ada, "notion", {id, version}, {{"token", token}});
        });
    }
};

TEST_F(Refreshing, is_for_one_at_a_time)
{
    EXPECT_TRUE(begin(kOne, 1));
    EXPECT_FALSE(begin(kTwo, 1));
    work([&](pqxx::work& work) { end_refresh(work, ada, id, kTwo); });
    EXPECT_FALSE(begin(kTwo, 1)) << "only who has begun can end it";
    work([&](pqxx::work& work) { end_refresh(work, ada, id, kOne); });
    EXPECT_TRUE(begin(kTwo, 1));
}

TEST_F(Refreshing, is_for_the_next_when_the_first_was_killed)
{
    EXPECT_TRUE(begin(kOne, 1, std::chrono::milliseconds(0)));
    EXPECT_TRUE(begin(kTwo, 1));
}

TEST_F(Refreshing, replaces_a_credential_once)
{
    EXPECT_TRUE(begin(kOne, 1));
    EXPECT_EQ(replace_by("second", 1), 2);
    EXPECT_FALSE(replace_by("late", 1)) << "it was replaced already";
    EXPECT_FALSE(begin(kOne, 1)) << "it was replaced already";
    EXPECT_EQ(std::get<json::object>(stored().credential).at("token"), "second");
    EXPECT_TRUE(begin(kTwo, 2)) << "the first has ended with the new credential";
}

TEST_F(Refreshing, keeps_what_was_connected_meanwhile)
{
    EXPECT_TRUE(begin(kOne, 1));
    work([&](pqxx::work& work) { put(work, vault, ada, {"notion", "home"}, {{"token", "second"}}); });
    EXPECT_FALSE(replace_by("late", 1));
    work([&](pqxx::work& work) { note_refused(work, ada, {id, 1}); });
    EXPECT_FALSE(stored().is_refused) << "the service refused another";
    EXPECT_EQ(std::get<json::object>(stored().credential).at("token"), "second");
}

TEST_F(Refreshing, is_refused_until_there_is_another_credential)
{
    work([&](pqxx::work& work) { note_refused(work, ada, {id, 1}); });
    EXPECT_TRUE(stored().is_refused);
    auto const status = [&] {
        return work([&](pqxx::work& work) { return list(work, vault, ada); }).at(0).at("status");
    };
    EXPECT_EQ(status(), "broken");
    EXPECT_TRUE(stored().is_refused) << "although it can be opened";
    EXPECT_TRUE(replace_by("second", 1));
    EXPECT_EQ(status(), "active");
}

TEST_F(Refreshing, is_nobody_elses)
{
    db::as_user(pool, bob, [&](pqxx::work& work) {
        EXPECT_FALSE(begin_refresh(work, bob, {id, 1}, kOne, kLease));
        EXPECT_FALSE(replace(work, vault, bob, "notion", {id, 1}, {{"token", "his"}}));
        note_refused(work, bob, {id, 1});
        note_grants(work, bob, id, {{"reads_content", false}});
    });
    EXPECT_FALSE(stored().is_refused);
    EXPECT_EQ(value("SELECT grants FROM connections"), "{}");
}

}  // namespace
}  // namespace rmirror::connections
