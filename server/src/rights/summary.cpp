// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/summary.hpp"

#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::rights {

namespace {

// Deleted notebooks and pages are stored until they are removed for good, so they count. An image that
// several pages have is stored once. The size of rows is counted as they are written, for all of them
// together.
constexpr auto kSummary = R"sql(
    WITH counted (kind, place, count, bytes) AS (
        SELECT 'notebooks', 1, count(*), NULL::bigint FROM notebooks WHERE user_id = $1
        UNION ALL SELECT 'pages', 2, count(*), NULL FROM pages WHERE user_id = $1
        UNION ALL SELECT 'earlier_texts', 3, count(*), NULL FROM document_versions WHERE user_id = $1
        UNION ALL SELECT 'todos', 4, count(*), NULL FROM todos WHERE user_id = $1
        UNION ALL SELECT 'highlights', 5, count(*), NULL FROM highlights WHERE user_id = $1
        UNION ALL SELECT 'handwriting_images', 6, count(*), coalesce(sum(size_bytes), 0)::bigint FROM blobs
            WHERE user_id = $1 AND id IN (SELECT blob_id FROM page_images WHERE user_id = $1)
        UNION ALL SELECT 'page_images', 7, count(*), coalesce(sum(size_bytes), 0)::bigint FROM blobs
            WHERE user_id = $1 AND id IN (SELECT blob_id FROM display_images WHERE user_id = $1)
        UNION ALL SELECT 'attachments', 8, count(*), coalesce(sum(size_bytes), 0)::bigint FROM blobs
            WHERE user_id = $1 AND id IN (SELECT blob_id FROM attachments WHERE user_id = $1)
        UNION ALL SELECT 'texts_and_facts', 9, NULL, coalesce(sum(row_bytes), 0)::bigint
            FROM library_usage WHERE user_id = $1
        UNION ALL SELECT 'browsers', 10, count(*), NULL FROM sessions WHERE user_id = $1
        UNION ALL SELECT 'devices', 11, count(*), NULL FROM agent_tokens WHERE user_id = $1
        UNION ALL SELECT 'connections', 12, count(*), NULL FROM connections WHERE user_id = $1
        UNION ALL SELECT 'integrations', 13, count(*), NULL FROM integrations WHERE user_id = $1
        UNION ALL SELECT 'deliveries', 14, count(*), NULL FROM sync_records WHERE user_id = $1
        UNION ALL SELECT 'notifications', 15, count(*), NULL FROM notifications WHERE user_id = $1
        UNION ALL SELECT 'events', 16, count(*), NULL FROM audit WHERE user_id = $1)
    SELECT jsonb_build_object(
        'items', jsonb_agg(jsonb_build_object('kind', kind, 'count', count, 'bytes', bytes) ORDER BY place),
        'bytes', coalesce(sum(bytes), 0))
    FROM counted)sql";

}  // namespace

std::string summary_of(pqxx::work& work, UserId const& user_id)
{
    return work.exec_params1(kSummary, user_id)[0].as<std::string>();
}

}  // namespace rmirror::rights
