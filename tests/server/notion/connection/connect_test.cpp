// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/connection/connect.hpp"

#include "notion/workspaces.hpp"

namespace rmirror::notion {
namespace {

using Connecting = test::WorkspaceTest;

constexpr auto kHistory = "SELECT count(*) FROM workspace_history";

TEST_F(Connecting, opens_what_was_connected)
{
    auto const id = connect(ada, "home");
    auto const access = std::get<Access>(open(ada));
    EXPECT_EQ(access.id.text(), id);
    EXPECT_EQ(access.workspace_id, "home");
    EXPECT_EQ(access.bot_id, "bot of home");
    EXPECT_EQ(access.token.reveal(), "ntn_1");
    EXPECT_EQ(std::get<NoAccess>(open(bob)), NoAccess::none);
    EXPECT_EQ(std::get<NoAccess>(open(bob, access.id)), NoAccess::none);
}

TEST_F(Connecting, means_the_oldest_of_several_unless_one_is_named)
{
    connect(ada, "home", test::token("ntn_home"));
    ConnectionId const office(connect(ada, "office", test::token("ntn_office")));
    EXPECT_EQ(token_of(open(ada)), "ntn_home");
    EXPECT_EQ(token_of(open(ada, office)), "ntn_office");
}

TEST_F(Connecting, replaces_the_credential_of_a_workspace)
{
    auto const id = connect(ada, "home");
    auto const before = std::get<Access>(open(ada)).version;
    run("UPDATE connections SET refused_at = now(), grants = '{\"reads_content\": true}'");
    EXPECT_EQ(std::get<NoAccess>(open(ada)), NoAccess::broken);
    EXPECT_EQ(connect(ada, "home", test::token("ntn_2")), id);
    auto const access = std::get<Access>(open(ada));
    EXPECT_EQ(access.token.reveal(), "ntn_2");
    EXPECT_EQ(access.version, before + 1);
    EXPECT_EQ(value("SELECT grants FROM connections"), "{}");
}

TEST_F(Connecting, keeps_a_workspace_with_its_first_account_for_good)
{
    connect(ada, "home");
    EXPECT_EQ(connect(bob, "home"), "elsewhere");
    EXPECT_NE(connect(bob, "office"), "elsewhere");
    run("DELETE FROM connections WHERE workspace_id = 'home'");
    EXPECT_EQ(connect(bob, "home"), "elsewhere");
    run("DELETE FROM users WHERE email = 'ada@example.org'");
    EXPECT_EQ(connect(bob, "home"), "elsewhere") << "the history outlives the account";
    EXPECT_EQ(value(kHistory), "2");
}

TEST_F(Connecting, is_shared_where_that_is_allowed)
{
    connect(ada, "home");
    auto const of_bob = connect(bob, "home", test::token("ntn_bob"), true);
    EXPECT_EQ(token_of(open(bob, ConnectionId(of_bob))), "ntn_bob");
    EXPECT_EQ(token_of(open(ada)), "ntn_1");
}

TEST_F(Connecting, is_refused_for_what_is_blocked)
{
    auto const block = [&](std::string const& workspace) {
        db::as_system(pool, [&](pqxx::work& work) { block_workspace(work, workspace, "spam"); });
    };
    auto const unblock = [&](std::string const& workspace) {
        return db::as_system(pool, [&](pqxx::work& work) { return unblock_workspace(work, workspace); });
    };
    connect(ada, "home");
    block("home");
    block("office");
    EXPECT_EQ(std::get<NoAccess>(open(ada)), NoAccess::blocked);
    for (auto const* const workspace : {"home", "office"})
        EXPECT_EQ(connect(ada, workspace, test::token("ntn_2"), true), "blocked");
    EXPECT_TRUE(unblock("home"));
    EXPECT_EQ(token_of(open(ada)), "ntn_1");
    EXPECT_FALSE(unblock("home")) << "it isn't blocked any more";
    EXPECT_EQ(connect(bob, "home"), "elsewhere");
    EXPECT_TRUE(unblock("office"));
    EXPECT_NE(connect(bob, "office"), "elsewhere");
    EXPECT_FALSE(unblock("nowhere"));
}

TEST_F(Connecting, lets_go_of_a_workspace_that_nobody_uses)
{
    connect(ada, "home");
    run("DELETE FROM connections");
    EXPECT_TRUE(db::as_system(pool, [&](pqxx::work& work) { return unblock_workspace(work, "home"); }));
    EXPECT_NE(connect(bob, "home"), "elsewhere");
}

TEST_F(Connecting, cannot_be_opened_without_the_key)
{
    connect(ada, "home");
    auto const elsewhere = connections::test::vault({"k2"});
    auto const access =
        db::as_user(pool, ada, [&](pqxx::work& work) { return open_access(work, elsewhere, ada); });
    EXPECT_EQ(std::get<NoAccess>(access), NoAccess::missing_key);
    run("UPDATE connections SET credential = ''");
    EXPECT_EQ(std::get<NoAccess>(open(ada)), NoAccess::broken);
}

}  // namespace
}  // namespace rmirror::notion
