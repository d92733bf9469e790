// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/oauth_state.hpp"

#include "db/database.hpp"

#include <pqxx/result>

namespace rmirror::connections {
namespace {

constexpr auto kFirst = "00000000-0000-7000-8000-000000000001";
constexpr auto kSecond = "00000000-0000-7000-8000-000000000002";
constexpr std::string_view kNotion = "notion";

struct OAuthState : db::test::DatabaseTest {
    Secret const key{"a key"};
    UserId const ada = add_user("ada@example.org");
    UserId const bob = add_user("bob@example.org");

    OAuthState()
    {
        for (auto const* const id : {kFirst, kSecond})
            db::as_system(pool, [&](pqxx::work& work) {
                work.exec_params("INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now())", id,
                                 ada);
            });
    }

    std::string add(StateOwner const& owner)
    {
        return db::as_user(pool, owner.user_id,
                           [&](pqxx::work& work) { return create_state(work, key, owner); });
    }

    bool use(StateOwner const& owner, std::string_view state) { return use(owner, state, key); }
    bool use(StateOwner const& owner, std::string_view state, Secret const& by)
    {
        return db::as_user(pool, owner.user_id,
                           [&](pqxx::work& work) { return consume_state(work, by, owner, state); });
    }
};

TEST_F(OAuthState, is_good_once_for_the_session_that_asked)
{
    auto const state = add({ada, kFirst, kNotion});
    EXPECT_FALSE(use({ada, kSecond, kNotion}, state));
    EXPECT_FALSE(use({ada, "", kNotion}, state));
    EXPECT_FALSE(use({bob, "", kNotion}, state));
    EXPECT_FALSE(use({ada, kFirst, "todoist"}, state));
    EXPECT_FALSE(use({ada, kFirst, kNotion}, state, Secret("another key")));
    EXPECT_TRUE(use({ada, kFirst, kNotion}, state));
    EXPECT_FALSE(use({ada, kFirst, kNotion}, state));
}

TEST_F(OAuthState, is_good_for_who_has_no_session_here)
{
    auto const state = add({ada, "", kNotion});
    EXPECT_FALSE(use({ada, kFirst, kNotion}, state));
    EXPECT_FALSE(use({bob, "", kNotion}, state));
    EXPECT_TRUE(use({ada, "", kNotion}, state));
}

TEST_F(OAuthState, is_refused_when_it_is_none)
{
    auto const state = add({ada, kFirst, kNotion});
    auto changed = state;
    changed.front() = changed.front() == 'A' ? 'B' : 'A';
    for (std::string const& other :
         {std::string(), std::string("."), changed, state.substr(0, state.find('.')), state + "A"})
        EXPECT_FALSE(use({ada, kFirst, kNotion}, other)) << other;
}

TEST_F(OAuthState, ends_with_its_ten_minutes_and_with_its_session)
{
    auto const old = add({ada, kFirst, kNotion});
    EXPECT_EQ(value("SELECT expires_at - now() BETWEEN '9 minutes' AND '10 minutes' FROM oauth_states"), "t");
    db::as_system(pool, [](pqxx::work& work) { work.exec("UPDATE oauth_states SET expires_at = now()"); });
    EXPECT_FALSE(use({ada, kFirst, kNotion}, old));
    auto const state = add({ada, kFirst, kNotion});
    db::as_system(pool, [](pqxx::work& work) { work.exec("DELETE FROM sessions"); });
    EXPECT_FALSE(use({ada, kFirst, kNotion}, state));
}

TEST_F(OAuthState, is_kept_for_so_many_at_once)
{
    for (int i = 0; i < 25; ++i)
        add({ada, kFirst, kNotion});
    EXPECT_EQ(value("SELECT count(*) FROM oauth_states"), "20");
    EXPECT_EQ(value("SELECT count(*) FROM oauth_states WHERE octet_length(state_hash) <> 32"), "0");
}

}  // namespace
}  // namespace rmirror::connections
