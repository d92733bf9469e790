-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What targets are given of each item. The hash of it decides whether an item changed, so it must contain all that is
-- given and nothing that changes without need (docs/decisions/0049).

CREATE FUNCTION content_hash(content jsonb) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT 'c1:' || encode(sha256(convert_to(content::text, 'UTF8')), 'hex')
$$;

-- Other templates make other texts of the same content.
CREATE FUNCTION content_hash(content jsonb, templates jsonb) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT content_hash(CASE WHEN templates IS NULL THEN content
                             ELSE content || jsonb_build_object('templates', templates) END)
$$;

-- A page's text: its document, then what was typed on the tablet.
CREATE FUNCTION text_of(page pages) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT concat_ws(E'\n\n', nullif(coalesce(page.document, page.ocr_text), ''), nullif(coalesce(page.typed_markdown, page.typed_text), ''))
$$;

-- "ferry.png" for "![ferry.png](attachment:ID)". The text stays Markdown, so the name stays escaped. An escaped bracket
-- begins no link (shared/src/library/texts/attachment-links.ts).
CREATE FUNCTION without_attachment_links(markdown text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN strpos(markdown, '](attachment:') = 0 THEN markdown
                ELSE regexp_replace(
                    markdown,
                    '(?<!\\)((?:\\\\)*)!?\[((?:\\.|[^][\\\n])*)\]\(attachment:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\)',
                    '\1\2', 'g') END
$$;

-- A page's text as other services get it: nobody could open an attachment's address there.
CREATE FUNCTION delivered_text_of(page pages) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT without_attachment_links(text_of(page))
$$;

-- The date at the head of a page's text: "5. März 2026" of "**Date: 5. März 2026**". NULL if there is none.
CREATE FUNCTION date_on(page pages) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT substring(text_of(page) FROM '(?n)^[[:blank:]]*\*\*Date:[[:blank:]]*([^*]{1,100})\*\*')
$$;

-- Whether an integration takes the notebook. NULL: it takes everything.
CREATE FUNCTION is_chosen(choice jsonb, notebook notebooks) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT choice IS NULL OR coalesce(choice -> 'notebooks' ? notebook.notebook_uuid::text, false)
        OR coalesce(choice -> 'folders' ?| notebook.folders::text[], false)
        OR coalesce(choice -> 'tags' ?| notebook.tags, false)
$$;

CREATE FUNCTION notebook_metadata_content(notebook notebooks) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'notebook_uuid', notebook.notebook_uuid, 'visible_name', notebook.visible_name,
        'full_path', notebook.full_path, 'document_type', notebook.document_type,
        'tags', to_jsonb(notebook.tags), 'authors', to_jsonb(notebook.authors), 'is_pinned', notebook.is_pinned)
$$;

-- Its pages in their order; with everything in them if the target makes one file of the notebook. Held pages have the
-- page numbers of pages that exist.
CREATE FUNCTION notebook_content(notebook notebooks, with_texts boolean) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object('notebook_uuid', notebook.notebook_uuid)
        || CASE WHEN with_texts THEN jsonb_build_object(
                    'visible_name', notebook.visible_name, 'full_path', notebook.full_path,
                    'tags', to_jsonb(notebook.tags),
                    'pages', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                         'page_uuid', page_uuid, 'page_number', page_number,
                                         'text', delivered_text_of(page),
                                         'tags', to_jsonb(page.tags))
                                     ORDER BY page_number, deleted_at NULLS FIRST, page_uuid), '[]')
                              FROM (SELECT * FROM pages
                                    WHERE user_id = notebook.user_id AND notebook_id = notebook.id
                                        AND (deleted_at IS NULL OR is_held)
                                    ORDER BY page_uuid OFFSET 0) AS page))
                ELSE jsonb_build_object(
                    'pages', (SELECT coalesce(jsonb_agg(page_uuid
                                                       ORDER BY page_number, deleted_at NULLS FIRST, page_uuid), '[]')
                              FROM (SELECT page_uuid, page_number, deleted_at FROM pages
                                    WHERE user_id = notebook.user_id AND notebook_id = notebook.id
                                        AND (deleted_at IS NULL OR is_held)
                                    ORDER BY page_uuid OFFSET 0) AS page)) END
$$;

