-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a user's devices hold. Foreign keys carry the user, because their checks do not ask row-level security:
-- without it a row could hang on another tenant's.

-- The cursor of GET /api/v1/changes. A sequence would do if transactions ended in the order they began; they do not,
-- and a reader would miss what a slow one commits later. This row is locked until its transaction ends, so a user's
-- numbers become visible in their order.
CREATE TABLE change_counters (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    last bigint NOT NULL CHECK (last > 0)
);
SELECT guard_tenant_table('change_counters');

-- One number for all a transaction changes of a user's, taken with its first row; who waits for changes is woken.
CREATE FUNCTION change_of(changed_user uuid) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    held text := current_setting('rmirror.change', true);
    taken bigint;
BEGIN
    IF split_part(held, ':', 1) = changed_user::text THEN
        RETURN split_part(held, ':', 2)::bigint;
    END IF;
    INSERT INTO change_counters AS counter (user_id, last) VALUES (changed_user, 1)
    ON CONFLICT (user_id) DO UPDATE SET last = counter.last + 1
    RETURNING last INTO taken;
    PERFORM set_config('rmirror.change', changed_user || ':' || taken, true);
    PERFORM pg_notify('rmirror_changes', changed_user::text);
    RETURN taken;
END
$$;

CREATE FUNCTION note_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.change := change_of(NEW.user_id);
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TABLE notebooks (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    notebook_uuid uuid NOT NULL,  -- The tablet's.
    document_type text NOT NULL CHECK (document_type IN ('notebook', 'pdf', 'epub', 'folder')),
    visible_name text NOT NULL CHECK (length(visible_name) <= 1000),
    parent_uuid uuid,  -- The folder's notebook_uuid; NULL at the top. It may arrive later than what lies in it.
    is_trashed boolean NOT NULL DEFAULT false,
    is_pinned boolean NOT NULL DEFAULT false,
    orientation text NOT NULL DEFAULT 'portrait' CHECK (orientation IN ('portrait', 'landscape')),
    tags text[] NOT NULL DEFAULT '{}',
    authors text[] NOT NULL DEFAULT '{}',
    metadata jsonb NOT NULL DEFAULT '{}',
    last_modified timestamptz,  -- On the tablet.
    last_opened timestamptz,
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,  -- A tombstone: gone from the tablet.
    UNIQUE (user_id, notebook_uuid),
    UNIQUE (user_id, id)
);
CREATE INDEX notebooks_change ON notebooks (user_id, change);
CREATE INDEX notebooks_parent ON notebooks (user_id, parent_uuid) WHERE deleted_at IS NULL;
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON notebooks FOR EACH ROW EXECUTE FUNCTION note_change();
SELECT guard_tenant_table('notebooks');

