// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/inspect.hpp"

#include "db/ids.hpp"
#include "queue/enqueue.hpp"

#include <pqxx/result>

namespace rmirror::queue {

namespace {

// Mails and notices are in the queue as well, but they are no syncs.
// 'behind': an item has been due for two minutes, isn't held, and nothing is in progress.
constexpr auto kShowHealth = R"sql(
    SELECT jsonb_build_object(
        'queue_processor', CASE
            WHEN count(*) FILTER (WHERE status = 'processing') > 0 THEN 'working'
            WHEN count(*) FILTER (WHERE status IN ('pending', 'retry')
                                        AND run_after < now() - interval '2 minutes'
                                        AND target_name NOT IN (SELECT target_name FROM queue_holds
                                                                WHERE user_id = $1 AND until > now())) > 0 THEN 'behind'
            ELSE 'idle' END,
        'last_processed_at', max(completed_at) FILTER (WHERE status IN ('completed', 'failed')),
        'stale_syncs_count', count(*) FILTER (WHERE status = 'processing' AND leased_until < now()),
        'targets', coalesce((
            SELECT jsonb_object_agg(target_name, counts) FROM (
                SELECT target_name, jsonb_build_object(
                    'pending', count(*) FILTER (WHERE status IN ('pending', 'retry')),
                    'processing', count(*) FILTER (WHERE status = 'processing'),
                    'failed', count(*) FILTER (WHERE status = 'failed')) AS counts
                FROM sync_queue WHERE user_id = $1 AND item_type NOT IN ('mail', 'notice') GROUP BY target_name) AS by_target), '{}'))
    FROM sync_queue WHERE user_id = $1 AND item_type NOT IN ('mail', 'notice'))sql";

constexpr auto kShowStats = R"sql(
    WITH mine AS (SELECT status, target_name, item_type FROM sync_queue
                  WHERE user_id = $1 AND item_type NOT IN ('mail', 'notice'))
    SELECT jsonb_build_object(
        'total_syncs', (SELECT count(*) FROM mine),
        'status_counts', (SELECT coalesce(jsonb_object_agg(status, count), '{}')
                          FROM (SELECT status, count(*) FROM mine GROUP BY status) AS counts),
        'target_counts', (SELECT coalesce(jsonb_object_agg(target_name, count), '{}')
                          FROM (SELECT target_name, count(*) FROM mine GROUP BY target_name) AS counts),
        'type_counts', (SELECT coalesce(jsonb_object_agg(item_type, count), '{}')
                        FROM (SELECT item_type, count(*) FROM mine GROUP BY item_type) AS counts)))sql";

// Selects one item more than is shown, to learn whether there is a next page.
constexpr auto kListQueue = R"sql(
    WITH found AS (
        SELECT item.*, row_number() OVER (ORDER BY id DESC) AS nth
        FROM sync_queue AS item
        WHERE user_id = $1 AND item_type NOT IN ('mail', 'notice')
            AND ($2::text IS NULL OR status = $2) AND ($3::uuid IS NULL OR id < $3::uuid)
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

// A failed item isn't retryable while a live item for the same thing exists, which does the same work.
constexpr auto kFindRetryable = R"sql(
    SELECT item.* FROM sync_queue AS item
    WHERE user_id = $1 AND id = $2 AND item_type NOT IN ('mail', 'notice')
        AND (status = 'retry' OR (status IN ('failed', 'cancelled') AND NOT EXISTS (
        SELECT 1 FROM sync_queue AS twin
        WHERE twin.user_id = $1 AND twin.target_name = item.target_name
            AND twin.item_type = item.item_type AND twin.item_key = item.item_key
            AND twin.status IN ('pending', 'processing', 'retry'))))
    FOR UPDATE)sql";

constexpr auto kRequeue = R"sql(
    UPDATE sync_queue
    SET status = 'pending', attempts = 0, run_after = now(), completed_at = NULL, error_class = NULL,
        error_message = NULL, trigger_source = 'manual'
    WHERE user_id = $1 AND id = $2)sql";

