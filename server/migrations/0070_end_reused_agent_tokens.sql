-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A token that was renewed and is used again has two owners: its device is signed out, and the person is told.

ALTER TABLE agent_tokens
    ADD COLUMN renewed_at timestamptz,
    ADD COLUMN renewals integer NOT NULL DEFAULT 0 CHECK (renewals >= 0),
    ADD COLUMN reused_at timestamptz,  -- When a token that was renewed was used again, which ended it.
    ADD UNIQUE (user_id, id),
    ADD CHECK ((renewed_at IS NULL) = (renewals = 0)),
    ADD CHECK (reused_at IS NULL OR revoked_at IS NOT NULL);
UPDATE agent_tokens SET renewed_at = previous_until - interval '10 minutes', renewals = 1 WHERE previous_jti IS NOT NULL;

-- Tokens that were renewed, for as long as one of them could still be shown.
CREATE TABLE used_agent_tokens (
    jti uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    agent_token_id uuid NOT NULL,
    used_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (user_id, agent_token_id) REFERENCES agent_tokens (user_id, id) ON DELETE CASCADE
);
CREATE INDEX used_agent_tokens_device ON used_agent_tokens (user_id, agent_token_id);
SELECT guard_tenant_table('used_agent_tokens');
INSERT INTO used_agent_tokens (jti, user_id, agent_token_id, used_at)
SELECT previous_jti, user_id, id, renewed_at FROM agent_tokens WHERE previous_jti IS NOT NULL;

ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN
    ('quota_near_limit', 'quota_exhausted', 'retries_exhausted', 'connection_broken', 'first_sync', 'new_browser',
     'removal_held', 'device_signed_out'));
