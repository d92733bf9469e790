-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Each integration follows the change log by a cursor of its own; what differs from its records is queued
-- (docs/decisions/0049-targets-follow-the-change-log.md).

ALTER TABLE integrations
    ADD COLUMN choice jsonb,  -- {"notebooks": [uuid], "folders": [uuid], "tags": [text]}; NULL: everything.
    ADD COLUMN key_hash text UNIQUE CHECK (key_hash ~ '^[0-9a-f]{64}$'),  -- Of the key of who asks by themselves.
    -- How far the log was followed: after this row of it.
    ADD COLUMN cursor_change bigint NOT NULL DEFAULT 0,
    ADD COLUMN cursor_kind text NOT NULL DEFAULT '~',  -- Behind all kinds.
    ADD COLUMN cursor_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    ADD COLUMN cursor_page uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    ADD COLUMN checked_at timestamptz NOT NULL DEFAULT now(),  -- When all of it was last compared.
    ADD COLUMN first_synced_at timestamptz,
    ADD COLUMN failures_running integer NOT NULL DEFAULT 0,  -- Calls in a row that were not answered, or by 5xx.
    ADD COLUMN stopped_at timestamptz,  -- What lies at the connection keeps it from going on.
    ADD COLUMN stopped_class text CHECK (stopped_class IN
        ('network_error', 'rate_limit', 'auth_error', 'invalid_data', 'quota_exceeded', 'unknown_error')),
    ADD COLUMN stopped_because text CHECK (length(stopped_because) <= 1000),
    ADD COLUMN trials integer NOT NULL DEFAULT 0,  -- Since it stopped.
    ADD COLUMN removing_at timestamptz,  -- What was made is being removed, and then this row.
    ADD CONSTRAINT integrations_user_id_id_key UNIQUE (user_id, id),
    ADD CONSTRAINT integrations_stopped_check CHECK ((stopped_at IS NULL) = (stopped_because IS NULL));

-- What is bookkeeping, such as the cursor, is nothing to tell.
DROP TRIGGER note_change ON integrations;
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE OF
    target_name, connection_id, is_enabled, settings, choice, first_synced_at, stopped_at, stopped_because, removing_at
ON integrations FOR EACH ROW EXECUTE FUNCTION note_change();

-- A walk over all of a library, or a part of it, beside what is followed: the first sync, a changed choice, the daily
-- check, somebody who asks for it. First the notebooks, those worked on last first, then the records whose items are
-- gone.
CREATE TABLE sync_passes (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    cause text NOT NULL CHECK (cause IN ('first', 'choice', 'check', 'trigger', 'removal')),
    item_type text,        -- Only these.
    notebook_uuids uuid[],
    most integer CHECK (most > 0),  -- Items to be queued.
    stage text NOT NULL DEFAULT 'notebooks' CHECK (stage IN ('notebooks', 'records', 'done')),
    cursor_at timestamptz NOT NULL DEFAULT 'infinity',
    cursor_id uuid NOT NULL DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    cursor_page uuid NOT NULL DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    queued integer NOT NULL DEFAULT 0,
    skipped integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (user_id, integration_id) REFERENCES integrations (user_id, id) ON DELETE CASCADE,
    UNIQUE (user_id, id)
);
CREATE INDEX sync_passes_integration ON sync_passes (integration_id, id);
SELECT guard_tenant_table('sync_passes');

ALTER TABLE sync_records
    ADD COLUMN marker uuid,  -- Of the attempt that was begun last.
    ADD COLUMN error_class text CHECK (error_class IN
        ('network_error', 'rate_limit', 'auth_error', 'invalid_data', 'quota_exceeded', 'unknown_error'));
