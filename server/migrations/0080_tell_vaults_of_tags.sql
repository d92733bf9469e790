-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Notes in a vault have the tags of their notebook and its pages, so a tag that changed makes the note a changed one.
CREATE OR REPLACE FUNCTION notebook_content(notebook notebooks, with_texts boolean) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object('notebook_uuid', notebook.notebook_uuid)
        || CASE WHEN with_texts THEN jsonb_build_object(
                    'visible_name', notebook.visible_name, 'full_path', notebook.full_path,
                    'tags', to_jsonb(notebook.tags),
                    'pages', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                         'page_uuid', page_uuid, 'page_number', page_number, 'text', text_of(page),
                                         'tags', to_jsonb(page.tags))
                                     ORDER BY page_number, deleted_at NULLS FIRST, page_uuid), '[]')
                              FROM pages AS page WHERE notebook_id = notebook.id AND (deleted_at IS NULL OR is_held)))
                ELSE jsonb_build_object(
                    'pages', (SELECT coalesce(jsonb_agg(page_uuid ORDER BY page_number, deleted_at NULLS FIRST, page_uuid),
                                       '[]')
                              FROM pages WHERE notebook_id = notebook.id AND (deleted_at IS NULL OR is_held))) END
$$;
