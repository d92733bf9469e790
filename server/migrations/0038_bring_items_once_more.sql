-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a delivery left for later, such as a picture that may change again in a moment: the item is brought once more
-- then, though it has not changed (docs/decisions/0053-a-picture-follows-when-the-page-is-still.md).

ALTER TABLE sync_records ADD COLUMN again_at timestamptz;
CREATE INDEX sync_records_again ON sync_records (again_at) WHERE again_at IS NOT NULL;
