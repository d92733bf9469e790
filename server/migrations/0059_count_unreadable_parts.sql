-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How many parts of a page's file the device that read it had to skip: what a newer tablet version wrote, or what is
-- damaged. It says what the images of the page lack, and has no part in what is transcribed.
ALTER TABLE pages ADD unreadable_parts integer NOT NULL DEFAULT 0 CHECK (unreadable_parts >= 0);

CREATE OR REPLACE FUNCTION page_json(page pages, notebook_uuid uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', page.id, 'notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid,
        'page_number', page.page_number, 'ink_hash', page.ink_hash,
        'has_image', page.image_hash IS NOT NULL,
        'is_image_current', page.image_hash IS NOT NULL AND page.image_hash = page.ink_hash,
        'display_hash', page.display_hash,
        'is_display_current', page.display_hash IS NOT NULL AND page.display_hash = page.look_hash,
        'unreadable_parts', page.unreadable_parts,
        'ocr_status', page.ocr_status,
        'ocr_error', CASE WHEN page.ocr_status = 'pending'
                          THEN coalesce((SELECT paused_because FROM reading_state), page.ocr_error)
                          ELSE page.ocr_error END,
        'ocr_language', page.ocr_language,
        'ocr_confidence', page.ocr_confidence, 'text_hash', page.text_hash, 'tags', to_jsonb(page.tags),
        'created_at', page.created_at, 'updated_at', page.updated_at)
$$;
