-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The change log: every change of a user's library gets a number, in the order in which changes become visible.

-- The number of all changes that a transaction makes for a user, taken with the first of them. Also wakes the clients
-- that wait for changes.
CREATE FUNCTION change_of(changed_user uuid) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    held text := current_setting('rmirror.change', true);
    taken bigint;
BEGIN
    IF split_part(held, ':', 1) = changed_user::text THEN
        RETURN split_part(held, ':', 2)::bigint;
    END IF;
    INSERT INTO change_counters AS counter (user_id, last) VALUES (changed_user, 1)
    ON CONFLICT (user_id) DO UPDATE SET last = counter.last + 1
    RETURNING last INTO taken;
    PERFORM set_config('rmirror.change', changed_user || ':' || taken, true);
    PERFORM tell('rmirror_changes', changed_user::text);
    RETURN taken;
END
$$;

CREATE FUNCTION note_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.change := change_of(NEW.user_id);
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON notebooks FOR EACH ROW EXECUTE FUNCTION note_change();
-- A statement that inserts thousands of pages states their change itself, which takes a tenth of its time less.
CREATE TRIGGER note_change BEFORE INSERT ON pages FOR EACH ROW WHEN (NEW.change IS NULL) EXECUTE FUNCTION note_change();
CREATE TRIGGER note_later_change BEFORE UPDATE ON pages FOR EACH ROW EXECUTE FUNCTION note_change();

-- Devices that sync documents (GET /api/v1/sync/since) are told of these changes only.
CREATE FUNCTION note_document() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.document_change := change_of(NEW.user_id);
    NEW.document_created := coalesce(NEW.document_created, NEW.document_change);
    RETURN NEW;
END
$$;

CREATE TRIGGER note_document BEFORE INSERT ON pages
    FOR EACH ROW WHEN (coalesce(NEW.document, NEW.ocr_text) IS NOT NULL) EXECUTE FUNCTION note_document();
CREATE TRIGGER note_document_change BEFORE UPDATE ON pages
    FOR EACH ROW WHEN (coalesce(OLD.document, OLD.ocr_text) IS DISTINCT FROM coalesce(NEW.document, NEW.ocr_text)
                       OR OLD.document_conflicts IS DISTINCT FROM NEW.document_conflicts
                       OR (OLD.document IS NULL) IS DISTINCT FROM (NEW.document IS NULL)
                       OR (NEW.document_change IS NOT NULL
                           AND (OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL)))
    EXECUTE FUNCTION note_document();

CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON todos FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON highlights FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON sync_records FOR EACH ROW EXECUTE FUNCTION note_change();
-- Bookkeeping, such as the cursor, isn't a change that clients are told of.
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE OF target_name, connection_id, is_enabled, settings, choice,
    rules, templates, first_synced_at, stopped_at, stopped_because, removing_at, verified_address ON integrations
    FOR EACH ROW EXECUTE FUNCTION note_change();

-- Notifications have no updated_at.
CREATE FUNCTION note_notification() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.change := change_of(NEW.user_id);
    RETURN NEW;
END
$$;

CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON notifications FOR EACH ROW EXECUTE FUNCTION note_notification();

-- A reader has read a change up to the id `cursor_id` of the kind `cursor_kind`. Rows of one change are sorted by kind,
-- then by id: the last id of `kind` that the reader has read.
CREATE FUNCTION read_of_kind(kind text, cursor_kind text, cursor_id uuid) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN kind COLLATE "C" < cursor_kind THEN 'ffffffff-ffff-ffff-ffff-ffffffffffff'
                WHEN kind = cursor_kind THEN cursor_id
                ELSE '00000000-0000-0000-0000-000000000000' END::uuid
$$;

-- Removed rows and tombstones ----------------------------------------------------------------------------------------

-- Deleted rows leave tombstones, which readers of the changes are told of; rows that are removed for good leave
-- nothing. A reader misses the removal of a tombstone if it had not come as far; a row without a tombstone all readers
-- miss, so that counts as a change of now. When a whole user goes, the counter may be gone already.
CREATE FUNCTION note_removed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    is_in_tree CONSTANT boolean := plain_name(TG_TABLE_NAME) IN ('notebooks', 'pages');
    new_version CONSTANT uuid := gen_random_uuid();
    gone record;
BEGIN
    FOR gone IN SELECT user_id, bool_or(deleted_at IS NULL) AS was_shown, max(change) AS newest
                FROM removed GROUP BY user_id LOOP
        UPDATE change_counters AS counter
        SET last = counter.last + gone.was_shown::integer,
            forgotten = CASE WHEN gone.was_shown THEN counter.last + 1
                             ELSE greatest(counter.forgotten, gone.newest) END,
            tree_version = CASE WHEN gone.was_shown AND is_in_tree THEN new_version ELSE counter.tree_version END
        WHERE counter.user_id = gone.user_id;
        IF gone.was_shown THEN
            PERFORM tell('rmirror_changes', gone.user_id::text);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_removed AFTER DELETE ON notebooks REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
CREATE TRIGGER note_removed AFTER DELETE ON pages REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
CREATE TRIGGER note_removed AFTER DELETE ON sync_records REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
CREATE TRIGGER note_removed AFTER DELETE ON removed_integrations REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION note_removed();

