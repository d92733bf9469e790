-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Plans that fit every user. Statistics know the users with the most rows by name and take anybody else to have none, so
-- for a new library PostgreSQL read all of a user's rows for each row that it looked up. The value of a subquery isn't
-- known while it plans: it then takes each user to have as many rows as the average one.
DO $$
DECLARE
    library_table text;
BEGIN
    FOREACH library_table IN ARRAY ARRAY['notebooks', 'pages', 'highlights', 'todos', 'page_images', 'sync_records'] LOOP
        EXECUTE format('ALTER POLICY tenant ON %I USING (user_id = (SELECT current_user_id()))', library_table);
    END LOOP;
END
$$;

-- As in 0030, but each notebook finds its folders by FULL JOIN: that compares no row with each, however few rows
-- PostgreSQL expects. Each chain has a notebook in it, so no row comes of a chain alone.
CREATE OR REPLACE FUNCTION places_of(moved uuid[])
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
    chains AS MATERIALIZED (
        SELECT user_id, innermost, array_agg(folder ORDER BY depth DESC) AS folders,
               array_agg(name ORDER BY depth DESC) AS names, bool_or(is_trashed) AS is_trashed
        FROM (SELECT *, row_number() OVER (PARTITION BY user_id, innermost, folder ORDER BY depth) AS nth
              FROM above) AS each
        WHERE nth = 1
        GROUP BY user_id, innermost)
    SELECT changed.id, placed.*
    FROM changed
    FULL JOIN chains AS chain ON chain.user_id = changed.user_id AND chain.innermost = changed.parent_uuid
    CROSS JOIN LATERAL coalesce(array_position(chain.folders, changed.notebook_uuid), 0) AS itself
    CROSS JOIN LATERAL (
        SELECT array_to_string(chain.names[itself + 1:] || changed.visible_name, '/'),
               coalesce(chain.folders[itself + 1:], '{}'),
               changed.is_trashed OR coalesce(chain.is_trashed, false)) AS placed (full_path, folders, is_gone)
    WHERE (changed.full_path, changed.folders, changed.is_gone)
        IS DISTINCT FROM (placed.full_path, placed.folders, placed.is_gone);
END
$$;
