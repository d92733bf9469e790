-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Pages as the tablet shows them: in colour, with their template and what they were written on. What is read is
-- stored apart, in page_images.
CREATE TABLE display_images (
    page_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    blob_id uuid NOT NULL,
    look_hash text NOT NULL CHECK (length(look_hash) <= 100),
    width integer NOT NULL CHECK (width > 0),  -- Pixels.
    height integer NOT NULL CHECK (height > 0),
    -- Where it lies on the page, in page units (1/227 inch).
    place_left double precision NOT NULL,
    place_top double precision NOT NULL,
    place_width double precision NOT NULL CHECK (place_width > 0),
    place_height double precision NOT NULL CHECK (place_height > 0),
    FOREIGN KEY (user_id, page_id) REFERENCES pages (user_id, id) ON DELETE CASCADE,
    FOREIGN KEY (user_id, blob_id) REFERENCES blobs (user_id, id)
);
CREATE INDEX display_images_blob ON display_images (blob_id);
SELECT guard_tenant_table('display_images');

ALTER TABLE pages
    ADD look_hash text CHECK (length(look_hash) <= 100),  -- As the device last said; NULL: none did.
    ADD display_hash text CHECK (length(display_hash) <= 100);  -- The look_hash of the display image that is stored.

-- Which pages are stored as they look, beside their handwriting.
ALTER TABLE sync_selections
    ADD display_images text NOT NULL DEFAULT 'notebooks' CHECK (display_images IN ('none', 'notebooks', 'all'));

CREATE OR REPLACE FUNCTION page_json(page pages, notebook_uuid uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', page.id, 'notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid,
        'page_number', page.page_number, 'ink_hash', page.ink_hash,
        'has_image', page.image_hash IS NOT NULL,
        'is_image_current', page.image_hash IS NOT NULL AND page.image_hash = page.ink_hash,
        'display_hash', page.display_hash,
        'is_display_current', page.display_hash IS NOT NULL AND page.display_hash = page.look_hash,
        'ocr_status', page.ocr_status,
        'ocr_error', CASE WHEN page.ocr_status = 'pending'
                          THEN coalesce((SELECT paused_because FROM reading_state), page.ocr_error)
                          ELSE page.ocr_error END,
        'ocr_language', page.ocr_language,
        'ocr_confidence', page.ocr_confidence, 'text_hash', page.text_hash, 'tags', to_jsonb(page.tags),
        'created_at', page.created_at, 'updated_at', page.updated_at)
$$;
