-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A version of the tree (GET /api/v1/notebooks/tree) that changes when what the tree shows does, and how far the change
-- log reaches back (docs/decisions/0037-the-tree-is-loaded-once.md).

ALTER TABLE change_counters
    -- No number: after a restore from a backup numbers come again, and mean something else.
    ADD COLUMN tree_version uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Rows of changes up to this one were removed for good, and no tombstone tells so to whoever has not come as far.
    ADD COLUMN forgotten bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT change_counters_forgotten_check CHECK (forgotten >= 0 AND forgotten <= last);

-- What sync_progress_json counts together.
CREATE FUNCTION progress_of(ocr_status text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE ocr_status WHEN 'completed' THEN 'synced' WHEN 'skipped' THEN 'synced'
                           WHEN 'processing' THEN 'pending' ELSE ocr_status END
$$;

CREATE OR REPLACE FUNCTION sync_progress_json(of_notebook uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'total', count(*),
        'synced', count(*) FILTER (WHERE progress_of(ocr_status) = 'synced'),
        'not_synced', count(*) FILTER (WHERE progress_of(ocr_status) = 'not_synced'),
        'pending', count(*) FILTER (WHERE progress_of(ocr_status) = 'pending'),
        'pending_quota', count(*) FILTER (WHERE progress_of(ocr_status) = 'pending_quota'),
        'failed', count(*) FILTER (WHERE progress_of(ocr_status) = 'failed'))
    FROM pages WHERE notebook_id = of_notebook AND deleted_at IS NULL
$$;

-- Once for each transaction and user: nobody sees what is in between. The counter's row is there and locked, because
-- note_change took a number for the same row.
CREATE FUNCTION note_tree() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('rmirror.tree', true) IS DISTINCT FROM NEW.user_id::text THEN
        UPDATE change_counters SET tree_version = gen_random_uuid() WHERE user_id = NEW.user_id;
        PERFORM set_config('rmirror.tree', NEW.user_id::text, true);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_new_in_tree AFTER INSERT ON notebooks FOR EACH ROW
WHEN (NEW.deleted_at IS NULL) EXECUTE FUNCTION note_tree();
-- Each update shows, by updated_at if by nothing else.
CREATE TRIGGER note_changed_in_tree AFTER UPDATE ON notebooks FOR EACH ROW
WHEN (OLD.deleted_at IS NULL OR NEW.deleted_at IS NULL) EXECUTE FUNCTION note_tree();

-- Of its pages the tree shows how many there are in which state.
CREATE TRIGGER note_new_in_tree AFTER INSERT ON pages FOR EACH ROW
WHEN (NEW.deleted_at IS NULL) EXECUTE FUNCTION note_tree();
CREATE TRIGGER note_changed_in_tree AFTER UPDATE ON pages FOR EACH ROW
WHEN ((OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL)
      OR (NEW.deleted_at IS NULL
          AND (OLD.notebook_id <> NEW.notebook_id OR progress_of(OLD.ocr_status) <> progress_of(NEW.ocr_status))))
EXECUTE FUNCTION note_tree();

-- Rows leave tombstones, which readers of the changes hear of; removed for good they do not. A tombstone is missed by
-- those who had not come as far, a row that was still shown by all: it counts as a change of now. When a whole user
-- goes, the counter may have gone before.
CREATE FUNCTION note_removed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE change_counters AS counter
    SET last = counter.last + was_shown::integer,
        forgotten = CASE WHEN was_shown THEN counter.last + 1 ELSE greatest(counter.forgotten, newest) END,
        tree_version = CASE WHEN was_shown AND TG_TABLE_NAME IN ('notebooks', 'pages') THEN gen_random_uuid()
                            ELSE counter.tree_version END
    FROM (SELECT user_id, bool_or(deleted_at IS NULL) AS was_shown, max(change) AS newest
          FROM removed GROUP BY user_id) AS gone
    WHERE counter.user_id = gone.user_id;
    PERFORM pg_notify('rmirror_changes', user_id::text) FROM removed WHERE deleted_at IS NULL GROUP BY user_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_removed AFTER DELETE ON notebooks REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
CREATE TRIGGER note_removed AFTER DELETE ON pages REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
CREATE TRIGGER note_removed AFTER DELETE ON todos REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
CREATE TRIGGER note_removed AFTER DELETE ON highlights REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
