// SPDX-License-Identifier: AGPL-3.0-or-later
// Members come and go, and every workspace keeps an owner.
#include "workspaces/workspaces.hpp"

#include "workspaces/audit_log.hpp"
#include "workspaces/invitations.hpp"
#include "workspaces/workspace_fixture.hpp"

#include <atomic>
#include <thread>
#include <vector>

namespace rmirror::test {
namespace {

namespace json = boost::json;
using workspaces::Refusal;
using workspaces::Role;

struct Workspaces : WorkspaceTest {
    std::string workspace = create(ada);

    std::string token_for(Role role)
    {
        auto const shown =
            json_of(system([&](pqxx::work& work) { return workspaces::invite(work, ada, workspace, role); }));
        return std::string(shown.at("token").as_string());
    }

    workspaces::Shown accept(UserId const& person, std::string const& token)
    {
        return system([&](pqxx::work& work) { return workspaces::accept_invitation(work, person, token); });
    }

    std::optional<Refusal> remove(UserId const& by, UserId const& person)
    {
        return system(
            [&](pqxx::work& work) { return workspaces::remove_member(work, by, workspace, person); });
    }

    std::optional<Refusal> change_role(UserId const& by, UserId const& person, Role role)
    {
        return system(
            [&](pqxx::work& work) { return workspaces::change_role(work, by, workspace, person, role); });
    }

    /// The ids and roles of the person's workspaces, without their own.
    std::string listed(UserId const& person)
    {
        auto const shown =
            json::parse(system([&](pqxx::work& work) { return workspaces::list_workspaces(work, person); }));
        std::string text;
        for (auto const& item : shown.at("items").as_array())
            if (!item.at("is_own").as_bool())
                text += std::string(item.at("name").as_string()) + ":" +
                        std::string(item.at("role").as_string()) + " ";
        return text;
    }

