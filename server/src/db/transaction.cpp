// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/transaction.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/link_reader.hpp"
#include "db/member_reader.hpp"
#include "db/pooler.hpp"
#include "db/statement.hpp"

#include <pqxx/except>

#include <string>
#include <utility>

namespace rmirror::db {

namespace {

constexpr int kTries = 5;

// These settings end with the transaction, so a connection never carries one user into the next transaction.
constexpr Statement kAssume = R"sql(
    SELECT set_config('role', $1, true), set_config('rmirror.user_id', $2, true),
           set_config('transaction_read_only', $3, true), set_config('statement_timeout', $4, true))sql";

// For connections of a pooler, which keep no settings between transactions.
constexpr Statement kAssumePooled = R"sql(
    SELECT set_config('role', $1, true), set_config('rmirror.user_id', $2, true),
           set_config('transaction_read_only', $3, true), set_config('statement_timeout', $4, true),
           set_config('timezone', 'UTC', true), set_config('jit', 'off', true),
           set_config('idle_in_transaction_session_timeout', '30s', true))sql";

// Sequential, because what has written rows of several users at once could not write a table without users.
constexpr Statement kPlanForCitus = R"sql(
    SELECT set_config('plan_cache_mode', $1, true), set_config('citus.multi_shard_modify_mode', 'sequential', true))sql";

constexpr Statement kLimitToLink = R"sql(
    SELECT set_config('rmirror.link_notebook', $1, true), set_config('rmirror.link_page', $2, true))sql";

constexpr Statement kNameMember = "SELECT set_config('rmirror.member_id', $1, true)";

enum class Access { read_and_write, read_only };

struct Role {
    char const* name;
    UserId user_id;  // Empty: no user.
    Patience patience = Patience::quick;
    Access access = Access::read_and_write;
    LinkScope const* link = nullptr;  // For the readers of a link.
    UserId member_id = {};            // For members of workspaces.
};

/// Citus plans only for given values, and tells its nodes only what SET LOCAL sets: the user, but no settings
/// of this session.
void prepare_for_citus(pqxx::work& work, UserId const& user_id)
{
    kPlanForCitus.row(work, usual_plan_mode());
    if (!user_id.empty())
        work.exec0("SET LOCAL rmirror.user_id = " + work.quote(user_id.text()));
}

void limit_to_link(pqxx::work& work, LinkScope const& link)
{
    kLimitToLink.row(work, link.notebook_id, link.page_id);
    if (!is_distributed())
        return;
    work.exec0("SET LOCAL rmirror.link_notebook = " + work.quote(link.notebook_id.text()));
    work.exec0("SET LOCAL rmirror.link_page = " + work.quote(link.page_id.text()));
}

void name_member(pqxx::work& work, UserId const& member_id)
{
    kNameMember.row(work, member_id);
    if (is_distributed())
        work.exec0("SET LOCAL rmirror.member_id = " + work.quote(member_id.text()));
}

void assume(pqxx::work& work, Role const& role, std::chrono::milliseconds quick)
{
    std::chrono::milliseconds const limit = role.patience == Patience::quick ? quick : kLongestStatement;
    auto const& assume = pooler() == Pooler::off ? kAssume : kAssumePooled;
    assume.row(work, role.name, role.user_id, role.access == Access::read_only,
               std::to_string(limit.count()));
    if (is_distributed())
        prepare_for_citus(work, role.user_id);
    if (role.link)
        limit_to_link(work, *role.link);
    if (!role.member_id.empty())
        name_member(work, role.member_id);
}

enum class Outcome { done, broken_before, given_up };

Outcome try_once(Pool& pool, Role const& role, Work const& work)
{
    auto lease = pool.take();
    bool has_begun = false;
    try {
        pqxx::work transaction(*lease);
        assume(transaction, role, pool.statement_limit());
        has_begun = true;
        work(transaction);
        transaction.commit();
        return Outcome::done;
    } catch (pqxx::broken_connection const&) {
        lease.discard();
        if (has_begun)
            throw;
        return Outcome::broken_before;
    } catch (pqxx::statement_completion_unknown const&) {
        throw;
    } catch (pqxx::transaction_rollback const&) {
        return Outcome::given_up;
    }
}

void run(Pool& pool, Role const& role, Work const& work)
{
    bool was_broken = false;
    for (int tries = 1;; ++tries) {
        auto const outcome = try_once(pool, role, work);
        if (outcome == Outcome::done)
            return;
        if (outcome == Outcome::given_up && tries >= kTries)
            throw pqxx::transaction_rollback("rolled back " + std::to_string(kTries) +
                                             " times because of other transactions");
        if (outcome == Outcome::broken_before && std::exchange(was_broken, true))
            throw pqxx::broken_connection("the database closes connections as soon as they open");
    }
}

}  // namespace

void run_as_user(Pool& pool, UserId const& user_id, Work const& work)
{
    run_as_user(pool, user_id, Patience::quick, work);
}

void run_as_reader(Pool& pool, UserId const& user_id, Work const& work)
{
    run(pool, {"rmirror_tenant", user_id, Patience::quick, Access::read_only}, work);
}

void run_as_user(Pool& pool, UserId const& user_id, Patience patience, Work const& work)
{
    run(pool, {"rmirror_tenant", user_id, patience}, work);
}

void run_as_system(Pool& pool, Work const& work)
{
    run_as_system(pool, Patience::whole_library, work);
}

void run_as_admin(Pool& pool, Work const& work)
{
    run(pool, {"rmirror_admin", UserId(), Patience::whole_library}, work);
}

void run_as_system(Pool& pool, Patience patience, Work const& work)
{
    run(pool, {"rmirror_system", UserId(), patience}, work);
}

void run_as_link(Pool& pool, LinkScope const& scope, Work const& work)
{
    run(pool, {"rmirror_link", scope.user_id, Patience::quick, Access::read_only, &scope}, work);
}

void run_as_member(Pool& pool, UserId const& user_id, UserId const& member_id, Work const& work)
{
    run(pool, {"rmirror_member", user_id, Patience::quick, Access::read_only, nullptr, member_id}, work);
}

}  // namespace rmirror::db
