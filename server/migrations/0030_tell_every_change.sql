-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The change log tells everything: also what lies in a folder that was renamed, moved or trashed, the todos of a page
-- that went or came back, and what targets have, are and say.

ALTER TABLE notebooks
    ADD COLUMN full_path text,  -- The names of the folders above and its own, joined by '/'.
    ADD COLUMN folders uuid[],  -- The notebook_uuids of the folders above, outermost first.
    ADD COLUMN is_gone boolean,  -- Deleted, or in the tablet's trash: itself or in a folder that is.
    ADD COLUMN items_change bigint;  -- The last change of what holds for all that is in it, and not for it alone.

-- Of a tombstone full_path and folders stay as they were. Fires after note_change, by its name.
CREATE FUNCTION note_items() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.full_path := NEW.visible_name;
        NEW.folders := '{}';
        NEW.is_gone := NEW.is_trashed OR NEW.deleted_at IS NOT NULL;
        NEW.items_change := NEW.change;
        RETURN NEW;
    END IF;
    NEW.is_gone := NEW.is_gone OR NEW.deleted_at IS NOT NULL;
    IF (NEW.visible_name, NEW.full_path, NEW.folders, NEW.is_gone, NEW.tags, NEW.authors, NEW.document_type)
       IS DISTINCT FROM
       (OLD.visible_name, OLD.full_path, OLD.folders, OLD.is_gone, OLD.tags, OLD.authors, OLD.document_type) THEN
        NEW.items_change := NEW.change;
    END IF;
    RETURN NEW;
END
$$;

-- Where `moved` and all that lies in them are. A folder that is not there, is deleted or is no folder holds nothing: what
-- names it lies at the top. Folders that lie in each other are each the innermost for itself. Of very many folders, or
-- very long names, the outermost are left out.
-- Before there are statistics PostgreSQL takes the rows of one user, and those without deleted_at, for few. So rows are
-- looked up one by one (OFFSET 0, ROWS 1), and nothing is planned before it is known how many there are.
CREATE FUNCTION places_of(moved uuid[])
RETURNS TABLE (notebook_id uuid, new_path text, new_folders uuid[], will_be_gone boolean)
LANGUAGE plpgsql STABLE ROWS 1
SET enable_seqscan = off SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    most_folders CONSTANT integer := 32;
    most_letters CONSTANT integer := 2000;
    below CONSTANT uuid[] := array(
        WITH RECURSIVE inside AS (
            SELECT notebook.*
            FROM unnest(moved) AS given (id)
            CROSS JOIN LATERAL (
                SELECT id, user_id, notebook_uuid, deleted_at FROM notebooks WHERE id = given.id OFFSET 0) AS notebook
            UNION
            SELECT notebook.*
            FROM inside AS folder
            CROSS JOIN LATERAL (
                SELECT id, user_id, notebook_uuid, deleted_at FROM notebooks
                WHERE user_id = folder.user_id AND parent_uuid = folder.notebook_uuid AND deleted_at IS NULL
                OFFSET 0) AS notebook)
        SELECT id FROM inside WHERE deleted_at IS NULL);