-- The pictures and attachments of a page, with the SHA-256 of each.
CREATE FUNCTION stored_files_of(page pages) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'display_hash', page.display_hash,
        'is_display_current', page.display_hash IS NOT NULL AND page.display_hash = page.look_hash,
        'display_image', (SELECT jsonb_build_object('sha256', blob.sha256)
                          FROM display_images AS image
                          JOIN blobs AS blob ON blob.user_id = page.user_id AND blob.id = image.blob_id
                          WHERE image.user_id = page.user_id AND image.page_id = page.id),
        'images', (SELECT coalesce(jsonb_agg(jsonb_build_object('sha256', blob.sha256) ORDER BY image.part), '[]')
                   FROM page_images AS image
                   JOIN blobs AS blob ON blob.user_id = page.user_id AND blob.id = image.blob_id
                   WHERE image.user_id = page.user_id AND image.page_id = page.id
                       AND image.ink_hash = page.image_hash),
        'attachments', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                   'id', attachment.id, 'file_name', attachment.file_name, 'sha256', blob.sha256)
                                   ORDER BY attachment.id), '[]')
                        FROM attachments AS attachment
                        JOIN blobs AS blob ON blob.user_id = page.user_id AND blob.id = attachment.blob_id
                        WHERE attachment.user_id = page.user_id AND attachment.page_id = page.id))
$$;

-- The notebook with everything that a note about it shows, by the names and with the meanings of the API, so that a vault's
-- writer sees the same in both (shared/src/vault/embedded/content.ts). Of a page's pictures, the writer chooses.
CREATE FUNCTION whole_notebook_content(notebook notebooks, extras text[]) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'notebook_uuid', notebook.notebook_uuid, 'visible_name', notebook.visible_name,
        'document_type', notebook.document_type, 'tags', to_jsonb(notebook.tags),
        'last_modified', to_char(notebook.last_modified AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'by_page', 'by_page' = ANY (extras),
        'folders', (SELECT coalesce(jsonb_agg(folder.visible_name ORDER BY nth), '[]')
                    FROM unnest(notebook.folders) WITH ORDINALITY AS above (uuid, nth)
                    CROSS JOIN LATERAL (
                        SELECT visible_name FROM notebooks
                        WHERE user_id = notebook.user_id AND notebook_uuid = above.uuid OFFSET 0) AS folder),
        'pages', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'page_uuid', page_uuid, 'page_number', page_number, 'tags', to_jsonb(page.tags),
                       'waits', ocr_status IN ('pending', 'processing', 'pending_quota', 'failed'),
                       'ocr_text', ocr_text, 'document', document, 'typed_text', typed_text,
                       'typed_markdown', typed_markdown,
                       'todos', (
                           SELECT coalesce(jsonb_agg(jsonb_build_object(
                                      'source', source, 'ordinal', ordinal, 'text', text, 'is_completed', is_completed)
                                      ORDER BY source, ordinal, id), '[]')
                           FROM todos
                           WHERE user_id = notebook.user_id AND page_id = page.id AND deleted_at IS NULL),
                       'highlights', (
                           SELECT coalesce(jsonb_agg(jsonb_build_object(
                                      'original_text', original_text, 'corrected_text', corrected_text,
                                      'repaired_text', repaired_text, 'note', note)
                                      ORDER BY ordinal, id), '[]')
                           FROM highlights
                           WHERE user_id = notebook.user_id AND page_id = page.id
                               AND (deleted_at IS NULL OR is_held)))
                       || CASE WHEN 'pictures' = ANY (extras) THEN stored_files_of(page) ELSE '{}' END
                   ORDER BY page_number, deleted_at NULLS FIRST, page_uuid), '[]')
            FROM (SELECT * FROM pages
                  WHERE user_id = notebook.user_id AND notebook_id = notebook.id AND (deleted_at IS NULL OR is_held)
                  ORDER BY page_uuid OFFSET 0) AS page))
$$;

