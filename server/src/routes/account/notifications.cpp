// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"

#include <pqxx/result>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;

constexpr http::PageLimits kPieces{.default_size = 50, .max = 200};

// Newest first. Reads one row more than the limit to know whether the list continues.
constexpr auto kListNotifications = R"sql(
    WITH found AS (
        SELECT id, notification_json(notification) AS shown, row_number() OVER (ORDER BY id DESC) AS nth
        FROM notifications AS notification
        WHERE user_id = $1 AND ($2::uuid IS NULL OR id < $2::uuid)
        ORDER BY id DESC LIMIT $3 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(shown ORDER BY nth) FILTER (WHERE nth <= $3), '[]'),
        'unread', (SELECT count(*) FROM notifications WHERE user_id = $1 AND read_at IS NULL),
        'next', CASE WHEN count(*) > $3 THEN (SELECT id FROM found WHERE nth = $3) END)
    FROM found)sql";

constexpr auto kMarkRead = R"sql(
    WITH known AS MATERIALIZED (SELECT id FROM notifications WHERE user_id = $1 AND id = $2),
    marked AS (UPDATE notifications SET read_at = now() WHERE user_id = $1 AND id = $2 AND read_at IS NULL)
    SELECT EXISTS (SELECT 1 FROM known))sql";

constexpr auto kMarkAllRead =
    "UPDATE notifications SET read_at = now() WHERE user_id = $1 AND read_at IS NULL";

Reply list_notifications(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = query.piece(kPieces);
    if (auto refusal = query.refusal())
        return *refusal;
    return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return work.exec_params1(kListNotifications, call.user.id, piece.after, piece.limit)[0]
            .as<std::string>();
    }));
}

Reply mark_read(App& app, Call const& call)
{
    std::string const id(call.request.parameter("id"));
    bool const is_there = input::is_uuid(id) && db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
                              return work.exec_params1(kMarkRead, call.user.id, id)[0].as<bool>();
                          });
    return is_there ? http::empty_reply(Code::No_Content)
                    : http::problem(Code::Not_Found, "This notification doesn't exist.");
}

Reply mark_all_read(App& app, Call const& call)
{
    db::as_user(app.pool, call.user.id,
                [&](pqxx::work& work) { work.exec_params0(kMarkAllRead, call.user.id); });
    return http::empty_reply(Code::No_Content);
}

constexpr Row kNotificationsRows[] = {
    {http::Method::get, "/api/v1/notifications", Access::user, list_notifications},
    {http::Method::post, "/api/v1/notifications/read", Access::user, mark_all_read},
    {http::Method::post, "/api/v1/notifications/:id/read", Access::user, mark_read},
};

}  // namespace

Table notification_routes()
{
    return kNotificationsRows;
}

}  // namespace rmirror::routes
