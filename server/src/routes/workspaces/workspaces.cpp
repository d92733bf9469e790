// SPDX-License-Identifier: AGPL-3.0-or-later
// Workspaces, their members and their audit log.
#include "workspaces/workspaces.hpp"

#include "app.hpp"
#include "routes/routes.hpp"
#include "routes/workspaces/refusals.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "input/uuid.hpp"
#include "workspaces/audit_log.hpp"

namespace rmirror::routes {

namespace {

using http::Reply;

constexpr input::Length kWorkspaceName{.min = 1, .max = 100};

/// Its id, or one of no workspace.
std::string workspace_of(Call const& call)
{
    return input::parse_uuid(call.request.parameter("workspace_id"))
        .value_or("00000000-0000-0000-0000-000000000000");
}

UserId person_of(Call const& call)
{
    return UserId(input::parse_uuid(call.request.parameter("user_id"))
                      .value_or("00000000-0000-0000-0000-000000000000"));
}

Reply list_workspaces(App& app, Call const& call)
{
    return http::ok_json(db::as_system(
        app.pool, [&](pqxx::work& work) { return workspaces::list_workspaces(work, call.user.id); }));
}

Reply create_workspace(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const name = body.fields().text("name", kWorkspaceName);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto reply = workspace_reply(db::as_system(
        app.pool, [&](pqxx::work& work) { return workspaces::create_workspace(work, call.user.id, name); }));
    if (reply.status == http::Code::Ok)
        reply.status = http::Code::Created;
    return reply;
}

Reply show_workspace(App& app, Call const& call)
{
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::show_workspace(work, call.user.id, workspace_of(call));
    }));
}

Reply rename_workspace(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const name = body.fields().text("name", kWorkspaceName);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::rename_workspace(work, call.user.id, workspace_of(call), name);
    }));
}

Reply delete_workspace(App& app, Call const& call)
{
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::delete_workspace(work, call.user.id, workspace_of(call));
    }));
}

Reply list_members(App& app, Call const& call)
{
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::list_members(work, call.user.id, workspace_of(call));
    }));
}

Reply change_role(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const role = body.fields().one_of("role", workspaces::kRoles);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::change_role(work, call.user.id, workspace_of(call), person_of(call),
                                       workspaces::role_of(role));
    }));
}

Reply remove_member(App& app, Call const& call)
{
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::remove_member(work, call.user.id, workspace_of(call), person_of(call));
    }));
}

Reply hand_over(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    UserId const person(body.fields().uuid("user_id"));
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::hand_over(work, call.user.id, workspace_of(call), person);
    }));
}

Reply list_audit(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = query.piece();
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::list_audit(work, call.user.id, workspace_of(call), piece.limit, piece.after);
    }));
}

constexpr http::Traits kOnLibraryWorker{.runs = http::Runs::on_library_worker};

constexpr Row kWorkspacesRows[] = {
    {http::Method::get, "/api/v1/workspaces", Access::user, list_workspaces},
    {http::Method::post, "/api/v1/workspaces", Access::person, create_workspace},
    {http::Method::get, "/api/v1/workspaces/:workspace_id", Access::user, show_workspace},
    {http::Method::patch, "/api/v1/workspaces/:workspace_id", Access::person, rename_workspace},
    {http::Method::remove, "/api/v1/workspaces/:workspace_id", Access::person, delete_workspace,
     kOnLibraryWorker},
    {http::Method::get, "/api/v1/workspaces/:workspace_id/members", Access::user, list_members},
    {http::Method::patch, "/api/v1/workspaces/:workspace_id/members/:user_id", Access::person, change_role},
    {http::Method::remove, "/api/v1/workspaces/:workspace_id/members/:user_id", Access::person, remove_member,
     kOnLibraryWorker},
    {http::Method::put, "/api/v1/workspaces/:workspace_id/owner", Access::person, hand_over},
    {http::Method::get, "/api/v1/workspaces/:workspace_id/audit-log", Access::person, list_audit},
};

}  // namespace

Table workspace_routes()
{
    return kWorkspacesRows;
}

}  // namespace rmirror::routes
