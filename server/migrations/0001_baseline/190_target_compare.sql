-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What of a library differs from what a target has.

-- Whether a target has something of a notebook that isn't being removed together with the notebook.
CREATE FUNCTION has_parts(owner uuid, target text, notebook uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM sync_records
                   WHERE user_id = owner AND notebook_uuid = notebook AND target_name = target
                       AND item_type <> 'notebook' AND deleted_at IS NULL
                       AND content_hash IS DISTINCT FROM 'covered')
$$;

-- Whether an item is removed together with its notebook. `is_kept`: NULL if the notebook was removed for good; then
-- only a record of the notebook can lead to its removal.
CREATE FUNCTION goes_with_notebook(owner uuid, target text, is_kept boolean, notebook uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT coalesce(is_kept, NOT EXISTS (
        SELECT 1 FROM sync_records
        WHERE user_id = owner AND notebook_uuid = notebook AND target_name = target AND item_type = 'notebook'
            AND deleted_at IS NULL))
$$;

-- Queues those of the given items that differ from the target's records. The caller has locked the integration's row,
-- as does a worker that begins a delivery, so that no change is missed between them. `again`: also what failed, or was
-- cancelled unless by stopping the backfill.
CREATE FUNCTION queue_differences(integration integrations, accepted text[], extras text[], types text[],
    keys uuid[], again boolean, urgency integer, cause text, pass uuid, most integer, OUT queued integer,
    OUT skipped integer)
LANGUAGE plpgsql AS $$
BEGIN
    WITH asked AS (
        SELECT array_agg(item_type) AS types, array_agg(item_key) AS keys
        FROM (SELECT item_type, item_key FROM unnest(types, keys) AS given (item_type, item_key)
              -- A scan comes to all pages by itself.
              UNION SELECT match_type, match_key FROM items_affected_by_rules(integration, accepted, types, keys)
              WHERE pass IS NULL) AS each
        WHERE item_type = ANY (accepted)),
    item AS MATERIALIZED (
        SELECT item_type, item_key, notebook_id, notebook_uuid, is_kept, in_flux, stays, place,
               content_hash(content, integration.templates) AS hash
        FROM asked, items_to_send(integration.user_id,
                                  CASE WHEN integration.removing_at IS NULL THEN integration.choice ELSE '{}' END,
                                  CASE WHEN integration.removing_at IS NULL THEN integration.rules END,
                                  'notebook' = ANY (accepted), extras, asked.types, asked.keys)),
    compared AS (
        SELECT item.item_type, item.item_key, coalesce(item.notebook_id, gone.id) AS notebook_id, item.hash,
               record.id AS record_id, item.stays,
               CASE
                   WHEN item.stays THEN false
                   WHEN item.in_flux AND item.hash IS NOT NULL THEN false
                   WHEN item.hash IS NOT NULL THEN
                       record.id IS NULL OR record.content_hash IS DISTINCT FROM item.hash
                       OR (record.place IS DISTINCT FROM item.place
                           AND is_placed(item.item_type, 'notebook' = ANY (accepted)))
                       OR (again AND (record.status = 'failed'
                                      OR (record.status = 'skipped' AND integration.backfill_stopped_at IS NULL)))
                   -- Everything in a notebook is removed with it if the target takes notebooks as items; also
                   -- what was delivered before the notebook was.
                   WHEN item.item_type <> 'notebook' AND 'notebook' = ANY (accepted)
                        AND goes_with_notebook(integration.user_id, integration.target_name,
                                               coalesce(item.is_kept, NOT gone.is_gone), record.notebook_uuid)
                       THEN false
                   WHEN item.item_type = 'notebook' AND has_parts(
                            integration.user_id, integration.target_name,
                            coalesce(item.notebook_uuid, record.notebook_uuid)) THEN true
                   ELSE record.id IS NOT NULL AND (record.content_hash IS NOT NULL
                                                   OR (again AND record.status = 'failed'))
               END AS differs
        FROM item
        LEFT JOIN LATERAL (
            SELECT * FROM sync_records
            WHERE user_id = (SELECT integration.user_id) AND item_key = item.item_key OFFSET 0) AS record
            ON record.target_name = integration.target_name AND record.item_type = item.item_type
            AND record.deleted_at IS NULL
        LEFT JOIN LATERAL (
            SELECT id, is_gone FROM notebooks
            WHERE item.is_kept IS NULL AND user_id = integration.user_id AND notebook_uuid = record.notebook_uuid
            OFFSET 0) AS gone ON true),
    chosen AS (
        SELECT *, row_number() OVER (ORDER BY item_type, item_key) AS nth FROM compared WHERE differs),
    done AS (
        SELECT enqueue(integration.user_id, integration.target_name, item_type, item_key,
                       CASE WHEN hash IS NULL THEN 'delete' WHEN record_id IS NULL THEN 'create' ELSE 'update' END,
                       hash,
                       urgency + CASE WHEN item_type IN ('notebook', 'notebook_metadata') THEN 0 ELSE 1 END, cause,
                       now(), notebook_id, pass)
        FROM chosen WHERE most IS NULL OR nth <= most
        -- Pages are queued in their order, because neighbours can be delivered in one call.
        ORDER BY nth),
    -- When its notebook matches again, everything in it is compared (items_affected_by_rules()).
    left_as_it_is AS (
        UPDATE sync_records AS record SET content_hash = 'again'
        FROM compared
        WHERE compared.stays AND compared.item_type = 'notebook' AND record.user_id = integration.user_id
            AND record.id = compared.record_id AND record.content_hash <> 'again')
    SELECT (SELECT count(*) FROM done), (SELECT count(*) FROM compared WHERE NOT differs) INTO queued, skipped;
END
$$;
