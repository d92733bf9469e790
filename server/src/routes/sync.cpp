// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "http/query.hpp"
#include "input/uuid.hpp"
#include "library/work.hpp"

#include <pqxx/result>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;
using http::Request;

// Behind: something has been due for a while, and nobody does anything.
constexpr auto kShowHealth = R"sql(
    SELECT jsonb_build_object(
        'queue_processor', CASE
            WHEN count(*) FILTER (WHERE status = 'processing') > 0 THEN 'working'
            WHEN count(*) FILTER (WHERE status IN ('pending', 'retry')
                                        AND run_after < now() - interval '2 minutes') > 0 THEN 'behind'
            ELSE 'idle' END,
        'last_processed_at', max(completed_at) FILTER (WHERE status IN ('completed', 'failed')),
        'stale_syncs_count', count(*) FILTER (WHERE status = 'processing' AND leased_until < now()),
        'targets', coalesce((
            SELECT jsonb_object_agg(target_name, counts) FROM (
                SELECT target_name, jsonb_build_object(
                    'pending', count(*) FILTER (WHERE status IN ('pending', 'retry')),
                    'processing', count(*) FILTER (WHERE status = 'processing'),
                    'failed', count(*) FILTER (WHERE status = 'failed')) AS counts
                FROM sync_queue WHERE user_id = $1 GROUP BY target_name) AS by_target), '{}'))
    FROM sync_queue WHERE user_id = $1)sql";

constexpr auto kShowStats = R"sql(
    WITH mine AS (SELECT status, target_name, item_type FROM sync_queue WHERE user_id = $1)
    SELECT jsonb_build_object(
        'total_syncs', (SELECT count(*) FROM mine),
        'status_counts', (SELECT coalesce(jsonb_object_agg(status, count), '{}')
                          FROM (SELECT status, count(*) FROM mine GROUP BY status) AS counts),
        'target_counts', (SELECT coalesce(jsonb_object_agg(target_name, count), '{}')
                          FROM (SELECT target_name, count(*) FROM mine GROUP BY target_name) AS counts),
        'type_counts', (SELECT coalesce(jsonb_object_agg(item_type, count), '{}')
                        FROM (SELECT item_type, count(*) FROM mine GROUP BY item_type) AS counts)))sql";

// Newest first. One more than is shown tells whether there is a next piece.
constexpr auto kListQueue = R"sql(
    WITH found AS (
        SELECT item.*, row_number() OVER (ORDER BY id DESC) AS nth
        FROM sync_queue AS item
        WHERE user_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::uuid IS NULL OR id < $3::uuid)
        ORDER BY id DESC LIMIT $4 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(jsonb_build_object(
            'id', id, 'target_name', target_name, 'item_type', item_type, 'item_key', item_key,
            'operation', operation, 'priority', priority, 'trigger_source', trigger_source, 'status', status,
            'attempts', attempts, 'run_after', run_after, 'error_class', error_class,
            'error_message', error_message, 'created_at', created_at, 'started_at', started_at,
            'completed_at', completed_at) ORDER BY nth) FILTER (WHERE nth <= $4), '[]'),
        'next', CASE WHEN count(*) > $4 THEN (SELECT id FROM found WHERE nth = $4) END)
    FROM found)sql";

// A live twin does the same already: then the failed one stays what it was.
constexpr auto kRetryItem = R"sql(
    UPDATE sync_queue AS item
    SET status = 'pending', attempts = 0, run_after = now(), completed_at = NULL, error_class = NULL,
        error_message = NULL, trigger_source = 'manual'
    WHERE user_id = $1 AND id = $2 AND (status = 'retry' OR (status IN ('failed', 'cancelled') AND NOT EXISTS (
        SELECT FROM sync_queue AS twin
        WHERE twin.user_id = item.user_id AND twin.target_name = item.target_name
            AND twin.item_type = item.item_type AND twin.item_key = item.item_key
            AND twin.status IN ('pending', 'processing', 'retry')))))sql";

