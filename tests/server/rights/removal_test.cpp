// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/removal.hpp"

#include "auth/accounts.hpp"
#include "library/images/uploads.hpp"
#include "library/library.hpp"

#include <pqxx/except>

namespace rmirror::test {
namespace {

using rights::RemovalOptions;

RemovalOptions without_grace()
{
    return {.grace = std::chrono::seconds(0), .before_connections = nullptr};
}

class AccountRemoval : public LibraryTest {
protected:
    AccountRemoval()
    {
        send(library({notebook(1, {page(1, 1), page(2, 2)})}));
        store(1, 1, 1);
        store(1, 2, 2);
    }

    void execute(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    std::optional<rights::Leaving> leave(UserId const& who)
    {
        return db::as_system(pool, [&](pqxx::work& work) { return rights::begin_removal(work, who); });
    }

    rights::RemovalState state_of(std::string const& receipt)
    {
        return db::as_system(pool, [&](pqxx::work& work) { return rights::state_of_removal(work, receipt); });
    }

    std::size_t remove(RemovalOptions const& options = without_grace())
    {
        return rights::remove_leaving_accounts(pool, *blobs, options);
    }

    std::string users() { return value("SELECT count(*) FROM users"); }
};

TEST_F(AccountRemoval, ends_all_access_and_frees_the_address_at_once)
{
    execute(
        "INSERT INTO sessions (id, user_id, expires_at) "
        "SELECT '00000000-0000-7000-8000-000000000001', id, now() + interval '1 day' FROM users");
    execute(
        "INSERT INTO agent_tokens (user_id, name, jti, expires_at) SELECT id, 'desk', "
        "'00000000-0000-7000-8000-000000000002', now() + interval '1 day' FROM users");
    EXPECT_EQ(leave(user).value().ended, (std::vector<std::string>{"00000000-0000-7000-8000-000000000001",
                                                                   "00000000-0000-7000-8000-000000000002"}));
    EXPECT_EQ(value("SELECT count(*) FROM sessions WHERE revoked_at IS NULL"), "0");
    EXPECT_EQ(value("SELECT count(*) FROM agent_tokens WHERE revoked_at IS NULL"), "0");
    EXPECT_FALSE(db::as_system(pool, [&](pqxx::work& work) { return auth::account_of(work, user); }));
    add_user("owner@example.org");
    EXPECT_EQ(users(), "2");
    EXPECT_FALSE(leave(user)) << "it is leaving already";
}

TEST_F(AccountRemoval, leaves_no_file_and_no_row_and_what_others_have)
{
    auto const other = add_user("other@example.org");
    send(library({notebook(7, {page(7, 7)})}), other);
    store(image_of(7, 7, 7, "another image"), "another image", other);
    EXPECT_EQ(stored_files(), 3U);
    leave(user);
    EXPECT_EQ(remove(), 1U);
    EXPECT_EQ(stored_files(), 1U);
    EXPECT_EQ(value("SELECT string_agg(DISTINCT user_id::text, ' ') FROM pages"), other.text());
    EXPECT_EQ(users(), "1");
    EXPECT_EQ(remove(), 0U);
}

TEST_F(AccountRemoval, removes_a_library_that_takes_several_pieces)
{
    boost::json::array pages;
    for (std::size_t i = 0; i < 1200; ++i)
        pages.push_back(page(100 + i, 100 + i));
    send(library({notebook(2, std::move(pages))}));
    execute(
        "INSERT INTO sync_records (user_id, target_name, item_type, item_key) "
        "SELECT user_id, 'webhook', 'page_text', id FROM pages");
    execute(
        "INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) "
        "SELECT user_id, id, 0, 'Buy ink', 't1:0' FROM pages");
    leave(user);
    EXPECT_EQ(remove(), 1U);
    EXPECT_EQ(value("SELECT (SELECT count(*) FROM pages) + (SELECT count(*) FROM sync_records) + "
                    "(SELECT count(*) FROM library_usage)"),
              "0");
}

TEST_F(AccountRemoval, is_told_by_its_receipt)
{
    using rights::RemovalState;
    auto const receipt = leave(user).value().receipt;
    EXPECT_EQ(state_of(receipt), RemovalState::removing);
    remove();
    EXPECT_EQ(state_of(receipt), RemovalState::done);
    EXPECT_EQ(state_of("another"), RemovalState::unknown);
}

TEST_F(AccountRemoval, removes_files_of_which_no_row_knows)
{
    blobs->put({user, std::string(64, 'a'), "00000000-0000-4000-8000-000000000001"}, "lost and found");
    leave(user);
    remove();
    EXPECT_EQ(stored_files(), 0U);
}

TEST_F(AccountRemoval, waits_for_requests_that_began_before)
{
    leave(user);
    EXPECT_EQ(remove({.before_connections = nullptr}), 0U);
    execute("UPDATE users SET leaving_at = leaving_at - interval '1 hour'");
    EXPECT_EQ(remove({.before_connections = nullptr}), 1U);
}

TEST_F(AccountRemoval, waits_for_targets_but_not_for_ever)
{
    execute(
        "INSERT INTO integrations (user_id, target_name, removing_at) SELECT id, 'webhook', now() FROM "
        "users");
    leave(user);
    EXPECT_EQ(remove(), 0U);
    execute("UPDATE users SET leaving_at = leaving_at - interval '73 hours'");
    EXPECT_EQ(remove(), 1U);
}

TEST_F(AccountRemoval, waits_for_uploads_on_their_way)
{
    execute(
        "INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at) "
        "SELECT id, repeat('a', 64), gen_random_uuid(), 'arriving', now() + interval '1 hour' FROM users");
    leave(user);
    EXPECT_EQ(remove(), 0U);
    execute("UPDATE pending_blobs SET created_at = created_at - interval '1 hour'");
    EXPECT_EQ(remove(), 1U);
}

TEST_F(AccountRemoval, revokes_credentials_once_their_rows_are_gone)
{
    execute(
        "INSERT INTO connections (user_id, provider, credential, key_id) SELECT id, 'notion', '', 'k1' FROM "
        "users");
    std::string had;
    std::string has;
    leave(user);
    remove({.grace = std::chrono::seconds(0),
            .before_connections = [&](pqxx::work& work, UserId const& who) -> std::function<void()> {
                EXPECT_EQ(who, user);
                had = work.exec1("SELECT count(*) FROM connections")[0].as<std::string>();
                return [&] { has = value("SELECT count(*) FROM connections"); };
            }});
    EXPECT_EQ(had + has, "10");
}

TEST_F(AccountRemoval, a_writer_that_is_late_fails)
{
    leave(user);
    remove();
    EXPECT_THROW(send(library({notebook(1, {page(1, 1)})})), pqxx::foreign_key_violation);
}

TEST_F(AccountRemoval, a_workspace_of_others_must_be_handed_over_first)
{
    auto const other = add_user("other@example.org");
    auto const to_hand_over = [&] {
        return db::as_system(pool,
                             [&](pqxx::work& work) { return rights::workspaces_to_hand_over(work, user); });
    };
    auto const join = [&](UserId const& who, std::string const& role) {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params(
                "INSERT INTO workspace_members (user_id, workspace_id, role) "
                "SELECT $1, id, $2 FROM workspaces",
                who, role);
        });
    };
    execute("INSERT INTO workspaces (name) VALUES ('Family')");
    join(user, "owner");
    EXPECT_TRUE(to_hand_over().empty()) << "it has no other member";
    join(other, "member");
    EXPECT_EQ(to_hand_over(), std::vector<std::string>{"Family"});
    execute("UPDATE workspace_members SET role = 'owner'");
    EXPECT_TRUE(to_hand_over().empty()) << "it has another owner";
}

}  // namespace
}  // namespace rmirror::test
