// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admin/people.hpp"

#include "auth/accounts.hpp"
#include "db/ids.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

namespace rmirror::admin {

namespace json = boost::json;

namespace {

constexpr auto kListPeople = R"sql(
    WITH found AS (
        SELECT id, row_number() OVER (ORDER BY id DESC) AS nth FROM users
        WHERE ($1::uuid IS NULL OR id < $1::uuid) AND status <> 'leaving'
            AND strpos(lower(concat_ws(' ', email, full_name)), lower($2::text)) > 0
        ORDER BY id DESC LIMIT $3 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(person_for_admin(id, $4, $5, $6::jsonb) ORDER BY nth)
                              FILTER (WHERE nth <= $3), '[]'),
        'next', CASE WHEN count(*) > $3 THEN (SELECT id FROM found WHERE nth = $3) END)
    FROM found)sql";

constexpr auto kShowPerson = "SELECT person_for_admin($1, $2, $3, $4::jsonb)";

constexpr auto kShowFunnel = R"sql(
    WITH counted AS (SELECT step_of(id) AS step, count(*) AS people FROM users WHERE status <> 'leaving' GROUP BY step)
    SELECT jsonb_build_object('items', jsonb_agg(
        jsonb_build_object('step', named.step, 'people', coalesce(people, 0)) ORDER BY nth))
    FROM unnest(ARRAY['signed_up', 'device_connected', 'sent', 'transcribed', 'connected', 'complete'])
        WITH ORDINALITY AS named (step, nth)
    LEFT JOIN counted USING (step))sql";

constexpr auto kFindPerson = "SELECT id FROM users WHERE lower(email) = lower($1)";

// Quota periods stay where they are.
constexpr auto kOpenPlan = R"sql(
    INSERT INTO subscriptions (user_id, anchor_at) SELECT $1::uuid, created_at FROM users WHERE id = $1
    ON CONFLICT DO NOTHING)sql";
constexpr auto kShowPlan = "SELECT plan_of($1)";
constexpr auto kWritePlan = R"sql(
    UPDATE subscriptions
    SET tier = $2::jsonb ->> 'tier', page_limit = ($2::jsonb ->> 'pages')::bigint,
        token_limit = ($2::jsonb ->> 'tokens')::bigint, storage_limit = ($2::jsonb ->> 'storage')::bigint,
        updated_at = now()
    WHERE user_id = $1)sql";

constexpr auto kCountAdmins = "SELECT count(*) FROM admins";
constexpr auto kAddAdmin = "INSERT INTO admins (user_id) VALUES ($1) ON CONFLICT DO NOTHING";
constexpr auto kRemoveAdmin = "DELETE FROM admins WHERE user_id = $1";

json::object plan_of(pqxx::work& work, UserId const& user_id)
{
    return json::parse(work.exec_params1(kShowPlan, user_id)[0].c_str()).as_object();
}

void write_plan(pqxx::work& work, UserId const& user_id, json::object const& plan)
{
    work.exec_params0(kOpenPlan, user_id);
    work.exec_params0(kWritePlan, user_id, json::serialize(plan));
}

void set_limit(json::object& plan, std::string_view name, std::optional<PlanChange::Limit> const& limit)
{
    if (limit)
        plan[json::string_view(name.data(), name.size())] =
            limit->value ? json::value(*limit->value) : json::value(nullptr);
}

}  // namespace

std::string list_people(pqxx::work& work, quota::Rules const& rules, std::string const& search,
                        Piece const& piece)
{
    return work
        .exec_params1(kListPeople, piece.after, search, piece.limit, rules.free_pages, rules.free_tokens,
                      rules.limits)[0]
        .as<std::string>();
}

std::string show_person(pqxx::work& work, quota::Rules const& rules, UserId const& user_id)
{
    auto const shown =
        work.exec_params1(kShowPerson, user_id, rules.free_pages, rules.free_tokens, rules.limits)[0];
    return shown.is_null() ? "" : shown.as<std::string>();
}

std::string show_funnel(pqxx::work& work)
{
    return work.exec1(kShowFunnel)[0].as<std::string>();
}

std::optional<UserId> find_person(pqxx::work& work, std::string const& email)
{
    auto const rows = work.exec_params(kFindPerson, email);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<UserId>());
}

void change_plan(pqxx::work& work, Actor const& actor, UserId const& user_id, PlanChange const& change)
{
    auto const before = plan_of(work, user_id);
    auto after = before;
    if (change.tier)
        after["tier"] = *change.tier;
    set_limit(after, "pages", change.pages);
    set_limit(after, "tokens", change.tokens);
    set_limit(after, "storage", change.storage);
    if (after == before)
        return;
    write_plan(work, user_id, after);
    record(work, actor, {.name = "change_plan", .person = user_id, .before = before, .after = after});
}

bool restore_plan(pqxx::work& work, UserId const& user_id, json::object const& expected,
                  json::object const& plan)
{
    if (plan_of(work, user_id) != expected)
        return false;
    write_plan(work, user_id, plan);
    return true;
}

AdminChange add_admin(pqxx::work& work, UserId const& user_id)
{
    auto const added = work.exec_params(kAddAdmin, user_id).affected_rows();
    return added == 0 ? AdminChange::is_so_already : AdminChange::done;
}

AdminChange remove_admin(pqxx::work& work, UserId const& user_id)
{
    if (!auth::is_admin(work, user_id))
        return AdminChange::is_so_already;
    if (work.exec1(kCountAdmins)[0].as<int>() == 1)
        return AdminChange::is_last;
    work.exec_params0(kRemoveAdmin, user_id);
    return AdminChange::done;
}

AdminChange set_admin(pqxx::work& work, Actor const& actor, UserId const& user_id, bool is_wanted)
{
    auto const change = is_wanted ? add_admin(work, user_id) : remove_admin(work, user_id);
    if (change == AdminChange::done)
        record(work, actor,
               {.name = is_wanted ? "make_admin" : "remove_admin",
                .person = user_id,
                .before = {{"is_admin", !is_wanted}},
                .after = {{"is_admin", is_wanted}}});
    return change;
}

}  // namespace rmirror::admin
