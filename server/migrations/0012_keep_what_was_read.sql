-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What reading a page brings beside its text: its language, and its lines with their places.

ALTER TABLE pages
    ADD COLUMN ocr_language text CHECK (length(ocr_language) <= 35),  -- BCP 47; NULL: not known.
    -- [{text, confidence, top, bottom}] from top to bottom; places in page units.
    ADD COLUMN ocr_lines jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(ocr_lines) = 'array');
-- What looks the same is read once, in whatever notebook it lies.
CREATE INDEX pages_read ON pages (user_id, ocr_hash) WHERE ocr_text IS NOT NULL;

-- A tick that changes on paper counts; one that was set here stays while the paper says what it said.
ALTER TABLE todos ADD COLUMN is_ticked boolean NOT NULL DEFAULT false;  -- On paper, when it was last read.
CREATE INDEX todos_user ON todos (user_id, id) WHERE deleted_at IS NULL;

CREATE OR REPLACE FUNCTION page_json(page pages, notebook_uuid uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', page.id, 'notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid,
        'page_number', page.page_number, 'ink_hash', page.ink_hash,
        'has_image', page.image_hash IS NOT NULL,
        'is_image_current', page.image_hash IS NOT NULL AND page.image_hash = page.ink_hash,
        'ocr_status', page.ocr_status, 'ocr_error', page.ocr_error, 'ocr_language', page.ocr_language,
        'ocr_confidence', page.ocr_confidence, 'text_hash', page.text_hash, 'tags', to_jsonb(page.tags),
        'created_at', page.created_at, 'updated_at', page.updated_at)
$$;

CREATE OR REPLACE FUNCTION todo_json(todo todos) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object('id', todo.id, 'page_id', todo.page_id, 'ordinal', todo.ordinal, 'text', todo.text,
                              'is_completed', todo.is_completed, 'confidence', todo.confidence,
                              'created_at', todo.created_at, 'updated_at', todo.updated_at)
$$;