BEGIN
    RETURN QUERY
    WITH RECURSIVE changed AS MATERIALIZED (
        SELECT notebook.*
        FROM unnest(below) AS given (id)
        CROSS JOIN LATERAL (SELECT * FROM notebooks WHERE id = given.id OFFSET 0) AS notebook),
    above (user_id, innermost, depth, folder, parent, name, letters, is_trashed) AS (
        SELECT folder.user_id, folder.notebook_uuid, 1, folder.notebook_uuid, folder.parent_uuid, folder.visible_name,
               length(folder.visible_name) + 1, folder.is_trashed
        FROM (SELECT DISTINCT user_id, parent_uuid FROM changed) AS place
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = place.user_id AND notebook_uuid = place.parent_uuid
            OFFSET 0) AS folder
        WHERE folder.document_type = 'folder' AND folder.deleted_at IS NULL
        UNION ALL
        SELECT folder.user_id, above.innermost, above.depth + 1, folder.notebook_uuid, folder.parent_uuid,
               CASE WHEN above.letters + length(folder.visible_name) <= most_letters THEN folder.visible_name END,
               above.letters + length(folder.visible_name) + 1, folder.is_trashed
        FROM above
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = above.user_id AND notebook_uuid = above.parent
            OFFSET 0) AS folder
        WHERE folder.document_type = 'folder' AND folder.deleted_at IS NULL AND above.depth < most_folders),
    -- Once a folder comes again, those that follow have all been there.
    chains AS (
        SELECT user_id, innermost, array_agg(folder ORDER BY depth DESC) AS folders,
               array_agg(name ORDER BY depth DESC) AS names, bool_or(is_trashed) AS is_trashed
        FROM (SELECT *, row_number() OVER (PARTITION BY user_id, innermost, folder ORDER BY depth) AS nth
              FROM above) AS each
        WHERE nth = 1
        GROUP BY user_id, innermost)
    SELECT changed.id, placed.*
    FROM changed
    LEFT JOIN chains AS chain ON chain.user_id = changed.user_id AND chain.innermost = changed.parent_uuid
    CROSS JOIN LATERAL coalesce(array_position(chain.folders, changed.notebook_uuid), 0) AS itself
    CROSS JOIN LATERAL (
        SELECT array_to_string(chain.names[itself + 1:] || changed.visible_name, '/'),
               coalesce(chain.folders[itself + 1:], '{}'),
               changed.is_trashed OR coalesce(chain.is_trashed, false)) AS placed (full_path, folders, is_gone)
    WHERE (changed.full_path, changed.folders, changed.is_gone)
        IS DISTINCT FROM (placed.full_path, placed.folders, placed.is_gone);
END
$$;