    std::string actions()
    {
        auto const log = json_of(system([&](pqxx::work& work) {
            return workspaces::list_audit(work, ada, workspace, 100, std::nullopt);
        }));
        std::string text;
        for (auto const& item : log.at("items").as_array())
            text.insert(0, std::string(item.at("action").as_string()) + " ");
        return text;
    }
};

TEST_F(Workspaces, belong_to_who_creates_them_and_are_unknown_to_others)
{
    EXPECT_EQ(listed(ada), "Lab:owner ");
    EXPECT_EQ(listed(bob), "");
    auto const shown =
        system([&](pqxx::work& work) { return workspaces::show_workspace(work, bob, workspace); });
    EXPECT_EQ(refusal_of(shown), Refusal::no_such_workspace);
}

TEST_F(Workspaces, let_in_one_person_for_each_invitation)
{
    auto const token = token_for(Role::viewer);
    EXPECT_EQ(json_of(accept(bob, token)).at("role"), "viewer");
    EXPECT_EQ(json_of(accept(bob, token)).at("role"), "viewer") << "Bob may repeat the request.";
    auto const eve = add_user("eve@example.org");
    EXPECT_EQ(refusal_of(accept(eve, token)), Refusal::invitation_used);
    EXPECT_EQ(listed(bob), "Lab:viewer ");
    EXPECT_EQ(listed(eve), "");
}

TEST_F(Workspaces, let_in_one_of_many_who_accept_an_invitation_at_once)
{
    auto const token = token_for(Role::member);
    std::vector<UserId> people;
    people.reserve(4);
    for (int number = 0; number < 4; ++number)
        people.push_back(add_user("guest" + std::to_string(number) + "@example.org"));
    std::atomic<int> let_in = 0;
    std::atomic<int> refused = 0;
    std::vector<std::jthread> threads;
    threads.reserve(people.size());
    for (auto const& person : people)
        threads.emplace_back([&, person] {
            auto const shown = accept(person, token);
            auto const* const refusal = std::get_if<Refusal>(&shown);
            if (!refusal)
                ++let_in;
            else if (*refusal == Refusal::invitation_used)
                ++refused;
        });
    threads.clear();
    EXPECT_EQ(let_in, 1);
    EXPECT_EQ(refused, 3);
}

TEST_F(Workspaces, let_nobody_in_after_seven_days_or_by_a_guess_or_a_revoked_invitation)
{
    auto const old = token_for(Role::member);
    value(
        "WITH old AS (UPDATE workspace_invitations SET expires_at = now() RETURNING 1) SELECT count(*) FROM "
        "old");
    EXPECT_EQ(refusal_of(accept(bob, old)), Refusal::invitation_expired);
    EXPECT_EQ(refusal_of(accept(bob, "a guess")), Refusal::no_such_invitation);
    auto const revoked = token_for(Role::member);
    auto const open =
        json_of(system([&](pqxx::work& work) { return workspaces::list_invitations(work, ada, workspace); }));
    ASSERT_EQ(open.at("items").as_array().size(), 1U);
    std::string const id(open.at("items").at(0).at("id").as_string());
    EXPECT_EQ(
        system([&](pqxx::work& work) { return workspaces::revoke_invitation(work, ada, workspace, id); }),
        std::nullopt);
    EXPECT_EQ(refusal_of(accept(bob, revoked)), Refusal::no_such_invitation);
    EXPECT_EQ(listed(bob), "");
}

TEST_F(Workspaces, keep_the_invitation_that_a_member_accepts)
{
    auto const token = token_for(Role::viewer);
    EXPECT_EQ(json_of(accept(ada, token)).at("role"), "owner");
    EXPECT_EQ(json_of(accept(bob, token)).at("role"), "viewer");
}

TEST_F(Workspaces, keep_their_last_owner)
{
    join(workspace, bob, Role::member);
    EXPECT_EQ(remove(ada, ada), Refusal::last_owner);
    EXPECT_EQ(change_role(ada, ada, Role::member), Refusal::last_owner);
    EXPECT_EQ(change_role(ada, bob, Role::owner), std::nullopt);
    EXPECT_EQ(remove(ada, ada), std::nullopt);
    EXPECT_EQ(role_of(workspace, ada), "none");
    EXPECT_EQ(remove(bob, bob), Refusal::last_owner);
}

TEST_F(Workspaces, keep_an_owner_when_two_leave_at_once)
{
    for (int round = 0; round < 10; ++round) {
        auto const shared = create(ada, "Round");
        join(shared, bob, Role::owner);
        std::vector<std::jthread> threads;
        for (auto const& person : {ada, bob})
            threads.emplace_back([&, person] {
                system([&](pqxx::work& work) {
                    return workspaces::remove_member(work, person, shared, person);
                });
            });
        threads.clear();
        EXPECT_EQ((role_of(shared, ada) == "owner") + (role_of(shared, bob) == "owner"), 1);
    }
}

TEST_F(Workspaces, are_managed_by_their_owners_only)
{
    join(workspace, bob, Role::member);
    EXPECT_EQ(remove(bob, ada), Refusal::role);
    EXPECT_EQ(change_role(bob, bob, Role::owner), Refusal::role);
    system([&](pqxx::work& work) {
        EXPECT_EQ(refusal_of(workspaces::rename_workspace(work, bob, workspace, "Mine")), Refusal::role);
        EXPECT_EQ(refusal_of(workspaces::invite(work, bob, workspace, Role::viewer)), Refusal::role);
        EXPECT_EQ(refusal_of(workspaces::list_invitations(work, bob, workspace)), Refusal::role);
        EXPECT_EQ(refusal_of(workspaces::list_audit(work, bob, workspace, 10, std::nullopt)), Refusal::role);
        EXPECT_EQ(workspaces::delete_workspace(work, bob, workspace), Refusal::role);
        EXPECT_EQ(workspaces::hand_over(work, bob, workspace, bob), Refusal::role);
    });
}

TEST_F(Workspaces, of_a_persons_own_can_not_be_shared)
{
    system([&](pqxx::work& work) {
        EXPECT_EQ(refusal_of(workspaces::invite(work, ada, ada.text(), Role::viewer)),
                  Refusal::own_workspace);
        EXPECT_EQ(refusal_of(workspaces::rename_workspace(work, ada, ada.text(), "Mine")),
                  Refusal::own_workspace);
        EXPECT_EQ(workspaces::delete_workspace(work, ada, ada.text()), Refusal::own_workspace);
        EXPECT_EQ(workspaces::delete_workspace(work, bob, ada.text()), Refusal::no_such_workspace);
    });
}

TEST_F(Workspaces, are_handed_over)
{
    join(workspace, bob, Role::viewer);
    system([&](pqxx::work& work) {
        EXPECT_EQ(workspaces::hand_over(work, ada, workspace, add_user("eve@example.org")),
                  Refusal::no_such_member);
        EXPECT_EQ(workspaces::hand_over(work, ada, workspace, bob), std::nullopt);
    });
    EXPECT_EQ(role_of(workspace, bob), "owner");
    EXPECT_EQ(role_of(workspace, ada), "member");
}

TEST_F(Workspaces, give_notebooks_back_to_who_leaves)
{
    join(workspace, bob, Role::member);
    send(test::library({notebook(1, {page(1, 1)})}), bob);
    move(bob, 1, workspace);
    EXPECT_EQ(remove(ada, bob), std::nullopt);
    EXPECT_EQ(value("SELECT count(*) FROM notebooks WHERE workspace_id IS NOT NULL"), "0");
    EXPECT_EQ(listed(bob), "");
}

TEST_F(Workspaces, lose_no_notebook_when_they_are_deleted)
{
    join(workspace, bob, Role::member);
    send(test::library({notebook(1, {page(1, 1)})}), ada);
    send(test::library({notebook(1, {page(1, 1)})}), bob);
    move(ada, 1, workspace);
    move(bob, 1, workspace);
    EXPECT_EQ(system([&](pqxx::work& work) { return workspaces::delete_workspace(work, ada, workspace); }),
              std::nullopt);
    EXPECT_EQ(value("SELECT count(*) FROM notebooks WHERE workspace_id IS NULL AND deleted_at IS NULL"), "2");
    EXPECT_EQ(value("SELECT count(*) FROM workspaces"), "0");
    EXPECT_EQ(listed(bob), "");
}

TEST_F(Workspaces, note_what_happened)
{
    auto const token = token_for(Role::member);
    accept(bob, token);
    change_role(ada, bob, Role::viewer);
    send(test::library({notebook(1, {page(1, 1)})}), ada);
    move(ada, 1, workspace);
    move(ada, 1, "");
    remove(bob, bob);
    EXPECT_EQ(actions(), "created invited joined role_changed notebook_moved_in notebook_moved_out left ");
}

TEST_F(Workspaces, go_on_without_a_person_who_deletes_their_account)
{
    join(workspace, bob, Role::viewer);
    create(ada, "Alone");
    auto const other = create(bob, "Other");
    join(other, ada, Role::member);
    system([&](pqxx::work& work) { workspaces::leave_all_workspaces(work, ada); });
    EXPECT_EQ(listed(ada), "");
    EXPECT_EQ(listed(bob), "Lab:owner Other:owner ");
    EXPECT_EQ(value("SELECT count(*) FROM workspaces"), "2");
}

}  // namespace
}  // namespace rmirror::test
