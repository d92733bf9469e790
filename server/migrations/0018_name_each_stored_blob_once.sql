-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Bytes are stored and removed outside of transactions, and whoever does it may be killed in between. So each object
-- that is stored has a name of its own, never used again, and a row at all times from before it is stored until after
-- it is removed: one of pending_blobs while it arrives or leaves, one of blobs while pictures may show it. What is
-- removed can therefore never be what an upload of the same bytes stores (docs/decisions/0033).

-- Beside its hash in the object's name; empty for those stored before.
ALTER TABLE blobs ADD COLUMN copy text NOT NULL DEFAULT '' CHECK (length(copy) IN (0, 36));

CREATE TABLE pending_blobs (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    copy text NOT NULL CHECK (length(copy) IN (0, 36)),
    state text NOT NULL CHECK (state IN ('arriving', 'leaving')),
    due_at timestamptz NOT NULL,  -- When it is removed. What arrives for so long never came to be used.
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, sha256, copy)
);
CREATE INDEX pending_blobs_due ON pending_blobs (due_at);
SELECT guard_tenant_table('pending_blobs');
