-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Where one manifest drops much of a notebook, targets keep it until its owner answers: what was dropped is held, and
-- targets are given it as if it were still there (docs/decisions/0068-ask-before-removing-much.md).

ALTER TABLE pages ADD COLUMN is_held boolean DEFAULT false NOT NULL, ADD CHECK (deleted_at IS NOT NULL OR NOT is_held);
ALTER TABLE highlights
    ADD COLUMN is_held boolean DEFAULT false NOT NULL,
    ADD CHECK (deleted_at IS NOT NULL OR NOT is_held);

-- What comes back is held no longer.
CREATE FUNCTION release_restored() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.is_held := false;
    RETURN NEW;
END
$$;
CREATE TRIGGER release_restored BEFORE UPDATE ON pages FOR EACH ROW
WHEN (NEW.is_held AND NEW.deleted_at IS NULL) EXECUTE FUNCTION release_restored();
CREATE TRIGGER release_restored BEFORE UPDATE ON highlights FOR EACH ROW
WHEN (NEW.is_held AND NEW.deleted_at IS NULL) EXECUTE FUNCTION release_restored();

-- A question that was not answered yet. What was dropped since then is held.
CREATE TABLE removal_warnings (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL UNIQUE,
    cause text NOT NULL CHECK (cause IN ('dropped', 'layout')),
    pages_before integer NOT NULL CHECK (pages_before >= 0),
    highlights_before integer NOT NULL CHECK (highlights_before >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks (user_id, id) ON DELETE CASCADE
);
CREATE INDEX removal_warnings_user ON removal_warnings (user_id, id);
SELECT guard_tenant_table('removal_warnings');

CREATE INDEX pages_held ON pages (notebook_id) WHERE is_held;
CREATE INDEX highlights_held ON highlights (page_id) WHERE is_held;

-- Ten or more, and over half.
CREATE FUNCTION is_much(dropped integer, of_all integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT dropped >= 10 AND 2 * dropped > of_all
$$;

-- How much of a notebook is held that was dropped since then.
CREATE FUNCTION held_since(notebook uuid, since timestamptz) RETURNS TABLE (pages integer, highlights integer)
LANGUAGE sql STABLE AS $$
    SELECT (SELECT count(*) FROM pages WHERE notebook_id = notebook AND is_held AND deleted_at >= since)::integer,
           (SELECT count(*) FROM pages AS page JOIN highlights AS mark ON mark.page_id = page.id
            WHERE page.notebook_id = notebook AND mark.is_held AND mark.deleted_at >= since)::integer
$$;

-- Targets remove what of a notebook was dropped since then.
CREATE FUNCTION release_held(owner uuid, notebook uuid, since timestamptz) RETURNS void
LANGUAGE sql AS $$
    UPDATE highlights AS mark SET is_held = false
    FROM pages AS page
    WHERE page.user_id = owner AND page.notebook_id = notebook AND mark.page_id = page.id AND mark.is_held
        AND mark.deleted_at >= since;
    UPDATE pages SET is_held = false
    WHERE user_id = owner AND notebook_id = notebook AND is_held AND deleted_at >= since;
$$;

-- A notebook that was deleted goes as a whole.
CREATE FUNCTION release_deleted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM removal_warnings WHERE user_id = NEW.user_id AND notebook_id = NEW.id;
    PERFORM release_held(NEW.user_id, NEW.id, '-infinity');
    RETURN NULL;
END
$$;
CREATE TRIGGER release_deleted AFTER UPDATE ON notebooks FOR EACH ROW
WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION release_deleted();

ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN
    ('quota_near_limit', 'quota_exhausted', 'retries_exhausted', 'connection_broken', 'first_sync', 'new_browser',
     'removal_held'));

-- Pages that are held have the numbers of pages that are there.
CREATE OR REPLACE FUNCTION notebook_content(notebook notebooks, with_texts boolean) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object('notebook_uuid', notebook.notebook_uuid)
        || CASE WHEN with_texts THEN jsonb_build_object(
                    'visible_name', notebook.visible_name, 'full_path', notebook.full_path,
                    'pages', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                         'page_uuid', page_uuid, 'page_number', page_number, 'text', text_of(page))
                                     ORDER BY page_number, deleted_at NULLS FIRST, page_uuid), '[]')
                              FROM pages AS page WHERE notebook_id = notebook.id AND (deleted_at IS NULL OR is_held)))
                ELSE jsonb_build_object(
                    'pages', (SELECT coalesce(jsonb_agg(page_uuid ORDER BY page_number, deleted_at NULLS FIRST, page_uuid),
                                       '[]')
                              FROM pages WHERE notebook_id = notebook.id AND (deleted_at IS NULL OR is_held))) END
