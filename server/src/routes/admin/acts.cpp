// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admin/undo.hpp"
#include "input/uuid.hpp"
#include "routes/admin/admin_requests.hpp"

namespace rmirror::routes {

namespace {

using http::Code;
using http::Method;
using http::Reply;

Reply list_acts(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = admin_piece(query);
    if (auto refusal = query.refusal())
        return *refusal;
    return admin_json(
        db::as_admin(app.pool, [&](pqxx::work& work) { return admin::list_acts(work, piece); }));
}

Reply undo_act(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    return act(app, call, [&](pqxx::work& work, admin::Actor const& actor) {
        using admin::NotUndone;
        auto const undone = id ? admin::undo(work, actor, admin::ActId(*id)) : NotUndone::unknown;
        auto const* const why = std::get_if<NotUndone>(&undone);
        if (why && *why == NotUndone::unknown)
            return http::problem(Code::Not_Found, admin::to_string(*why));
        if (why)
            return admin_conflict(admin::to_string(*why), admin::type_of(*why));
        return admin_json(admin::show_act(work, std::get<admin::ActId>(undone)));
    });
}

constexpr Row kActRows[] = {
    {Method::get, "/api/v1/admin/acts", Access::admin, list_acts},
    {Method::post, "/api/v1/admin/acts/:id/undo", Access::admin, undo_act},
};

}  // namespace

Table admin_act_routes()
{
    return kActRows;
}

}  // namespace rmirror::routes
