-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Users take turns in the queue of each target, and there is one way into it.

-- Whose turn is next, and what of theirs is the most urgent.
DROP INDEX sync_queue_next, sync_queue_backlog;
CREATE INDEX sync_queue_turns ON sync_queue (target_name, user_id, priority, run_after, id)
    WHERE status IN ('pending', 'retry');
CREATE INDEX sync_queue_backlog ON sync_queue (target_name, user_id, priority, run_after, id)
    WHERE status = 'pending' AND trigger_source = 'scheduled';
CREATE INDEX sync_queue_lease ON sync_queue (lease_id) WHERE lease_id IS NOT NULL;

-- What waits already is not queued twice: it takes over what is asked for now. What is being done at this moment is
-- done once more afterwards.
CREATE FUNCTION enqueue(owner uuid, target text, kind text, key uuid, action text, hash text, urgency integer,
                        cause text, due timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sync_queue AS known (user_id, target_name, item_type, item_key, operation, content_hash, priority,
                                     trigger_source, run_after)
    VALUES (owner, target, kind, key, action, hash, urgency, cause, due)
    ON CONFLICT (user_id, target_name, item_type, item_key) WHERE status IN ('pending', 'processing', 'retry')
    DO UPDATE SET operation = excluded.operation, content_hash = excluded.content_hash,
                  priority = least(known.priority, excluded.priority), trigger_source = excluded.trigger_source,
                  is_outdated = known.status = 'processing';
END
$$;

-- Pages that wait for quota are read after all, as far as it reaches: those of the notebook that changed last on the
-- tablet first; in it what was sent today before the backlog; then the last pages first. Without a reader nothing is
-- promised: `lifetime` is then NULL. Answers how many.
CREATE OR REPLACE FUNCTION release_deferred(owner uuid, kind text, free_limit integer, lifetime interval) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
    chosen uuid[];
    promised integer;
BEGIN
    PERFORM lock_library(owner);
    usage := open_quota(owner, kind, free_limit);
    SELECT array_agg(id ORDER BY nth) INTO chosen
    FROM (SELECT page.id, row_number() OVER (
              ORDER BY notebook.last_modified DESC NULLS LAST, (page.image_at AT TIME ZONE 'UTC')::date DESC,
                  page.page_number DESC, page.id) AS nth
          FROM pages AS page JOIN notebooks AS notebook ON notebook.id = page.notebook_id
          WHERE page.user_id = owner AND page.ocr_status = 'pending_quota' AND page.deleted_at IS NULL
          ORDER BY nth
          LIMIT CASE WHEN lifetime IS NULL THEN NULL ELSE quota_left(usage) END) AS first_ones;
    IF chosen IS NULL THEN
        RETURN 0;
    END IF;
    IF lifetime IS NOT NULL THEN
        INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at)
        SELECT owner, kind, page, now() + lifetime FROM unnest(chosen) AS page ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS promised = ROW_COUNT;
        UPDATE quota_usage SET reserved = reserved + promised, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
        PERFORM note_quota(usage);
    END IF;
    UPDATE pages SET ocr_status = 'pending' WHERE id = ANY (chosen);
    -- What is equally urgent runs in the order of run_after.
    PERFORM enqueue(owner, 'ocr', 'ocr_page', page.id, 'create', page.image_hash, 5, 'scheduled',
                    now() + nth * interval '1 microsecond')
    FROM unnest(chosen) WITH ORDINALITY AS place (id, nth) JOIN pages AS page USING (id);
    RETURN cardinality(chosen);
END
$$;