CREATE FUNCTION place_notebooks(moved uuid[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    UPDATE notebooks SET full_path = new_path, folders = new_folders, is_gone = will_be_gone
    FROM places_of(moved) WHERE id = notebook_id;
END
$$;

-- After whole statements: what lies in a folder may have come before it.
CREATE FUNCTION note_place() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    moved uuid[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            moved := array(SELECT id FROM written WHERE parent_uuid IS NOT NULL OR document_type = 'folder');
        WHEN 'UPDATE' THEN
            moved := array(
                SELECT id
                FROM (SELECT id, visible_name, parent_uuid, is_trashed, document_type, deleted_at IS NULL FROM written
                      EXCEPT
                      SELECT id, visible_name, parent_uuid, is_trashed, document_type, deleted_at IS NULL
                      FROM replaced) AS changed);
        WHEN 'DELETE' THEN
            moved := array(
                SELECT notebook.id
                FROM removed AS folder
                JOIN notebooks AS notebook
                    ON notebook.user_id = folder.user_id AND notebook.parent_uuid = folder.notebook_uuid
                WHERE folder.document_type = 'folder' AND folder.deleted_at IS NULL
                    AND notebook.deleted_at IS NULL);
    END CASE;
    IF cardinality(moved) > 0 THEN
        PERFORM place_notebooks(moved);
    END IF;
    RETURN NULL;
END
$$;

-- What is there already, without a change: a client loads its tree anew, because this migration is new to it.
ALTER TABLE notebooks DISABLE TRIGGER USER;
SET LOCAL ROLE rmirror_system;
UPDATE notebooks
SET full_path = visible_name, folders = '{}', is_gone = is_trashed OR deleted_at IS NOT NULL, items_change = change;
SELECT place_notebooks(array_agg(id)) FROM notebooks
WHERE parent_uuid IS NOT NULL AND deleted_at IS NULL GROUP BY user_id;
RESET ROLE;
ALTER TABLE notebooks ENABLE TRIGGER USER;

ALTER TABLE notebooks
    ALTER COLUMN full_path SET NOT NULL,
    ALTER COLUMN folders SET NOT NULL,
    ALTER COLUMN is_gone SET NOT NULL,
    ALTER COLUMN items_change SET NOT NULL;
CREATE INDEX notebooks_items_change ON notebooks (user_id, items_change, id);

CREATE TRIGGER note_items BEFORE INSERT OR UPDATE ON notebooks FOR EACH ROW EXECUTE FUNCTION note_items();
CREATE TRIGGER note_new_place AFTER INSERT ON notebooks REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_place();
CREATE TRIGGER note_changed_place AFTER UPDATE ON notebooks REFERENCING OLD TABLE AS replaced NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_place();
CREATE TRIGGER note_removed_place AFTER DELETE ON notebooks REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_place();

CREATE OR REPLACE FUNCTION notebook_json(notebook notebooks) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', notebook.id, 'notebook_uuid', notebook.notebook_uuid, 'document_type', notebook.document_type,
        'visible_name', notebook.visible_name, 'full_path', notebook.full_path,
        'parent_uuid', notebook.parent_uuid,
        'is_trashed', notebook.is_trashed, 'is_pinned', notebook.is_pinned, 'orientation', notebook.orientation,
        'tags', to_jsonb(notebook.tags), 'authors', to_jsonb(notebook.authors),
        'last_modified', notebook.last_modified, 'last_opened', notebook.last_opened,
        'created_at', notebook.created_at, 'updated_at', notebook.updated_at)
$$;

-- Todos go and come with their page, and keep what they are meanwhile.
CREATE FUNCTION note_todos_of_page() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE todos SET change = change WHERE user_id = NEW.user_id AND page_id = NEW.id AND deleted_at IS NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_todos AFTER UPDATE ON pages FOR EACH ROW
WHEN ((OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL)) EXECUTE FUNCTION note_todos_of_page();

-- What targets have.
ALTER TABLE sync_records ADD COLUMN change bigint, ADD COLUMN deleted_at timestamptz;  -- A tombstone.
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON sync_records FOR EACH ROW EXECUTE FUNCTION note_change();

CREATE FUNCTION record_json(record sync_records) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', record.id, 'target_name', record.target_name, 'item_type', record.item_type,
        'item_key', record.item_key, 'notebook_uuid', record.notebook_uuid, 'page_uuid', record.page_uuid,
        'status', record.status, 'error_message', record.error_message, 'retry_count', record.retry_count,
        'synced_at', record.synced_at, 'created_at', record.created_at, 'updated_at', record.updated_at)
$$;

-- The settings of targets. Columns that only say how far a target has come are no change.
ALTER TABLE integrations ADD COLUMN change bigint;
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE OF target_name, connection_id, is_enabled, settings ON integrations
FOR EACH ROW EXECUTE FUNCTION note_change();

CREATE FUNCTION integration_json(integration integrations) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', integration.id, 'target_name', integration.target_name, 'is_enabled', integration.is_enabled,
        'created_at', integration.created_at, 'updated_at', integration.updated_at)
$$;

ALTER TABLE notifications ADD COLUMN change bigint;
CREATE FUNCTION note_notification() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.change := change_of(NEW.user_id);
    RETURN NEW;
END
$$;
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON notifications
FOR EACH ROW EXECUTE FUNCTION note_notification();

CREATE FUNCTION notification_json(notification notifications) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', notification.id, 'kind', notification.kind, 'details', notification.details,
        'created_at', notification.created_at, 'read_at', notification.read_at)
$$;

-- Whoever reads the changes from the beginning is told of what is there already.
SET LOCAL ROLE rmirror_system;
UPDATE sync_records SET target_name = target_name;
UPDATE integrations SET target_name = target_name;
UPDATE notifications SET kind = kind;
RESET ROLE;
ALTER TABLE sync_records ALTER COLUMN change SET NOT NULL;
ALTER TABLE integrations ALTER COLUMN change SET NOT NULL;
ALTER TABLE notifications ALTER COLUMN change SET NOT NULL;
CREATE INDEX sync_records_change ON sync_records (user_id, change, id);
CREATE INDEX sync_records_deleted ON sync_records (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX integrations_change ON integrations (user_id, change);
CREATE INDEX notifications_change ON notifications (user_id, change);

-- As of other tombstones. Those who follow the library pass over the records.
CREATE TRIGGER note_removed AFTER DELETE ON sync_records REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