-- The given items as they are in a library now, in their order. Of a row that was removed for good only its key is
-- returned. `is_kept`: the notebook exists and is chosen. `in_flux`: the page's image is being transcribed, so that its
-- text is about to change. `content`: NULL if there is nothing to show. Deleted things that are held count as existing.
-- `extras`: what the target asks for: texts, whole, by_page, pictures, drawings, highlights, todos, location.
--
-- Each item is looked up by itself (OFFSET 0): joined, whole tables would be read as long as PostgreSQL has no
-- statistics. What is on a page is looked up within the statement, because functions that aggregate are called row by
-- row, which took longer than all else.
CREATE FUNCTION items_now(owner uuid, choice jsonb, extras text[], types text[], keys uuid[])
RETURNS TABLE (nth bigint, item_type text, item_key uuid, notebook_id uuid, notebook_uuid uuid, page_id uuid,
    page_uuid uuid, is_kept boolean, in_flux boolean, content jsonb)
LANGUAGE sql STABLE AS $$
    SELECT asked.nth, asked.item_type, asked.item_key, item.*
    FROM unnest(types, keys) WITH ORDINALITY AS asked (item_type, item_key, nth)
    LEFT JOIN LATERAL (
        SELECT notebook.id, notebook.notebook_uuid, NULL::uuid, NULL::uuid, kept, false,
               CASE WHEN kept AND asked.item_type = 'notebook'
                        THEN CASE WHEN 'whole' = ANY (extras) THEN whole_notebook_content(notebook, extras)
                                  ELSE notebook_content(notebook, 'texts' = ANY (extras)) END
                    WHEN kept THEN notebook_metadata_content(notebook) END
        FROM (SELECT * FROM notebooks WHERE user_id = (SELECT owner) AND id = asked.item_key OFFSET 0) AS notebook
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND notebook.document_type <> 'folder'
                                   AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type IN ('notebook', 'notebook_metadata')
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept,
               'pictures' = ANY (extras) AND page.ocr_status IN ('pending', 'processing') AND has_reader(),
               CASE WHEN kept AND (page.deleted_at IS NULL OR page.is_held)
                         AND (coalesce(page.document, page.ocr_text, '') <> ''
                              OR coalesce(page.typed_markdown, page.typed_text) <> ''
                              OR (pictures IS NOT NULL AND page.image_hash IS NOT NULL) OR highlights <> '[]')
                    THEN jsonb_build_object('notebook_uuid', notebook.notebook_uuid, 'page_uuid', page.page_uuid,
                                            'text', delivered_text_of(page), 'tags', to_jsonb(page.tags))
                         || CASE WHEN pictures IS NULL THEN '{}' ELSE jsonb_build_object('pictures', pictures) END
                         || CASE WHEN drawings IS NULL THEN '{}' ELSE jsonb_build_object('drawings', drawings) END
                         || CASE WHEN highlights IS NULL THEN '{}'
                                 ELSE jsonb_build_object('highlights', highlights) END
                         || CASE WHEN todos IS NULL THEN '{}' ELSE jsonb_build_object('todos', todos) END END
        FROM (SELECT * FROM pages WHERE user_id = (SELECT owner) AND id = asked.item_key OFFSET 0) AS page
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = (SELECT owner) AND id = page.notebook_id OFFSET 0) AS notebook
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        LEFT JOIN LATERAL (
            SELECT coalesce(
                (SELECT jsonb_build_array(jsonb_build_object('part', 1, 'purpose', 'display', 'sha256', blob.sha256,
                                                             'width', image.width, 'height', image.height))
                 FROM display_images AS image
                 CROSS JOIN LATERAL (
                     SELECT sha256 FROM blobs WHERE user_id = (SELECT owner) AND id = image.blob_id OFFSET 0) AS blob
                 WHERE image.user_id = (SELECT owner) AND image.page_id = page.id AND page.shows_look
                     AND page.display_hash = page.look_hash),
                (SELECT jsonb_agg(jsonb_build_object('part', image.part, 'sha256', blob.sha256, 'width', image.width,
                                                     'height', image.height) ORDER BY image.part)
                 FROM page_images AS image
                 CROSS JOIN LATERAL (
                     SELECT sha256 FROM blobs WHERE user_id = (SELECT owner) AND id = image.blob_id OFFSET 0) AS blob
                 WHERE image.user_id = (SELECT owner) AND image.page_id = page.id
                     AND image.ink_hash = page.image_hash),
                '[]')) AS of_page (pictures) ON 'pictures' = ANY (extras)
        LEFT JOIN LATERAL (
            SELECT jsonb_agg(jsonb_build_object('sha256', blob.sha256, 'caption', shown.caption) ORDER BY shown.at)
            FROM (SELECT id, blob_id FROM attachments
                  WHERE user_id = (SELECT owner) AND page_id = page.id AND is_drawing OFFSET 0) AS drawing
            CROSS JOIN LATERAL (
                SELECT sha256 FROM blobs WHERE user_id = (SELECT owner) AND id = drawing.blob_id OFFSET 0) AS blob
            CROSS JOIN LATERAL (
                SELECT strpos(text, drawing.id::text),
                       regexp_replace(
                           coalesce(substring(text FROM '!\[((?:\\.|[^][\\\n])*)\]\(attachment:' || drawing.id || '\)'), ''),
                           '\\([!-/:-@[-`{-~])', '\1', 'g')
                FROM (SELECT coalesce(page.document, page.ocr_text, '')) AS document (text)) AS shown (at, caption)
            WHERE shown.at > 0) AS in_text (drawings) ON 'drawings' = ANY (extras)
        LEFT JOIN LATERAL (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                                          'text', coalesce(mark.corrected_text, mark.repaired_text, mark.original_text),
                                          'note', mark.note, 'color', mark.color)
                                      ORDER BY mark.ordinal, mark.id), '[]')
            FROM (SELECT * FROM highlights WHERE user_id = (SELECT owner) AND page_id = page.id
                  ORDER BY ordinal OFFSET 0) AS mark
            WHERE (mark.deleted_at IS NULL OR mark.is_held)
                AND coalesce(mark.corrected_text, mark.repaired_text, mark.original_text) ~ '[^[:space:]]')
            AS on_page (highlights) ON 'highlights' = ANY (extras)
        LEFT JOIN LATERAL (
            SELECT coalesce(jsonb_agg(jsonb_build_object('text', todo.text, 'is_completed', todo.is_completed)
                                      ORDER BY todo.source, todo.ordinal, todo.id), '[]')
            FROM (SELECT * FROM todos WHERE user_id = (SELECT owner) AND page_id = page.id
                  ORDER BY source, ordinal OFFSET 0) AS todo
            WHERE todo.deleted_at IS NULL) AS to_do (todos) ON 'todos' = ANY (extras)
        WHERE asked.item_type = 'page_text'
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept, false,
               CASE WHEN kept AND (page.deleted_at IS NULL OR page.is_held) AND todo.deleted_at IS NULL
                    THEN jsonb_build_object('notebook_uuid', notebook.notebook_uuid, 'page_uuid', page.page_uuid,
                                            'text', todo.text, 'is_completed', todo.is_completed) END
        FROM (SELECT * FROM todos WHERE user_id = (SELECT owner) AND id = asked.item_key OFFSET 0) AS todo
        CROSS JOIN LATERAL (SELECT * FROM pages WHERE user_id = (SELECT owner) AND id = todo.page_id OFFSET 0) AS page
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = (SELECT owner) AND id = page.notebook_id OFFSET 0) AS notebook
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type = 'todo'
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept, false,
               -- A highlight on paper without text has nothing to show.
               CASE WHEN kept AND (page.deleted_at IS NULL OR page.is_held)
                         AND (mark.deleted_at IS NULL OR mark.is_held)
                         AND coalesce(mark.corrected_text, mark.repaired_text, mark.original_text) ~ '[^[:space:]]'
                    THEN jsonb_build_object('notebook_uuid', notebook.notebook_uuid, 'page_uuid', page.page_uuid,
                                            'text', coalesce(mark.corrected_text, mark.repaired_text,
                                                             mark.original_text),
                                            'note', mark.note, 'color', mark.color)
                         || CASE WHEN mark.mark IS NULL THEN '{}'
                                 ELSE jsonb_build_object('mark', mark.mark, 'sentence', mark.sentence,
                                                         'heading', mark.heading) END
                         || CASE WHEN 'location' = ANY (extras)
                                 THEN jsonb_build_object('location', page.page_number) ELSE '{}' END END
        FROM (SELECT * FROM highlights WHERE user_id = (SELECT owner) AND id = asked.item_key OFFSET 0) AS mark
        CROSS JOIN LATERAL (SELECT * FROM pages WHERE user_id = (SELECT owner) AND id = mark.page_id OFFSET 0) AS page
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = (SELECT owner) AND id = page.notebook_id OFFSET 0) AS notebook
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type = 'highlight') AS item
        ON true
$$;