constexpr auto kCancelItem = R"sql(
    UPDATE sync_queue SET status = 'cancelled', completed_at = now()
    WHERE user_id = $1 AND id = $2 AND item_type NOT IN ('mail', 'notice') AND status IN ('pending', 'retry')
    RETURNING *)sql";

// An item queued by a change may have been queued by a full scan as well. It keeps its higher priority, so it
// isn't backlog.
constexpr auto kCancelBacklog = R"sql(
    UPDATE sync_queue SET status = 'cancelled', completed_at = now()
    WHERE user_id = $1 AND status IN ('pending', 'retry') AND id IN (
        SELECT id FROM sync_queue
        WHERE user_id = $1 AND target_name = $2 AND status IN ('pending', 'retry')
            AND operation = 'create' AND trigger_source = 'scheduled' AND priority >= $3
        ORDER BY priority, run_after, id LIMIT $4)
    RETURNING *)sql";

constexpr auto kIsThere = R"sql(
    SELECT EXISTS (SELECT 1 FROM sync_queue WHERE user_id = $1 AND id = $2 AND item_type NOT IN ('mail', 'notice')))sql";

constexpr auto kCountWaiting = R"sql(
    SELECT count(*),
           count(*) FILTER (WHERE operation = 'create' AND trigger_source = 'scheduled' AND priority >= $3),
           (SELECT to_json(until) #>> '{}' FROM queue_holds
            WHERE user_id = $1 AND target_name = $2 AND until > now() AND until < 'infinity')
    FROM sync_queue WHERE user_id = $1 AND target_name = $2 AND status IN ('pending', 'retry'))sql";

constexpr auto kCountOfFullScans = R"sql(
    SELECT count(*) FILTER (WHERE status = 'completed'), count(*) FILTER (WHERE status IN ('failed', 'cancelled')),
           count(*) FILTER (WHERE status IN ('pending', 'processing', 'retry'))
    FROM sync_queue WHERE user_id = $1 AND pass_id = ANY ($2::uuid[]))sql";

std::optional<Item> first_of(pqxx::result const& rows)
{
    return rows.empty() ? std::nullopt : std::optional(item_of(rows[0]));
}

}  // namespace

std::string show_health(pqxx::work& work, UserId const& user_id)
{
    return work.exec_params1(kShowHealth, user_id)[0].as<std::string>();
}

std::string show_stats(pqxx::work& work, UserId const& user_id)
{
    return work.exec_params1(kShowStats, user_id)[0].as<std::string>();
}

std::string list_items(pqxx::work& work, UserId const& user_id, std::optional<std::string> const& status,
                       std::optional<ItemId> const& after, std::int64_t limit)
{
    return work.exec_params1(kListQueue, user_id, status, after, limit)[0].as<std::string>();
}

Waiting waiting_of(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    auto const row = work.exec_params1(kCountWaiting, user_id, std::string(target_name), kBacklogPriority);
    return {row[0].as<std::int64_t>(), row[1].as<std::int64_t>(), row[2].as<std::optional<std::string>>()};
}

FullScanCounts counts_of_full_scans(pqxx::work& work, UserId const& user_id, std::string const& full_scan_ids)
{
    auto const row = work.exec_params1(kCountOfFullScans, user_id, full_scan_ids);
    return {row[0].as<std::int64_t>(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>()};
}

bool is_there(pqxx::work& work, UserId const& user_id, ItemId const& id)
{
    return work.exec_params1(kIsThere, user_id, id)[0].as<bool>();
}

std::optional<Item> retryable(pqxx::work& work, UserId const& user_id, ItemId const& id)
{
    return first_of(work.exec_params(kFindRetryable, user_id, id));
}

void requeue(pqxx::work& work, Item const& item)
{
    work.exec_params0(kRequeue, item.user_id, item.id);
}

std::optional<Item> cancel(pqxx::work& work, UserId const& user_id, ItemId const& id)
{
    return first_of(work.exec_params(kCancelItem, user_id, id));
}

std::vector<Item> cancel_backlog(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                                 std::size_t max_items)
{
    return items_of(
        work.exec_params(kCancelBacklog, user_id, std::string(target_name), kBacklogPriority, max_items));
}

}  // namespace rmirror::queue
