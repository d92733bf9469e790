-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A deleted notebook whose files and texts a person had removed before their time. Its row stays, so that no device
-- that lists it brings it back.

ALTER TABLE notebooks
    ADD COLUMN is_purged boolean DEFAULT false NOT NULL,
    ADD CHECK (deleted_at IS NOT NULL OR NOT is_purged);

-- Those that can be restored, the latest first.
CREATE INDEX notebooks_restorable ON notebooks (user_id, deleted_at DESC, id DESC)
    WHERE deleted_at IS NOT NULL AND NOT is_purged AND document_type <> 'folder';
