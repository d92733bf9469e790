-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How many pieces of an item a target keeps as people changed them there, as a member of its record: `kept`. None once
-- they asked that these give way (docs/decisions/0056-whose-a-block-is.md).

CREATE OR REPLACE FUNCTION record_json(record sync_records) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', record.id, 'target_name', record.target_name, 'item_type', record.item_type,
        'item_key', record.item_key, 'notebook_uuid', record.notebook_uuid, 'page_uuid', record.page_uuid,
        'page_number', (SELECT page_number FROM pages AS page JOIN notebooks AS notebook ON notebook.id = page.notebook_id
                        WHERE notebook.user_id = record.user_id AND notebook.notebook_uuid = record.notebook_uuid
                            AND page.page_uuid = record.page_uuid),
        'status', record.status, 'error_class', record.error_class, 'error_message', record.error_message,
        'retry_count', record.retry_count,
        'kept', CASE WHEN record.metadata ? 'override' THEN 0
                     ELSE coalesce((record.metadata -> 'kept')::integer, 0) END,
        'queue_id', CASE WHEN record.status IN ('failed', 'skipped') THEN
            (SELECT id FROM sync_queue
             WHERE user_id = record.user_id AND target_name = record.target_name AND item_type = record.item_type
                 AND item_key = record.item_key AND status IN ('failed', 'cancelled')
             ORDER BY completed_at DESC LIMIT 1) END,
        'synced_at', record.synced_at, 'created_at', record.created_at, 'updated_at', record.updated_at)
$$;
