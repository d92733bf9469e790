-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The only way into the queue, and what others may know of it.

-- Workers listen. They also poll every few seconds, for items that become due.
CREATE FUNCTION wake_workers() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell('rmirror_queue', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER wake_workers AFTER INSERT OR UPDATE OF run_after, priority ON sync_queue
    FOR EACH STATEMENT EXECUTE FUNCTION wake_workers();

-- An item that waits already isn't queued twice: its row takes over what is asked for now, and attempts count from 0
-- for another content. An item that is being processed is processed once more afterwards. A row that would not change
-- is left alone, so that comparing a whole library leaves no dead rows.
CREATE FUNCTION enqueue(owner uuid, target text, kind text, key uuid, action text, hash text, urgency integer,
    cause text, due timestamptz, together uuid DEFAULT NULL, pass uuid DEFAULT NULL)
RETURNS void
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
                  is_outdated = known.status = 'processing'
    WHERE known.status = 'processing'
        OR (known.operation, known.content_hash, known.group_key, known.trigger_source)
            IS DISTINCT FROM (excluded.operation, excluded.content_hash, excluded.group_key, excluded.trigger_source)
        OR known.priority > excluded.priority
        OR known.pass_id IS DISTINCT FROM coalesce(excluded.pass_id, known.pass_id);
END
$$;

-- What is still to be done at a target for a user.
CREATE FUNCTION waiting_items(owner uuid, target text)
RETURNS TABLE (item_type text, item_key uuid, group_key uuid, operation text)
LANGUAGE sql STABLE AS $$
    SELECT item_type, item_key, group_key, operation FROM sync_queue
    WHERE user_id = owner AND target_name = target AND status IN ('pending', 'processing', 'retry')
$$;

-- Whether this installation can transcribe. Not before a worker has reported so.
CREATE FUNCTION has_reader() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN coalesce((SELECT has_reader FROM reading_state), false);
END
$$;
