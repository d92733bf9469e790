// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/notifications.hpp"

#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "http/query.hpp"
#include "input/uuid.hpp"
#include "routes/for_user.hpp"

#include <pqxx/result>

namespace rmirror {

namespace {

using http::Code;
using http::Reply;
using http::Request;

constexpr http::PieceSize kPieces{.usual = 50, .most = 200};

// Newest first. One more than is shown tells whether there is a next piece.
constexpr auto kListNotifications = R"sql(
    WITH found AS (
        SELECT notification.*, row_number() OVER (ORDER BY id DESC) AS nth
        FROM notifications AS notification
        WHERE user_id = $1 AND ($2::uuid IS NULL OR id < $2::uuid)
        ORDER BY id DESC LIMIT $3 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(jsonb_build_object(
            'id', id, 'kind', kind, 'details', details, 'created_at', created_at, 'read_at', read_at)
            ORDER BY nth) FILTER (WHERE nth <= $3), '[]'),
        'unread', (SELECT count(*) FROM notifications WHERE user_id = $1 AND read_at IS NULL),
        'next', CASE WHEN count(*) > $3 THEN (SELECT id FROM found WHERE nth = $3) END)
    FROM found)sql";

constexpr auto kMarkRead = R"sql(
    UPDATE notifications SET read_at = coalesce(read_at, now()) WHERE user_id = $1 AND id = $2)sql";

Reply list_notifications(Services& services, Request const& request, std::string const& user_id)
{
    http::Query query(request);
    auto const piece = query.piece(kPieces);
    if (auto refusal = query.refusal())
        return *refusal;
    return http::ok_json(db::as_user(services.pool, user_id, [&](pqxx::work& work) {
        return work.exec_params1(kListNotifications, user_id, piece.after, piece.limit)[0].as<std::string>();
    }));
}

Reply mark_read(Services& services, Request const& request, std::string const& user_id)
{
    std::string const id(request.parameter("id"));
    bool const is_there = db::is_uuid(id) && db::as_user(services.pool, user_id, [&](pqxx::work& work) {
                              return work.exec_params(kMarkRead, user_id, id).affected_rows() > 0;
                          });
    return is_there ? http::empty_reply(Code::No_Content)
                    : http::problem(Code::Not_Found, "There is no such notification.");
}

}  // namespace

http::Routes notification_routes(Services& services)
{
    using http::Method;
    return {
        {Method::get, "/api/v1/notifications", for_user(services, list_notifications)},
        {Method::post, "/api/v1/notifications/:id/read", for_user(services, mark_read)},
    };
}

}  // namespace rmirror
