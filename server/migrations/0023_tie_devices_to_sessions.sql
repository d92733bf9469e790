-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a thief left behind ends with the session that was stolen: a device belongs to the session in which it was let in.
-- Browsers are recognised when they sign in again, so that a strange one is told and a known one isn't locked out.

ALTER TABLE agent_tokens ADD COLUMN session_id uuid,
    ADD FOREIGN KEY (user_id, session_id) REFERENCES sessions (user_id, id) ON DELETE SET NULL (session_id);
CREATE INDEX agent_tokens_session ON agent_tokens (session_id) WHERE session_id IS NOT NULL;

-- In which session it was approved.
ALTER TABLE device_codes ADD COLUMN session_id uuid,
    ADD FOREIGN KEY (user_id, session_id) REFERENCES sessions (user_id, id) ON DELETE SET NULL (session_id);
CREATE INDEX device_codes_session ON device_codes (session_id) WHERE session_id IS NOT NULL;

ALTER TABLE sessions DROP CONSTRAINT sessions_revoke_reason_check;
ALTER TABLE sessions ADD CONSTRAINT sessions_revoke_reason_check
    CHECK (revoke_reason IN ('logout', 'reuse', 'password', 'administrator', 'ended', 'too_many'));
CREATE INDEX sessions_live ON sessions (user_id, last_used_at) WHERE revoked_at IS NULL;

ALTER TABLE users ADD COLUMN language text CHECK (language IN ('en', 'de'));  -- NULL: the browser's.

-- Browsers that somebody signed in with. Their cookie signs nobody in.
CREATE TABLE browsers (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    token_hash bytea NOT NULL CHECK (length(token_hash) = 32),  -- SHA-256; the same for all who use that browser.
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (token_hash, user_id)
);
CREATE INDEX browsers_used ON browsers (user_id, last_used_at);
SELECT guard_tenant_table('browsers');

-- Attempts are counted for an address and where they come from, and for the address alone, which has no source.
ALTER TABLE sign_in_attempts ADD COLUMN source text NOT NULL DEFAULT '' CHECK (length(source) <= 64);
ALTER TABLE sign_in_attempts DROP CONSTRAINT sign_in_attempts_pkey, ADD PRIMARY KEY (email_hash, source);

ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN
    ('quota_near_limit', 'quota_exhausted', 'retries_exhausted', 'connection_broken', 'first_sync', 'new_browser'));
