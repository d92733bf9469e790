-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Stored bytes, and the images of pages. The key that comes last is the one for look-ups of single rows
-- (guard_tenant_table()).

-- Stored bytes by their hash, per user: users never share one.
--
-- Bytes are stored and removed outside of transactions, and the process may die in between. So each stored object has
-- a name of its own that is never reused (sha256 and copy), and a row from before it is stored until after it is
-- removed: in pending_blobs while it arrives or leaves, in blobs while images may refer to it. Removing an object can
-- therefore never remove what an upload of the same bytes has just stored (docs/decisions/0033).
CREATE TABLE blobs (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    copy text NOT NULL DEFAULT '' CHECK (length(copy) IN (0, 36)),  -- Empty: the object's name is its hash alone.
    media_type text NOT NULL CHECK (length(media_type) BETWEEN 3 AND 100),
    size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
    store text NOT NULL CHECK (store IN ('disk', 's3')),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, sha256)
);
ALTER TABLE blobs ADD PRIMARY KEY (user_id, id);
SELECT guard_tenant_table('blobs');

CREATE TABLE pending_blobs (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    copy text NOT NULL CHECK (length(copy) IN (0, 36)),
    state text NOT NULL CHECK (state IN ('arriving', 'leaving')),
    due_at timestamptz NOT NULL,  -- When the object is removed: also one that arrived but was never used.
    size_bytes bigint NOT NULL DEFAULT 0 CHECK (size_bytes >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, sha256, copy)
);
CREATE INDEX pending_blobs_due ON pending_blobs (due_at);
SELECT guard_tenant_table('pending_blobs');

-- A page's handwriting for transcription, in several parts where one image would be too tall.
CREATE TABLE page_images (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    blob_id uuid NOT NULL,
    ink_hash text NOT NULL CHECK (length(ink_hash) BETWEEN 1 AND 100),
    part integer NOT NULL CHECK (part > 0),
    part_count integer NOT NULL CHECK (part_count BETWEEN 1 AND 100),
    width integer NOT NULL CHECK (width > 0),  -- Pixels.
    height integer NOT NULL CHECK (height > 0),
    -- The image's place on the page, in page units (1/227 inch).
    crop_left double precision NOT NULL,
    crop_top double precision NOT NULL,
    crop_width double precision NOT NULL CHECK (crop_width > 0),
    crop_height double precision NOT NULL CHECK (crop_height > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE,
    FOREIGN KEY (user_id, blob_id) REFERENCES blobs,
    CHECK (part <= part_count)
);
CREATE INDEX page_images_blob ON page_images (user_id, blob_id);
ALTER TABLE page_images ADD UNIQUE (user_id, page_id, ink_hash, part);
SELECT guard_tenant_table('page_images');

-- A page as the tablet shows it: in colour, with its template and the document below.
CREATE TABLE display_images (
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    blob_id uuid NOT NULL,
    look_hash text NOT NULL CHECK (length(look_hash) <= 100),
    width integer NOT NULL CHECK (width > 0),  -- Pixels.
    height integer NOT NULL CHECK (height > 0),
    -- The image's place on the page, in page units (1/227 inch).
    place_left double precision NOT NULL,
    place_top double precision NOT NULL,
    place_width double precision NOT NULL CHECK (place_width > 0),
    place_height double precision NOT NULL CHECK (place_height > 0),
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE,
    FOREIGN KEY (user_id, blob_id) REFERENCES blobs
);
CREATE INDEX display_images_blob ON display_images (user_id, blob_id);
ALTER TABLE display_images ADD PRIMARY KEY (user_id, page_id);
SELECT guard_tenant_table('display_images');

-- Files on their way, which someone else puts into the store. Once one is complete it is an attachment; one that isn't
-- after a day goes with its row in pending_blobs.
CREATE TABLE uploads (
    id uuid NOT NULL,  -- That of the row in pending_blobs.
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
    content_type text NOT NULL CHECK (length(content_type) BETWEEN 3 AND 100),
    expires_at timestamptz NOT NULL,  -- The address.
    FOREIGN KEY (user_id, id) REFERENCES pending_blobs ON DELETE CASCADE,
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE
);
CREATE INDEX uploads_page ON uploads (user_id, page_id);
ALTER TABLE uploads ADD PRIMARY KEY (user_id, id);
SELECT guard_tenant_table('uploads');

-- Files that people attached to documents, and drawings that were cut out of a page's image for its text
-- (docs/decisions/0113).
CREATE TABLE attachments (
    id uuid NOT NULL,  -- That of the upload, if there was one.
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    blob_id uuid NOT NULL,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
    content_type text NOT NULL CHECK (length(content_type) BETWEEN 3 AND 100),
    is_drawing boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE,
    FOREIGN KEY (user_id, blob_id) REFERENCES blobs
);
CREATE INDEX attachments_blob ON attachments (user_id, blob_id);
CREATE INDEX attachments_page ON attachments (user_id, page_id, id);
ALTER TABLE attachments ADD PRIMARY KEY (user_id, id);
SELECT guard_tenant_table('attachments');

-- Which images a page had with a given ink_hash, so that the same images are transcribed once (docs/decisions/0008).
-- A row outlives those of page_images, which go when the handwriting changes: what was transcribed of a page
-- (pages.ocr_hash) may fit another page later.
CREATE TABLE page_pictures (
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ink_hash text NOT NULL CHECK (length(ink_hash) BETWEEN 1 AND 100),
    pictures text NOT NULL CHECK (pictures ~ '^[0-9a-f]{64}$'),  -- SHA-256 of the parts' hashes, in order.
    tops double precision[] NOT NULL,  -- The parts' places on the page, in page units.
    heights double precision[] NOT NULL,
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE
);
CREATE INDEX page_pictures_same ON page_pictures (user_id, pictures);
ALTER TABLE page_pictures ADD PRIMARY KEY (user_id, page_id, ink_hash);
SELECT guard_tenant_table('page_pictures');

-- Whether the parts of two pages are at the same places, all moved by the same distance, within half a unit.
CREATE FUNCTION are_placed_alike(tops double precision[], heights double precision[], other_tops double precision[],
    other_heights double precision[])
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT 1 FROM unnest(tops, heights, other_tops, other_heights) AS part (top, height, other_top, other_height)
        WHERE (abs((top - tops[1]) - (other_top - other_tops[1])) <= 0.5 AND abs(height - other_height) <= 0.5)
            IS NOT TRUE);
