-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a selection does with a whole library, and forgetting all records of a target, is done in pieces, some of them
-- after the request
-- (docs/decisions/0080-comparing-a-library-in-pieces.md).

ALTER TABLE sync_selections
    ADD COLUMN deletes_excluded boolean NOT NULL DEFAULT false,  -- Some of what is excluded is still to be deleted.
    ADD COLUMN shows_looks boolean NOT NULL DEFAULT false;  -- Some pages are still to be shown to targets as they look.
ALTER TABLE integrations
    ADD COLUMN keeps_made boolean NOT NULL DEFAULT false,  -- While it is being removed: what was made there stays.
    ADD CHECK (removing_at IS NOT NULL OR NOT keeps_made);
CREATE INDEX sync_selections_unapplied ON sync_selections (user_id) WHERE deletes_excluded OR shows_looks;
