-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Comparing a whole library with a target is done in pieces, and a person follows how far it is
-- (docs/decisions/0080-comparing-a-library-in-pieces.md).

ALTER TABLE sync_passes
    ADD COLUMN run_id uuid,  -- Of the request that began it, at several targets perhaps; NULL: no request did.
    DROP CONSTRAINT sync_passes_cause_check,
    -- stop: what a stopped backfill had not compared is recorded as skipped.
    ADD CONSTRAINT sync_passes_cause_check CHECK (cause IN ('first', 'choice', 'check', 'trigger', 'removal', 'stop'));
CREATE INDEX sync_passes_run ON sync_passes (user_id, run_id) WHERE run_id IS NOT NULL;

-- Previews that are being counted. Each request for one counts on where the last one ended.
CREATE TABLE previews (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),
    question jsonb NOT NULL,  -- {"types": [text], "extras": [text], "choice": as integrations.choice}
    digest bytea NOT NULL CHECK (length(digest) = 32),  -- SHA-256 of the question.
    stage text NOT NULL DEFAULT 'notebooks' CHECK (stage IN ('notebooks', 'records')),
    cursor_at timestamptz NOT NULL DEFAULT 'infinity',
    cursor_id uuid NOT NULL DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    cursor_page uuid NOT NULL DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    tally jsonb NOT NULL DEFAULT '{}',
    sample text,  -- An item as it would be sent.
    asked_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, target_name, digest)
);
SELECT guard_tenant_table('previews');
