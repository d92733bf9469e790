-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Connecting services by OAuth, where a person may have several workspaces and tokens are replaced as they expire.

ALTER TABLE connections
    ADD COLUMN workspace_name text CHECK (length(workspace_name) <= 1000),
    ADD COLUMN kind text CHECK (kind IN ('oauth', 'token')),  -- NULL: the service knows one kind.
    ADD COLUMN bot_id text CHECK (length(bot_id) <= 255),  -- Who the credential is at the service.
    -- What the credential can be used for, as far as the service has told: {"reads_content": true}.
    ADD COLUMN grants jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(grants) = 'object'),
    ADD COLUMN version bigint NOT NULL DEFAULT 1,  -- One more with each credential.
    -- Who is asking the service for the next credential, and until when nobody else does.
    ADD COLUMN refresh_id uuid,
    ADD COLUMN refresh_until timestamptz,
    ADD COLUMN refused_at timestamptz,  -- The service takes this credential no more.
    ADD COLUMN blocked_because text CHECK (length(blocked_because) BETWEEN 1 AND 1000),  -- By whoever runs the server.
    ADD CONSTRAINT connections_refresh_check CHECK ((refresh_id IS NULL) = (refresh_until IS NULL));
CREATE INDEX connections_workspace ON connections (provider, workspace_id) WHERE workspace_id <> '';

-- Which account had a workspace first; no other may have it. Outlives the connection and the account, so it refers to
-- neither, and no tenant sees it.
CREATE TABLE workspace_history (
    provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 50),
    workspace_id text NOT NULL CHECK (length(workspace_id) BETWEEN 1 AND 255),
    account_id uuid,  -- NULL: nobody yet.
    connected_at timestamptz,
    blocked_at timestamptz,
    blocked_because text CHECK (length(blocked_because) BETWEEN 1 AND 1000),
    PRIMARY KEY (provider, workspace_id),
    CHECK ((account_id IS NULL) = (connected_at IS NULL)),
    CHECK ((blocked_at IS NULL) = (blocked_because IS NULL))
);
GRANT SELECT, INSERT, UPDATE, DELETE ON workspace_history TO rmirror_system;

-- Who was sent to a service to be asked, so that nobody else's answer is taken for theirs.
CREATE TABLE oauth_states (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    session_id uuid,  -- NULL: signed in by a sign-in service, which has the sessions.
    provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 50),
    state_hash bytea NOT NULL UNIQUE CHECK (length(state_hash) = 32),  -- SHA-256
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    FOREIGN KEY (user_id, session_id) REFERENCES sessions (user_id, id) ON DELETE CASCADE
);
CREATE INDEX oauth_states_session ON oauth_states (user_id, session_id);
SELECT guard_tenant_table('oauth_states');
