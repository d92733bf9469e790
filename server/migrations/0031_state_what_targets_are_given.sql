-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What targets are given of each item. Its hash decides whether an item changed, so nothing else may be given, and
-- nothing that changes without need (docs/decisions/0049-targets-follow-the-change-log.md). The functions are no
-- stricter than what they call, or PostgreSQL would call them row by row instead of taking them in.

CREATE FUNCTION content_hash(content jsonb) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT 'c1:' || encode(sha256(convert_to(content::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION notebook_metadata_content(notebook notebooks) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'notebook_uuid', notebook.notebook_uuid, 'visible_name', notebook.visible_name,
        'full_path', notebook.full_path, 'document_type', notebook.document_type,
        'tags', to_jsonb(notebook.tags), 'authors', to_jsonb(notebook.authors), 'is_pinned', notebook.is_pinned)
$$;

-- What was read, then what was typed, as exports have it.
CREATE FUNCTION text_of(page pages) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT concat_ws(E'\n\n', nullif(page.ocr_text, ''), nullif(coalesce(page.typed_markdown, page.typed_text), ''))
$$;

-- Without putting it together.
CREATE FUNCTION has_text(page pages) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(page.ocr_text <> '', false) OR coalesce(page.typed_markdown, page.typed_text) <> ''
$$;

-- Its pages in their order; where it is one file there, with all that the file is made of.
CREATE FUNCTION notebook_content(notebook notebooks, with_texts boolean) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object('notebook_uuid', notebook.notebook_uuid)
        || CASE WHEN with_texts THEN jsonb_build_object(
                    'visible_name', notebook.visible_name, 'full_path', notebook.full_path,
                    'pages', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                         'page_uuid', page_uuid, 'page_number', page_number, 'text', text_of(page))
                                     ORDER BY page_number), '[]')
                              FROM pages AS page WHERE notebook_id = notebook.id AND deleted_at IS NULL))
                ELSE jsonb_build_object(
                    'pages', (SELECT coalesce(jsonb_agg(page_uuid ORDER BY page_number), '[]')
                              FROM pages WHERE notebook_id = notebook.id AND deleted_at IS NULL)) END
$$;

-- NULL: there is nothing to show. `pictures`: of the page, in the order of their parts.
CREATE FUNCTION page_text_content(page pages, notebook_uuid uuid, with_pictures boolean, pictures jsonb) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN with_pictures AND (page.image_hash IS NOT NULL OR has_text(page)) THEN
            jsonb_build_object('notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid, 'text', text_of(page),
                               'tags', to_jsonb(page.tags), 'pictures', coalesce(pictures, '[]'))
        WHEN NOT with_pictures AND has_text(page) THEN
            jsonb_build_object('notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid, 'text', text_of(page),
                               'tags', to_jsonb(page.tags)) END
$$;

CREATE FUNCTION todo_content(todo todos, notebook_uuid uuid, page_uuid uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object('notebook_uuid', notebook_uuid, 'page_uuid', page_uuid, 'text', todo.text,
                              'is_completed', todo.is_completed)
$$;

CREATE FUNCTION highlight_content(highlight highlights, notebook_uuid uuid, page pages, with_location boolean)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object('notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid,
                              'text', coalesce(highlight.corrected_text, highlight.original_text),
                              'note', highlight.note, 'color', highlight.color)
        || CASE WHEN with_location THEN jsonb_build_object('location', page.page_number) ELSE '{}' END
$$;

-- What of a library an integration takes; NULL: all of it.
CREATE FUNCTION is_chosen(choice jsonb, notebook notebooks) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT choice IS NULL OR coalesce(choice -> 'notebooks' ? notebook.notebook_uuid::text, false)
        OR coalesce(choice -> 'folders' ?| notebook.folders::text[], false)
        OR coalesce(choice -> 'tags' ?| notebook.tags, false)
$$;

-- A page whose picture is being read is about to change again: who is given pictures waits for its text.
CREATE FUNCTION is_in_flux(page pages, with_pictures boolean) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT with_pictures AND page.ocr_status IN ('pending', 'processing') AND has_reader()
$$;

-- How the given items stand in a library, in their order. Where a row was removed for good, nothing but its name is
-- answered. `is_kept`: the notebook is there and chosen. `content`: NULL where the item is not there. Each item is
-- looked up by itself: joined, whole tables would be gone through wherever PostgreSQL has no statistics yet.
CREATE FUNCTION items_now(owner uuid, choice jsonb, extras text[], types text[], keys uuid[])
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
                    THEN page_text_content(
                        page, notebook.notebook_uuid, 'pictures' = ANY (extras),
                        (SELECT jsonb_agg(jsonb_build_object('part', image.part, 'sha256', blob.sha256,
                                                             'width', image.width, 'height', image.height)
                                          ORDER BY image.part)
                         FROM page_images AS image
                         CROSS JOIN LATERAL (SELECT sha256 FROM blobs WHERE id = image.blob_id OFFSET 0) AS blob
                         WHERE image.page_id = page.id AND image.ink_hash = page.image_hash)) END
        FROM (SELECT * FROM pages WHERE id = asked.item_key OFFSET 0) AS page
        JOIN notebooks AS notebook ON notebook.id = page.notebook_id
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
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