END
$$;

-- Handwriting with the same images as that of a page, part for part, and how much lower (in page units) they are on
-- this page.
CREATE FUNCTION same_pictures(owner uuid, page uuid, look text)
RETURNS TABLE (page_id uuid, ink_hash text, moved double precision)
LANGUAGE sql STABLE AS $$
    SELECT other.page_id, other.ink_hash, mine.tops[1] - other.tops[1]
    FROM page_pictures AS mine
    JOIN page_pictures AS other ON other.user_id = owner AND other.pictures = mine.pictures
    WHERE mine.user_id = owner AND mine.page_id = page AND mine.ink_hash = look
        AND are_placed_alike(mine.tops, mine.heights, other.tops, other.heights)
$$;

-- What models answered about images, kept beyond the pages that had them, so that a page that comes back costs nothing
-- (docs/decisions/0106). Users never share a row. It goes some months after the last page with these images, with
-- the account, or when a person removes the page for good.
CREATE TABLE kept_answers (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    pictures text NOT NULL CHECK (pictures ~ '^[0-9a-f]{64}$'),  -- As in page_pictures.
    -- SHA-256 of what decides on an answer besides the images: the model, its instructions, what the owner set.
    asked text NOT NULL CHECK (asked ~ '^[0-9a-f]{64}$'),
    page_id uuid NOT NULL,  -- The page that it was read for, which may be gone.
    tops double precision[] NOT NULL,  -- As in page_pictures.
    heights double precision[] NOT NULL,
    markdown text NOT NULL CHECK (length(markdown) <= 1000000),
    language text CHECK (length(language) <= 35),  -- BCP 47. NULL: unknown.
    lines jsonb NOT NULL CHECK (jsonb_typeof(lines) = 'array'),  -- As pages.ocr_lines.
    -- What is to be cut out of the images of the page that shows the answer: [{caption, picture, left, top, right,
    -- bottom}] as the model gave them, by the marks in `markdown`. A null is a box beside the page.
    drawings jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(drawings) = 'array'),
    drawings_left_out integer NOT NULL DEFAULT 0 CHECK (drawings_left_out >= 0),  -- Beyond those.
    -- Stored as soon as it arrived, before its page's text was written and its unit of quota charged. Then true.
    is_charged boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, pictures, asked)
);
CREATE INDEX kept_answers_page ON kept_answers (user_id, page_id);
CREATE INDEX kept_answers_used ON kept_answers (used_at);
SELECT guard_tenant_table('kept_answers');
