-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Notebooks and pages as the API shows them, everywhere alike. A later migration may add members, never take any away.

CREATE FUNCTION notebook_json(notebook notebooks) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', notebook.id, 'notebook_uuid', notebook.notebook_uuid, 'document_type', notebook.document_type,
        'visible_name', notebook.visible_name, 'parent_uuid', notebook.parent_uuid,
        'is_trashed', notebook.is_trashed, 'is_pinned', notebook.is_pinned, 'orientation', notebook.orientation,
        'tags', to_jsonb(notebook.tags), 'authors', to_jsonb(notebook.authors),
        'last_modified', notebook.last_modified, 'last_opened', notebook.last_opened,
        'created_at', notebook.created_at, 'updated_at', notebook.updated_at)
$$;

-- What a list of pages shows of each; the texts come with the page alone.
CREATE FUNCTION page_json(page pages, notebook_uuid uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', page.id, 'notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid,
        'page_number', page.page_number, 'ink_hash', page.ink_hash,
        'has_image', page.image_hash IS NOT NULL,
        'is_image_current', page.image_hash IS NOT NULL AND page.image_hash = page.ink_hash,
        'ocr_status', page.ocr_status, 'ocr_error', page.ocr_error, 'tags', to_jsonb(page.tags),
        'created_at', page.created_at, 'updated_at', page.updated_at)
$$;

-- How far the pages of a notebook have come. `synced` are those of which nothing more is to be done.
CREATE FUNCTION sync_progress_json(of_notebook uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'total', count(*),
        'synced', count(*) FILTER (WHERE ocr_status IN ('completed', 'skipped')),
        'not_synced', count(*) FILTER (WHERE ocr_status = 'not_synced'),
        'pending', count(*) FILTER (WHERE ocr_status IN ('pending', 'processing')),
        'pending_quota', count(*) FILTER (WHERE ocr_status = 'pending_quota'),
        'failed', count(*) FILTER (WHERE ocr_status = 'failed'))
    FROM pages WHERE notebook_id = of_notebook AND deleted_at IS NULL
$$;

CREATE FUNCTION highlight_json(highlight highlights) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', highlight.id, 'page_id', highlight.page_id, 'ordinal', highlight.ordinal,
        'original_text', highlight.original_text, 'corrected_text', highlight.corrected_text,
        'note', highlight.note, 'color', highlight.color, 'rects', highlight.rects)
$$;

CREATE FUNCTION todo_json(todo todos) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object('id', todo.id, 'page_id', todo.page_id, 'ordinal', todo.ordinal, 'text', todo.text,
                              'is_completed', todo.is_completed)
$$;