-- By what tells records apart best, so that PostgreSQL takes no other way to one before it has statistics.
CREATE INDEX sync_records_notebook ON sync_records (notebook_uuid, user_id, target_name);
CREATE INDEX sync_records_target ON sync_records (user_id, target_name, id) WHERE deleted_at IS NULL;
ALTER TABLE sync_records
    DROP CONSTRAINT sync_records_user_id_target_name_item_type_item_key_key,
    ADD CONSTRAINT sync_records_item_key UNIQUE (item_key, item_type, target_name, user_id);

ALTER TABLE sync_queue
    ADD COLUMN group_key uuid,  -- Items of one group are with one worker at a time.
    ADD COLUMN pass_id uuid;    -- What asked for it.
CREATE INDEX sync_queue_groups ON sync_queue (target_name, user_id, group_key)
    WHERE group_key IS NOT NULL AND status IN ('pending', 'processing', 'retry');
-- What can be retried of an item.
CREATE INDEX sync_queue_ended ON sync_queue (user_id, target_name, item_type, item_key, completed_at)
    WHERE status IN ('failed', 'cancelled');
CREATE INDEX sync_queue_pass ON sync_queue (pass_id) WHERE pass_id IS NOT NULL;

-- Nothing of a user's for a target begins until then.
CREATE TABLE queue_holds (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),
    until timestamptz NOT NULL,
    is_trial boolean NOT NULL,  -- Then one item begins, and shows how it goes on.
    PRIMARY KEY (user_id, target_name)
);
SELECT guard_tenant_table('queue_holds');