CREATE TABLE pages (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    page_uuid uuid NOT NULL,  -- The tablet's, unique in its notebook.
    page_number integer NOT NULL CHECK (page_number > 0),
    ink_hash text CHECK (length(ink_hash) <= 100),  -- As the device last said.
    image_hash text CHECK (length(image_hash) <= 100),  -- The ink_hash of the image that is stored.
    image_at timestamptz,
    typed_text text NOT NULL DEFAULT '' CHECK (length(typed_text) <= 1000000),
    tags text[] NOT NULL DEFAULT '{}',
    ocr_status text NOT NULL DEFAULT 'not_synced' CHECK (ocr_status IN
        ('not_synced', 'pending', 'processing', 'completed', 'failed', 'pending_quota', 'skipped')),
    ocr_hash text CHECK (length(ocr_hash) <= 100),  -- The ink_hash of what ocr_text was read from.
    ocr_text text CHECK (length(ocr_text) <= 1000000),
    ocr_confidence real CHECK (ocr_confidence BETWEEN 0 AND 1),
    ocr_error text CHECK (length(ocr_error) <= 1000),
    ocr_completed_at timestamptz,
    text_hash text CHECK (length(text_hash) <= 100),
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,  -- A tombstone.
    FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks (user_id, id) ON DELETE CASCADE,
    UNIQUE (notebook_id, page_uuid),
    UNIQUE (user_id, id),
    -- Deferred, so that pages may change places within a transaction. A partial UNIQUE could not be.
    CONSTRAINT pages_place EXCLUDE USING btree (notebook_id WITH =, page_number WITH =)
        WHERE (deleted_at IS NULL) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX pages_change ON pages (user_id, change);
CREATE INDEX pages_uuid ON pages (page_uuid);
CREATE INDEX pages_waiting ON pages (user_id, ocr_status, image_at DESC)
    WHERE ocr_status IN ('pending', 'pending_quota');
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON pages FOR EACH ROW EXECUTE FUNCTION note_change();
SELECT guard_tenant_table('pages');

-- Stored bytes, by their hash, under each tenant: two tenants never share one.
CREATE TABLE blobs (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    media_type text NOT NULL CHECK (length(media_type) BETWEEN 3 AND 100),
    size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
    store text NOT NULL CHECK (store IN ('disk', 's3')),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, sha256),
    UNIQUE (user_id, id)
);
SELECT guard_tenant_table('blobs');

-- A page's picture, in parts where the page is too tall for one that can be read.
CREATE TABLE page_images (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    blob_id uuid NOT NULL,
    ink_hash text NOT NULL CHECK (length(ink_hash) BETWEEN 1 AND 100),
    part integer NOT NULL CHECK (part > 0),
    part_count integer NOT NULL CHECK (part_count BETWEEN 1 AND 100),
    width integer NOT NULL CHECK (width > 0),  -- Pixels.
    height integer NOT NULL CHECK (height > 0),
    crop_left double precision NOT NULL,  -- Where the picture lies on the page, in page units (1/227 inch).
    crop_top double precision NOT NULL,
    crop_width double precision NOT NULL CHECK (crop_width > 0),
    crop_height double precision NOT NULL CHECK (crop_height > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (part <= part_count),
    FOREIGN KEY (user_id, page_id) REFERENCES pages (user_id, id) ON DELETE CASCADE,
    FOREIGN KEY (user_id, blob_id) REFERENCES blobs (user_id, id),
    UNIQUE (page_id, ink_hash, part)
);
CREATE INDEX page_images_blob ON page_images (blob_id);
SELECT guard_tenant_table('page_images');

CREATE TABLE todos (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),  -- Its place on the page.
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 10000),
    text_hash text NOT NULL CHECK (length(text_hash) <= 100),
    is_completed boolean NOT NULL DEFAULT false,
    confidence real CHECK (confidence BETWEEN 0 AND 1),
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    FOREIGN KEY (user_id, page_id) REFERENCES pages (user_id, id) ON DELETE CASCADE
);
CREATE INDEX todos_page ON todos (page_id, ordinal);
CREATE INDEX todos_change ON todos (user_id, change);
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON todos FOR EACH ROW EXECUTE FUNCTION note_change();
SELECT guard_tenant_table('todos');

CREATE TABLE highlights (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    original_text text NOT NULL CHECK (length(original_text) <= 100000),
    corrected_text text CHECK (length(corrected_text) <= 100000),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 100000),
    color text NOT NULL DEFAULT '' CHECK (length(color) <= 50),
    rects jsonb NOT NULL DEFAULT '[]',  -- Page units.
    text_hash text NOT NULL CHECK (length(text_hash) <= 100),
    confidence real CHECK (confidence BETWEEN 0 AND 1),
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    FOREIGN KEY (user_id, page_id) REFERENCES pages (user_id, id) ON DELETE CASCADE
);
CREATE INDEX highlights_page ON highlights (page_id, ordinal);
CREATE INDEX highlights_change ON highlights (user_id, change);
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON highlights FOR EACH ROW EXECUTE FUNCTION note_change();
SELECT guard_tenant_table('highlights');