-- As note_removed(), for what is on a page: without a tombstone of its own it has gone with that of its page. Otherwise
-- all readers would begin again whenever a page with to-dos is removed for good.
CREATE FUNCTION note_removed_parts() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    gone record;
    was_shown boolean;
BEGIN
    FOR gone IN SELECT user_id, max(change) AS newest,
                       array_agg(DISTINCT page_id) FILTER (WHERE deleted_at IS NULL) AS shown_on
                FROM removed GROUP BY user_id LOOP
        -- Unless all of their pages have tombstones. A page whose row is gone has none.
        was_shown := cardinality(gone.shown_on) > (SELECT count(*) FROM pages
                                                   WHERE user_id = gone.user_id AND id = ANY (gone.shown_on)
                                                       AND deleted_at IS NOT NULL);
        UPDATE change_counters AS counter
        SET last = counter.last + coalesce(was_shown, false)::integer,
            forgotten = CASE WHEN was_shown THEN counter.last + 1 ELSE greatest(counter.forgotten, gone.newest) END
        WHERE counter.user_id = gone.user_id;
        IF was_shown THEN
            PERFORM tell('rmirror_changes', gone.user_id::text);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_removed AFTER DELETE ON todos REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION note_removed_parts();
CREATE TRIGGER note_removed AFTER DELETE ON highlights REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION note_removed_parts();

-- An account that is deleted leaves no tombstones of its integrations.
CREATE FUNCTION note_removed_integrations() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    gone record;
BEGIN
    FOR gone IN SELECT id, user_id, target_name, created_at FROM removed LOOP
        IF EXISTS (SELECT 1 FROM users WHERE id = gone.user_id) THEN
            INSERT INTO removed_integrations (id, user_id, target_name, created_at, change)
            VALUES (gone.id, gone.user_id, gone.target_name, gone.created_at, change_of(gone.user_id));
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_removed AFTER DELETE ON integrations REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION note_removed_integrations();

-- To-dos disappear and return with their page; their rows stay as they are.
CREATE FUNCTION note_todos_of_page() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE todos SET change = change
    WHERE user_id = (SELECT NEW.user_id) AND page_id = NEW.id AND deleted_at IS NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_todos AFTER UPDATE ON pages
    FOR EACH ROW WHEN ((OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL))
    EXECUTE FUNCTION note_todos_of_page();

-- The tree -----------------------------------------------------------------------------------------------------------

-- The states that the tree counts together. `synced`: nothing more is to be done.
CREATE FUNCTION progress_of(ocr_status text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE ocr_status WHEN 'completed' THEN 'synced' WHEN 'skipped' THEN 'synced'
                           WHEN 'processing' THEN 'pending' ELSE ocr_status END
$$;

-- Gives the tree another version, once for each transaction and user. The counter's row exists and is locked, because
-- note_change() took a number for the same row.
CREATE FUNCTION note_tree_of(owner uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    new_version CONSTANT uuid := gen_random_uuid();
BEGIN
    IF current_setting('rmirror.tree', true) IS DISTINCT FROM owner::text THEN
        UPDATE change_counters SET tree_version = new_version WHERE user_id = owner;
        PERFORM set_config('rmirror.tree', owner::text, true);
    END IF;
END
$$;

CREATE FUNCTION note_tree() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_tree_of(NEW.user_id);
    RETURN NULL;
END
$$;

CREATE FUNCTION note_pages_in_tree() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_tree_of(user_id) FROM (SELECT DISTINCT user_id FROM written WHERE deleted_at IS NULL) AS owner;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_new_in_tree AFTER INSERT ON notebooks
    FOR EACH ROW WHEN (NEW.deleted_at IS NULL) EXECUTE FUNCTION note_tree();
-- Any update shows in the tree, if only by updated_at.
CREATE TRIGGER note_changed_in_tree AFTER UPDATE ON notebooks
    FOR EACH ROW WHEN (OLD.deleted_at IS NULL OR NEW.deleted_at IS NULL) EXECUTE FUNCTION note_tree();
-- Of pages the tree shows how many there are in which state, and their tags.
CREATE TRIGGER note_new_in_tree AFTER INSERT ON pages REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_pages_in_tree();
CREATE TRIGGER note_changed_in_tree AFTER UPDATE ON pages
    FOR EACH ROW WHEN ((OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL)
                       OR (NEW.deleted_at IS NULL
                           AND (OLD.notebook_id <> NEW.notebook_id OR OLD.tags <> NEW.tags
                                OR progress_of(OLD.ocr_status) <> progress_of(NEW.ocr_status))))
    EXECUTE FUNCTION note_tree();

-- Ended sessions and devices -----------------------------------------------------------------------------------------

-- Wakes the clients of a user that wait for changes, so that one whose session or device was signed out is refused when
-- it asks again. The notification goes to all clients of the user and says that nothing changed.
CREATE FUNCTION tell_ended_access() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell('rmirror_changes', NEW.user_id || ' access');
    RETURN NULL;
END
$$;

CREATE TRIGGER tell_ended_access AFTER UPDATE OF revoked_at ON sessions
    FOR EACH ROW WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION tell_ended_access();
CREATE TRIGGER tell_ended_access AFTER UPDATE OF revoked_at ON agent_tokens
    FOR EACH ROW WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION tell_ended_access();