DROP FUNCTION enqueue(uuid, text, text, uuid, text, text, integer, text, timestamptz);
-- What waits already is not queued twice: it takes over what is asked for now, and attempts count anew for another
-- content. What is being done at this moment is done once more afterwards.
CREATE FUNCTION enqueue(owner uuid, target text, kind text, key uuid, action text, hash text, urgency integer,
                        cause text, due timestamptz, together uuid DEFAULT NULL, pass uuid DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sync_queue AS known (user_id, target_name, item_type, item_key, operation, content_hash, priority,
                                     trigger_source, run_after, group_key, pass_id)
    VALUES (owner, target, kind, key, action, hash, urgency, cause, due, together, pass)
    ON CONFLICT (user_id, target_name, item_type, item_key) WHERE status IN ('pending', 'processing', 'retry')
    DO UPDATE SET operation = excluded.operation, content_hash = excluded.content_hash,
                  priority = least(known.priority, excluded.priority), trigger_source = excluded.trigger_source,
                  group_key = excluded.group_key, pass_id = coalesce(excluded.pass_id, known.pass_id),
                  attempts = CASE WHEN known.status = 'processing'
                                       OR known.content_hash IS NOT DISTINCT FROM excluded.content_hash
                                  THEN known.attempts ELSE 0 END,
                  is_outdated = known.status = 'processing';
END
$$;

-- Whether a target has something of a notebook whose removal is not under way with the notebook's.
CREATE FUNCTION has_parts(owner uuid, target text, notebook uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM sync_records
                   WHERE notebook_uuid = notebook AND user_id = owner AND target_name = target
                       AND item_type <> 'notebook' AND deleted_at IS NULL
                       AND content_hash IS DISTINCT FROM 'covered')
$$;

-- Whether an item is removed together with its notebook. `is_kept`: NULL where that was removed for good; then only a
-- record of it can lead to its removal.
CREATE FUNCTION goes_with_notebook(owner uuid, target text, is_kept boolean, notebook uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT coalesce(is_kept, NOT EXISTS (
        SELECT FROM sync_records
        WHERE notebook_uuid = notebook AND user_id = owner AND target_name = target AND item_type = 'notebook'
            AND deleted_at IS NULL))
$$;

-- Brings a target's records up to a library: what differs of the given items is queued. Who calls it holds the
-- integration's row locked, as does whoever begins a delivery, so that nothing is missed between them. `again`: also
-- what failed or was cancelled.
CREATE FUNCTION queue_differences(integration integrations, accepted text[], extras text[], types text[], keys uuid[],
                                  again boolean, urgency integer, cause text, pass uuid, most integer,
                                  OUT queued integer, OUT skipped integer)
LANGUAGE plpgsql AS $$
BEGIN
    WITH asked AS (
        SELECT array_agg(item_type) AS types, array_agg(item_key) AS keys
        FROM (SELECT DISTINCT item_type, item_key FROM unnest(types, keys) AS given (item_type, item_key)) AS each
        WHERE item_type = ANY (accepted)),
    item AS MATERIALIZED (
        SELECT item_type, item_key, notebook_id, notebook_uuid, is_kept, in_flux, content_hash(content) AS hash
        FROM asked, items_now(integration.user_id,
                              CASE WHEN integration.removing_at IS NULL THEN integration.choice ELSE '{}' END, extras,
                              asked.types, asked.keys)),
    compared AS (
        SELECT item.item_type, item.item_key, coalesce(item.notebook_id, gone.id) AS notebook_id, item.hash,
               record.id IS NOT NULL AS is_known,
               CASE
                   WHEN item.in_flux AND item.hash IS NOT NULL THEN false
                   WHEN item.hash IS NOT NULL THEN
                       record.id IS NULL OR record.content_hash IS DISTINCT FROM item.hash
                       OR (again AND record.status IN ('failed', 'skipped'))
                   -- With its notebook everything in it goes, where the notebook is an item itself; also what
                   -- came there before the notebook did.
                   WHEN item.item_type <> 'notebook' AND 'notebook' = ANY (accepted)
                        AND goes_with_notebook(integration.user_id, integration.target_name,
                                               coalesce(item.is_kept, NOT gone.is_gone), record.notebook_uuid) THEN false
                   WHEN item.item_type = 'notebook' AND has_parts(
                            integration.user_id, integration.target_name,
                            coalesce(item.notebook_uuid, record.notebook_uuid)) THEN true
                   ELSE record.id IS NOT NULL AND (record.content_hash IS NOT NULL
                                                   OR (again AND record.status = 'failed'))
               END AS differs
        FROM item
        LEFT JOIN LATERAL (SELECT * FROM sync_records WHERE item_key = item.item_key OFFSET 0) AS record
            ON record.user_id = integration.user_id AND record.target_name = integration.target_name
            AND record.item_type = item.item_type AND record.deleted_at IS NULL
        LEFT JOIN LATERAL (
            SELECT id, is_gone FROM notebooks
            WHERE item.is_kept IS NULL AND user_id = integration.user_id AND notebook_uuid = record.notebook_uuid
            OFFSET 0) AS gone ON true),
    chosen AS (
        SELECT *, row_number() OVER (ORDER BY item_type, item_key) AS nth FROM compared WHERE differs),
    done AS (
        SELECT enqueue(integration.user_id, integration.target_name, item_type, item_key,
                       CASE WHEN hash IS NULL THEN 'delete' WHEN is_known THEN 'update' ELSE 'create' END, hash,
                       urgency + CASE WHEN item_type IN ('notebook', 'notebook_metadata') THEN 0 ELSE 1 END, cause,
                       now(), notebook_id, pass)
        FROM chosen WHERE most IS NULL OR nth <= most)
    SELECT (SELECT count(*) FROM done), (SELECT count(*) FROM compared WHERE NOT differs) INTO queued, skipped;
END
$$;

-- In place of those of 0030: why something failed, and which item of the queue can be retried.
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
        'queue_id', CASE WHEN record.status IN ('failed', 'skipped') THEN
            (SELECT id FROM sync_queue
             WHERE user_id = record.user_id AND target_name = record.target_name AND item_type = record.item_type
                 AND item_key = record.item_key AND status IN ('failed', 'cancelled')
             ORDER BY completed_at DESC LIMIT 1) END,
        'synced_at', record.synced_at, 'created_at', record.created_at, 'updated_at', record.updated_at)
$$;
