// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admin/people.hpp"
#include "http/body/json_body.hpp"
#include "input/uuid.hpp"
#include "routes/admin/admin_requests.hpp"

#include <array>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Method;
using http::Reply;

constexpr std::array<std::string_view, 5> kPlans = {"free", "beta", "pro", "team", "enterprise"};
constexpr std::int64_t kMaxLimit = 1'000'000'000'000'000;

Reply list_people(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const search = query.text_if_any("search", {1, 200}).value_or("");
    auto const piece = admin_piece(query);
    if (auto refusal = query.refusal())
        return *refusal;
    return admin_json(db::as_admin(
        app.pool, [&](pqxx::work& work) { return admin::list_people(work, app.quota, search, piece); }));
}

Reply show_funnel(App& app, Call const&)
{
    return admin_json(db::as_admin(app.pool, admin::show_funnel));
}

std::optional<admin::PlanChange::Limit> read_limit(input::JsonReader& fields, std::string_view name)
{
    auto const value = fields.integer_if_any(name, 0, kMaxLimit);
    if (!value && !fields.is_null(name))
        return std::nullopt;
    return admin::PlanChange::Limit{value};
}

Reply change_person(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    admin::PlanChange plan;
    plan.tier = fields.one_of_if_any("tier", kPlans);
    plan.pages = read_limit(fields, "pages");
    plan.tokens = read_limit(fields, "tokens");
    plan.storage = read_limit(fields, "storage");
    auto const is_admin = fields.flag_if_any("is_admin");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return act(app, call, [&](pqxx::work& work, admin::Actor const& actor) {
        UserId const person(id.value_or(""));
        if (!id || admin::show_person(work, app.quota, person).empty())
            return http::problem(Code::Not_Found, "This account doesn't exist.");
        if (is_admin && admin::set_admin(work, actor, person, *is_admin) == admin::AdminChange::is_last)
            return admin_conflict(admin::kLastAdmin, admin::kLastAdminType);
        admin::change_plan(work, actor, person, plan);
        return admin_json(admin::show_person(work, app.quota, person));
    });
}

constexpr Row kPeopleRows[] = {
    {Method::get, "/api/v1/admin/people", Access::admin, list_people},
    {Method::patch, "/api/v1/admin/people/:id", Access::admin, change_person},
    {Method::get, "/api/v1/admin/funnel", Access::admin, show_funnel},
};

}  // namespace

Table admin_people_routes()
{
    return kPeopleRows;
}

}  // namespace rmirror::routes
