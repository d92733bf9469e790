-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Where notebooks are: full_path, folders and is_gone depend on the folders above them.

-- Runs after note_change(), because triggers fire in the order of their names.
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
       (OLD.visible_name, OLD.full_path, OLD.folders, OLD.is_gone, OLD.tags, OLD.authors, OLD.document_type)
       -- What only rules look at; note_tags_of_folder() changes the number.
       OR (NEW.is_pinned <> OLD.is_pinned AND has_rules(NEW.user_id)) OR NEW.items_change <> OLD.items_change THEN
        NEW.items_change := NEW.change;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER note_items BEFORE INSERT OR UPDATE ON notebooks FOR EACH ROW EXECUTE FUNCTION note_items();

-- The places of `moved` and of everything in them, where they differ from what is stored. A folder that is missing,
-- deleted or not a folder contains nothing: a notebook that names it is at the top. In a circle of folders, each is the
-- innermost folder for itself. If there are too many folders or letters, the outermost folders are left out. A note
-- whose folder is in the trash is at the top: the tablet doesn't decide about notes.
--
-- Before there are statistics PostgreSQL takes the rows of one user, and those without deleted_at, for few. So rows are
-- looked up one by one (OFFSET 0, ROWS 1), each notebook finds its folders by FULL JOIN, which never compares each row
-- with each, and nothing is planned before the number of rows is known (force_custom_plan).
CREATE FUNCTION places_of(owner uuid, moved uuid[])
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
                SELECT id, notebook_uuid, deleted_at FROM notebooks
                WHERE user_id = (SELECT owner) AND id = given.id OFFSET 0) AS notebook
            UNION
            SELECT notebook.*
            FROM inside AS folder
            CROSS JOIN LATERAL (
                SELECT id, notebook_uuid, deleted_at FROM notebooks
                WHERE user_id = (SELECT owner) AND parent_uuid = folder.notebook_uuid AND deleted_at IS NULL
                OFFSET 0) AS notebook)
        SELECT id FROM inside WHERE deleted_at IS NULL);
BEGIN
    RETURN QUERY
    WITH RECURSIVE changed AS MATERIALIZED (
        SELECT notebook.*
        FROM unnest(below) AS given (id)
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = (SELECT owner) AND id = given.id OFFSET 0) AS notebook),
    above (innermost, depth, folder, parent, name, letters, is_trashed) AS (
        SELECT folder.notebook_uuid, 1, folder.notebook_uuid, folder.parent_uuid, folder.visible_name,
               length(folder.visible_name) + 1, folder.is_trashed
        FROM (SELECT DISTINCT parent_uuid FROM changed) AS place
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = (SELECT owner) AND notebook_uuid = place.parent_uuid
            OFFSET 0) AS folder
        WHERE folder.document_type = 'folder' AND folder.deleted_at IS NULL
        UNION ALL
        SELECT above.innermost, above.depth + 1, folder.notebook_uuid, folder.parent_uuid,
               CASE WHEN above.letters + length(folder.visible_name) <= most_letters THEN folder.visible_name END,
               above.letters + length(folder.visible_name) + 1, folder.is_trashed
        FROM above
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = (SELECT owner) AND notebook_uuid = above.parent
            OFFSET 0) AS folder
        WHERE folder.document_type = 'folder' AND folder.deleted_at IS NULL AND above.depth < most_folders),
    -- Each folder once, where it is the innermost: in a circle all that follow its second mention are known.
    chains AS MATERIALIZED (
        SELECT innermost, array_agg(folder ORDER BY depth DESC) AS folders,
               array_agg(name ORDER BY depth DESC) AS names, bool_or(is_trashed) AS is_trashed
        FROM (SELECT *, row_number() OVER (PARTITION BY innermost, folder ORDER BY depth) AS nth FROM above) AS each
        WHERE nth = 1
        GROUP BY innermost)
    SELECT changed.id, placed.*
    FROM changed
    FULL JOIN chains AS chain ON chain.innermost = changed.parent_uuid
    CROSS JOIN LATERAL coalesce(array_position(chain.folders, changed.notebook_uuid), 0) AS itself
    CROSS JOIN LATERAL coalesce(changed.document_type = 'notes' AND chain.is_trashed, false) AS is_left
    CROSS JOIN LATERAL (
        SELECT CASE WHEN is_left THEN changed.visible_name
                    ELSE array_to_string(chain.names[itself + 1:] || changed.visible_name, '/') END,
               CASE WHEN is_left THEN '{}' ELSE coalesce(chain.folders[itself + 1:], '{}') END,
               changed.is_trashed OR (coalesce(chain.is_trashed, false) AND NOT is_left))
        AS placed (full_path, folders, is_gone)
    WHERE (changed.full_path, changed.folders, changed.is_gone)
        IS DISTINCT FROM (placed.full_path, placed.folders, placed.is_gone);
END
$$;

CREATE FUNCTION place_notebooks(owner uuid, moved uuid[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    UPDATE notebooks SET full_path = new_path, folders = new_folders, is_gone = will_be_gone
    FROM places_of(owner, moved) WHERE user_id = (SELECT owner) AND id = notebook_id;
END
$$;

CREATE FUNCTION in_folders(owner uuid, parents uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN array(SELECT id FROM notebooks
                 WHERE user_id = (SELECT owner) AND parent_uuid = ANY (parents) AND deleted_at IS NULL);
END
$$;

-- After whole statements, because what is in a folder may have come before it.
CREATE FUNCTION note_place() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            PERFORM place_notebooks(user_id, array_agg(id))
            FROM written WHERE parent_uuid IS NOT NULL OR document_type = 'folder'
            GROUP BY user_id;
        WHEN 'UPDATE' THEN
            PERFORM place_notebooks(user_id, array_agg(id))
            FROM (SELECT user_id, id, visible_name, parent_uuid, is_trashed, document_type, deleted_at IS NULL
                  FROM written
                  EXCEPT
                  SELECT user_id, id, visible_name, parent_uuid, is_trashed, document_type, deleted_at IS NULL
                  FROM replaced) AS changed
            GROUP BY user_id;
        WHEN 'DELETE' THEN
            PERFORM place_notebooks(user_id, in_folders(user_id, array_agg(notebook_uuid)))
            FROM removed WHERE document_type = 'folder' AND deleted_at IS NULL
            GROUP BY user_id;
    END CASE;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_new_place AFTER INSERT ON notebooks REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_place();
CREATE TRIGGER note_changed_place AFTER UPDATE ON notebooks REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_place();
CREATE TRIGGER note_removed_place AFTER DELETE ON notebooks REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION note_place();