constexpr auto kPageIsPending = R"sql(
    UPDATE pages SET ocr_status = 'pending', ocr_error = NULL
    FROM sync_queue AS item
    WHERE item.id = $2 AND item.user_id = $1 AND item.item_type = 'ocr_page' AND pages.id = item.item_key
        AND pages.ocr_status IN ('failed', 'skipped'))sql";

constexpr auto kCancelItem = R"sql(
    UPDATE sync_queue SET status = 'cancelled', completed_at = now()
    WHERE user_id = $1 AND id = $2 AND status IN ('pending', 'retry')
    RETURNING item_type, item_key)sql";

constexpr auto kPageIsSkipped = "UPDATE pages SET ocr_status = 'skipped' WHERE user_id = $1 AND id = $2";
constexpr auto kIsThere = "SELECT EXISTS (SELECT FROM sync_queue WHERE user_id = $1 AND id = $2)";

Reply shown(App& app, std::string const& user_id, char const* sql)
{
    return http::ok_json(db::as_reader(app.pool, user_id, [&](pqxx::work& work) {
        return work.exec_params1(sql, user_id)[0].as<std::string>();
    }));
}

Reply show_health(App& app, Call const& call)
{
    return shown(app, call.user.id, kShowHealth);
}

Reply show_stats(App& app, Call const& call)
{
    return shown(app, call.user.id, kShowStats);
}

Reply list_queue(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = query.piece();
    auto const status = query.text_if_any("status", {1, 20});
    if (auto refusal = query.refusal())
        return *refusal;
    return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return work.exec_params1(kListQueue, call.user.id, status, piece.after, piece.limit)[0]
            .as<std::string>();
    }));
}

Reply not_found()
{
    return http::problem(Code::Not_Found, "There is no such item in your queue.");
}

/// What is not to be changed is either not there, or not in a state for it.
Reply refusal(pqxx::work& work, std::string const& user_id, std::string const& id, std::string_view sentence)
{
    bool const is_there = work.exec_params1(kIsThere, user_id, id)[0].as<bool>();
    return is_there ? http::problem(Code::Conflict, sentence) : not_found();
}

Reply retry_item(App& app, Call const& call)
{
    std::string const id(call.request.parameter("id"));
    if (!db::is_uuid(id))
        return not_found();
    return library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        if (work->exec_params(kRetryItem, call.user.id, id).affected_rows() == 0)
            return refusal(*work, call.user.id, id,
                           "Only what failed, was cancelled or waits to be tried again can be.");
        work->exec_params(kPageIsPending, call.user.id, id);
        return http::empty_reply(Code::No_Content);
    });
}

Reply cancel_item(App& app, Call const& call)
{
    std::string const id(call.request.parameter("id"));
    if (!db::is_uuid(id))
        return not_found();
    return library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        auto const cancelled = work->exec_params(kCancelItem, call.user.id, id);
        if (cancelled.empty())
            return refusal(*work, call.user.id, id, "Only what has not begun can be cancelled.");
        if (cancelled[0][0].as<std::string>() == "ocr_page") {
            auto const page = cancelled[0][1].as<std::string>();
            quota::release(*work, app.quota, call.user.id, page);
            work->exec_params(kPageIsSkipped, call.user.id, page);
        }
        return http::empty_reply(Code::No_Content);
    });
}

constexpr Row kRows[] = {
    {http::Method::get, "/api/v1/sync/health", Access::user, show_health},
    {http::Method::get, "/api/v1/sync/stats", Access::user, show_stats},
    {http::Method::get, "/api/v1/sync/queue", Access::user, list_queue},
    {http::Method::post, "/api/v1/sync/queue/:id/retry", Access::user, retry_item},
    {http::Method::remove, "/api/v1/sync/queue/:id", Access::user, cancel_item},
};

}  // namespace

Table sync_routes()
{
    return kRows;
}

}  // namespace rmirror::routes
