-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a person deletes here stays deleted, whatever devices list, until it is restored. So its row stays when
-- its pages are purged.

ALTER TABLE notebooks
    ADD COLUMN is_deleted_here boolean DEFAULT false NOT NULL,
    ADD CHECK (deleted_at IS NOT NULL OR NOT is_deleted_here);
