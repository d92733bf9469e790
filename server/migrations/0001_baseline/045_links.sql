-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Links by which people without an account read one notebook or page (docs/decisions/0098). Requests of these readers run
-- as rmirror_link, with the owner, the notebook and the page of the link in the settings of the transaction
-- (db::as_link()). The role reads only the columns that a shared page shows.

CREATE TABLE share_links (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    token_hash bytea NOT NULL CHECK (length(token_hash) = 32),  -- SHA-256.
    notebook_id uuid NOT NULL,
    page_id uuid,  -- NULL: the whole notebook.
    password_hash text CHECK (length(password_hash) <= 256),  -- NULL: without a password.
    shown_name text NOT NULL DEFAULT '' CHECK (length(shown_name) <= 200),  -- What readers are told of the owner.
    allows_download boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,  -- NULL: until it is revoked.
    last_used_at timestamptz,
    FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks ON DELETE CASCADE,
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE
);
CREATE INDEX share_links_notebook ON share_links (user_id, notebook_id, id);
CREATE INDEX share_links_page ON share_links (user_id, page_id) WHERE page_id IS NOT NULL;
CREATE INDEX share_links_expiry ON share_links (expires_at) WHERE expires_at IS NOT NULL;
-- Not unique: on Citus a unique key would have to name the user, who is unknown until the row is found. Two random
-- tokens of 256 bits are never the same.
CREATE INDEX share_links_token ON share_links (token_hash);
ALTER TABLE share_links ADD PRIMARY KEY (user_id, id);
SELECT guard_tenant_table('share_links');

-- The notebook and the page of the link whose reader the transaction is for. NULL, which equals no id, where none is set.
CREATE FUNCTION current_link_notebook() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('rmirror.link_notebook', true), '')::uuid
$$;

-- NULL: all pages of the notebook.
CREATE FUNCTION current_link_page() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('rmirror.link_page', true), '')::uuid
$$;

-- Whether the notebook of the link can be shown, which it can't in the trash. As it runs as its caller, the policies below
-- hold in it, as in the functions that follow.
CREATE FUNCTION link_is_open() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    owner CONSTANT uuid := current_user_id();
    shown CONSTANT uuid := current_link_notebook();
BEGIN
    RETURN EXISTS (SELECT 1 FROM notebooks WHERE user_id = owner AND id = shown);
END
$$;

-- Whether the link shows a page.
CREATE FUNCTION link_shows_page(page uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    owner CONSTANT uuid := current_user_id();
BEGIN
    RETURN EXISTS (SELECT 1 FROM pages WHERE user_id = owner AND id = page);
END
$$;

CREATE FUNCTION link_shows_blob(blob uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    owner CONSTANT uuid := current_user_id();
BEGIN
    RETURN EXISTS (SELECT 1 FROM display_images WHERE user_id = owner AND blob_id = blob)
        OR EXISTS (SELECT 1 FROM page_images WHERE user_id = owner AND blob_id = blob)
        OR EXISTS (SELECT 1 FROM attachments WHERE user_id = owner AND blob_id = blob);
END
$$;

CREATE POLICY link ON notebooks FOR SELECT TO rmirror_link
    USING (user_id = (SELECT current_user_id()) AND id = (SELECT current_link_notebook()) AND NOT is_gone);
CREATE POLICY link ON pages FOR SELECT TO rmirror_link
    USING (user_id = (SELECT current_user_id()) AND notebook_id = (SELECT current_link_notebook())
           AND ((SELECT current_link_page()) IS NULL OR id = (SELECT current_link_page())) AND deleted_at IS NULL
           AND (SELECT link_is_open()));
CREATE POLICY link ON todos FOR SELECT TO rmirror_link
    USING (user_id = (SELECT current_user_id()) AND deleted_at IS NULL AND link_shows_page(page_id));
CREATE POLICY link ON highlights FOR SELECT TO rmirror_link
    USING (user_id = (SELECT current_user_id()) AND deleted_at IS NULL AND link_shows_page(page_id));
CREATE POLICY link ON page_images FOR SELECT TO rmirror_link
    USING (user_id = (SELECT current_user_id()) AND link_shows_page(page_id));
CREATE POLICY link ON display_images FOR SELECT TO rmirror_link
    USING (user_id = (SELECT current_user_id()) AND link_shows_page(page_id));
CREATE POLICY link ON attachments FOR SELECT TO rmirror_link
    USING (user_id = (SELECT current_user_id()) AND link_shows_page(page_id));
CREATE POLICY link ON blobs FOR SELECT TO rmirror_link
    USING (user_id = (SELECT current_user_id()) AND link_shows_blob(id));

GRANT SELECT (user_id, id, notebook_uuid, document_type, visible_name, orientation, authors, last_modified, is_gone)
    ON notebooks TO rmirror_link;
GRANT SELECT (user_id, id, notebook_id, page_uuid, page_number, ink_hash, image_hash, look_hash, display_hash,
              unreadable_parts, typed_text, typed_markdown, ocr_status, ocr_text, ocr_lines, ocr_language, document,
              deleted_at)
    ON pages TO rmirror_link;
GRANT SELECT (user_id, page_id, source, ordinal, text, is_completed, deleted_at) ON todos TO rmirror_link;
GRANT SELECT (user_id, page_id, ordinal, original_text, corrected_text, repaired_text, note, color, rects, deleted_at)
    ON highlights TO rmirror_link;
GRANT SELECT (user_id, page_id, blob_id, ink_hash, part, width, height, crop_left, crop_top, crop_width, crop_height)
    ON page_images TO rmirror_link;
GRANT SELECT (user_id, page_id, blob_id, look_hash, width, height, place_left, place_top, place_width, place_height)
    ON display_images TO rmirror_link;
GRANT SELECT (user_id, id, page_id, blob_id, file_name, content_type, is_drawing) ON attachments TO rmirror_link;
GRANT SELECT (user_id, id, sha256, copy, media_type, size_bytes) ON blobs TO rmirror_link;

-- `Link` of shared/openapi.yaml, without its secrets.
CREATE FUNCTION link_json(link share_links, notebook notebooks, page pages) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', link.id, 'notebook_uuid', notebook.notebook_uuid, 'visible_name', notebook.visible_name,
        'page_uuid', page.page_uuid, 'page_number', page.page_number,
        'has_password', link.password_hash IS NOT NULL, 'shown_name', link.shown_name,
        'allows_download', link.allows_download, 'created_at', link.created_at, 'expires_at', link.expires_at,
        'last_used_at', link.last_used_at)
$$;
