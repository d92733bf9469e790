-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What was deleted is found by its age, and removed for good (docs/decisions/0048-a-library-has-limits.md).

CREATE INDEX notebooks_deleted ON notebooks (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX pages_deleted ON pages (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX todos_deleted ON todos (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX highlights_deleted ON highlights (deleted_at) WHERE deleted_at IS NOT NULL;

-- As note_removed(), for what is on a page: it went with the tombstone of its page, though it has none of its own.
-- Without this, all readers of the changes would begin afresh whenever a page with todos is removed for good.
CREATE FUNCTION note_removed_parts() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE change_counters AS counter
    SET last = counter.last + was_shown::integer,
        forgotten = CASE WHEN was_shown THEN counter.last + 1 ELSE greatest(counter.forgotten, newest) END
    FROM (SELECT part.user_id, bool_or(part.deleted_at IS NULL AND page.deleted_at IS NULL) AS was_shown,
                 max(part.change) AS newest
          FROM removed AS part LEFT JOIN pages AS page ON page.id = part.page_id
          GROUP BY part.user_id) AS gone
    WHERE counter.user_id = gone.user_id;
    PERFORM pg_notify('rmirror_changes', part.user_id::text)
    FROM removed AS part LEFT JOIN pages AS page ON page.id = part.page_id
    WHERE part.deleted_at IS NULL AND page.deleted_at IS NULL GROUP BY part.user_id;
    RETURN NULL;
END
$$;
DROP TRIGGER note_removed ON todos;
DROP TRIGGER note_removed ON highlights;
CREATE TRIGGER note_removed AFTER DELETE ON todos REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed_parts();
CREATE TRIGGER note_removed AFTER DELETE ON highlights REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed_parts();

-- A tombstone is in no search document, so nothing changes there when it goes.
CREATE FUNCTION note_gone_parts() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_page_document(page)
    FROM pages AS page WHERE id IN (SELECT page_id FROM written WHERE deleted_at IS NULL);
    RETURN NULL;
END
$$;
DROP TRIGGER note_gone_parts ON todos;
DROP TRIGGER note_gone_parts ON highlights;
CREATE TRIGGER note_gone_parts AFTER DELETE ON todos REFERENCING OLD TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_gone_parts();
CREATE TRIGGER note_gone_parts AFTER DELETE ON highlights REFERENCING OLD TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_gone_parts();
