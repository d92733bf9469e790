-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What is on a page is looked up within the statement that asks: PostgreSQL puts a function's text in its place where it
-- stands alone in FROM, and calls one that aggregates for a value, which took longer than all else for a page.

DROP FUNCTION page_text_content(pages, uuid, text[]);
DROP FUNCTION pictures_on(pages);
DROP FUNCTION highlights_on(pages);
DROP FUNCTION todos_on(pages);

CREATE FUNCTION pictures_on(page uuid, look text) RETURNS TABLE (pictures jsonb)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('part', image.part, 'sha256', blob.sha256, 'width', image.width,
                                                 'height', image.height) ORDER BY image.part), '[]')
    FROM page_images AS image
    CROSS JOIN LATERAL (SELECT sha256 FROM blobs WHERE id = image.blob_id OFFSET 0) AS blob
    WHERE image.page_id = page AND image.ink_hash = look
$$;

-- Paper can be marked where no text is: there is nothing to show.
CREATE FUNCTION highlights_on(page uuid) RETURNS TABLE (highlights jsonb)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('text', coalesce(mark.corrected_text, mark.original_text),
                                                 'note', mark.note, 'color', mark.color)
                              ORDER BY mark.ordinal, mark.id), '[]')
    FROM (SELECT * FROM highlights WHERE page_id = page OFFSET 0) AS mark
    WHERE mark.deleted_at IS NULL AND coalesce(mark.corrected_text, mark.original_text) ~ '[^[:space:]]'
$$;

CREATE FUNCTION todos_on(page uuid) RETURNS TABLE (todos jsonb)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('text', todo.text, 'is_completed', todo.is_completed)
                              ORDER BY todo.source, todo.ordinal, todo.id), '[]')
    FROM (SELECT * FROM todos WHERE page_id = page OFFSET 0) AS todo
    WHERE todo.deleted_at IS NULL
$$;

-- `pictures`, `highlights`, `todos`: NULL where the target doesn't ask for them.
CREATE FUNCTION page_text_content(page pages, notebook_uuid uuid, pictures jsonb, highlights jsonb, todos jsonb)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN has_text(page) OR (pictures IS NOT NULL AND page.image_hash IS NOT NULL) OR highlights <> '[]'
        THEN jsonb_build_object('notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid, 'text', text_of(page),
                                'tags', to_jsonb(page.tags))
             || (CASE WHEN pictures IS NULL THEN '{}' ELSE jsonb_build_object('pictures', pictures) END
                 || CASE WHEN highlights IS NULL THEN '{}' ELSE jsonb_build_object('highlights', highlights) END
                 || CASE WHEN todos IS NULL THEN '{}' ELSE jsonb_build_object('todos', todos) END) END
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
               CASE WHEN kept AND page.deleted_at IS NULL
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
               CASE WHEN kept AND page.deleted_at IS NULL AND todo.deleted_at IS NULL
                    THEN todo_content(todo, notebook.notebook_uuid, page.page_uuid) END
        FROM (SELECT * FROM todos WHERE id = asked.item_key OFFSET 0) AS todo
        JOIN pages AS page ON page.id = todo.page_id
        JOIN notebooks AS notebook ON notebook.id = page.notebook_id
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type = 'todo' AND todo.user_id = owner
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept, false,
               -- Paper can be marked where no text is: there is nothing to bring anywhere.
               CASE WHEN kept AND page.deleted_at IS NULL AND highlight.deleted_at IS NULL
                       AND coalesce(highlight.corrected_text, highlight.original_text) ~ '[^[:space:]]'
                    THEN highlight_content(highlight, notebook.notebook_uuid, page, 'location' = ANY (extras)) END
        FROM (SELECT * FROM highlights WHERE id = asked.item_key OFFSET 0) AS highlight
        JOIN pages AS page ON page.id = highlight.page_id
        JOIN notebooks AS notebook ON notebook.id = page.notebook_id
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type = 'highlight' AND highlight.user_id = owner) AS item
        ON true
$$;