$$;

-- Paper can be marked where no text is: there is nothing to show.
CREATE OR REPLACE FUNCTION highlights_on(page uuid) RETURNS TABLE (highlights jsonb)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('text', coalesce(mark.corrected_text, mark.original_text),
                                                 'note', mark.note, 'color', mark.color)
                              ORDER BY mark.ordinal, mark.id), '[]')
    FROM (SELECT * FROM highlights WHERE page_id = page OFFSET 0) AS mark
    WHERE (mark.deleted_at IS NULL OR mark.is_held) AND coalesce(mark.corrected_text, mark.original_text) ~ '[^[:space:]]'
$$;

CREATE OR REPLACE FUNCTION items_now(owner uuid, choice jsonb, extras text[], types text[], keys uuid[])
RETURNS TABLE (nth bigint, item_type text, item_key uuid, notebook_id uuid, notebook_uuid uuid, page_id uuid,
               page_uuid uuid, is_kept boolean, in_flux boolean, content jsonb)
LANGUAGE sql STABLE AS $$
    SELECT asked.nth, asked.item_type, asked.item_key, item.*
    FROM unnest(types, keys) WITH ORDINALITY AS asked (item_type, item_key, nth)
    LEFT JOIN LATERAL (
        SELECT notebook.id, notebook.notebook_uuid, NULL::uuid, NULL::uuid, kept, false,
               CASE WHEN kept AND asked.item_type = 'notebook'
                        THEN notebook_content(notebook, 'texts' = ANY (extras))
                    WHEN kept THEN notebook_metadata_content(notebook) END
        FROM (SELECT * FROM notebooks WHERE id = asked.item_key OFFSET 0) AS notebook
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND notebook.document_type <> 'folder'
                                   AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type IN ('notebook', 'notebook_metadata') AND notebook.user_id = owner
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept,
               is_in_flux(page, 'pictures' = ANY (extras)),
               CASE WHEN kept AND (page.deleted_at IS NULL OR page.is_held)
                    THEN page_text_content(page, notebook.notebook_uuid, pictures, highlights, todos) END
        FROM (SELECT * FROM pages WHERE id = asked.item_key OFFSET 0) AS page
        JOIN notebooks AS notebook ON notebook.id = page.notebook_id
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        LEFT JOIN LATERAL pictures_on(page.id, page.image_hash) ON 'pictures' = ANY (extras)
        LEFT JOIN LATERAL highlights_on(page.id) ON 'highlights' = ANY (extras)
        LEFT JOIN LATERAL todos_on(page.id) ON 'todos' = ANY (extras)
        WHERE asked.item_type = 'page_text' AND page.user_id = owner
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept, false,
               CASE WHEN kept AND (page.deleted_at IS NULL OR page.is_held) AND todo.deleted_at IS NULL
                    THEN todo_content(todo, notebook.notebook_uuid, page.page_uuid) END
        FROM (SELECT * FROM todos WHERE id = asked.item_key OFFSET 0) AS todo
        JOIN pages AS page ON page.id = todo.page_id
        JOIN notebooks AS notebook ON notebook.id = page.notebook_id
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type = 'todo' AND todo.user_id = owner
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept, false,
               -- Paper can be marked where no text is: there is nothing to bring anywhere.
               CASE WHEN kept AND (page.deleted_at IS NULL OR page.is_held) AND (highlight.deleted_at IS NULL OR highlight.is_held)
                       AND coalesce(highlight.corrected_text, highlight.original_text) ~ '[^[:space:]]'
                    THEN highlight_content(highlight, notebook.notebook_uuid, page, 'location' = ANY (extras)) END
        FROM (SELECT * FROM highlights WHERE id = asked.item_key OFFSET 0) AS highlight
        JOIN pages AS page ON page.id = highlight.page_id
        JOIN notebooks AS notebook ON notebook.id = page.notebook_id
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type = 'highlight' AND highlight.user_id = owner) AS item
        ON true
$$;
