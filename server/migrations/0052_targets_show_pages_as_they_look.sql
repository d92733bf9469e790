-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Targets are given a page as the tablet shows it once its text has changed while such an image was stored, or when
-- its owner asked for all of them. Until then they keep the image of its handwriting.
ALTER TABLE pages ADD shows_look boolean NOT NULL DEFAULT false;

CREATE FUNCTION show_look() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.shows_look := true;
    RETURN NEW;
END
$$;

CREATE TRIGGER show_look BEFORE UPDATE OF ocr_text, typed_text, typed_markdown ON pages FOR EACH ROW
WHEN (NOT NEW.shows_look AND NEW.display_hash IS NOT NULL
      AND (OLD.ocr_text, OLD.typed_text, OLD.typed_markdown)
          IS DISTINCT FROM (NEW.ocr_text, NEW.typed_text, NEW.typed_markdown))
EXECUTE FUNCTION show_look();

-- An image for display that shows an older version of the page does not stand beside its new text.
CREATE OR REPLACE FUNCTION pictures_on(page uuid, look text) RETURNS TABLE (pictures jsonb)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        (SELECT jsonb_build_array(jsonb_build_object('part', 1, 'purpose', 'display', 'sha256', blob.sha256,
                                                     'width', image.width, 'height', image.height))
         FROM pages AS shown JOIN display_images AS image ON image.page_id = shown.id
         CROSS JOIN LATERAL (SELECT sha256 FROM blobs WHERE id = image.blob_id OFFSET 0) AS blob
         WHERE shown.id = page AND shown.shows_look AND shown.display_hash = shown.look_hash),
        (SELECT jsonb_agg(jsonb_build_object('part', image.part, 'sha256', blob.sha256, 'width', image.width,
                                             'height', image.height) ORDER BY image.part)
         FROM page_images AS image
         CROSS JOIN LATERAL (SELECT sha256 FROM blobs WHERE id = image.blob_id OFFSET 0) AS blob
         WHERE image.page_id = page AND image.ink_hash = look),
        '[]')
$$;
