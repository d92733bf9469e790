-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What waits already and is asked for again as it is keeps its row: a library that is compared anew, from its beginning,
-- leaves a dead row behind for none of its pages.

CREATE OR REPLACE FUNCTION enqueue(owner uuid, target text, kind text, key uuid, action text, hash text, urgency integer,
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
