-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who may come in, and with what.

CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
    full_name text NOT NULL DEFAULT '' CHECK (length(full_name) <= 200),
    password_hash text CHECK (length(password_hash) <= 256),  -- NULL: comes in by an identity only.
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
    failed_logins integer NOT NULL DEFAULT 0 CHECK (failed_logins >= 0),
    locked_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email ON users (lower(email));
SELECT guard_tenant_table('users', 'id');

-- A user at an OIDC issuer.
CREATE TABLE identities (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (issuer, subject)
);
CREATE INDEX identities_user ON identities (user_id);
SELECT guard_tenant_table('identities');

-- One sign-in: the family of all refresh tokens that descend from it.
CREATE TABLE sessions (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    user_agent text NOT NULL DEFAULT '' CHECK (length(user_agent) <= 500),
    address text NOT NULL DEFAULT '' CHECK (length(address) <= 64),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoke_reason text CHECK (revoke_reason IN ('logout', 'reuse', 'password', 'administrator')),
    CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL)),
    UNIQUE (user_id, id)
);
CREATE INDEX sessions_expiry ON sessions (expires_at);
SELECT guard_tenant_table('sessions');

CREATE TABLE refresh_tokens (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    session_id uuid NOT NULL,
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),  -- SHA-256
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz,  -- Exchanged for the next one. Shown again after that, it was stolen.
    FOREIGN KEY (user_id, session_id) REFERENCES sessions (user_id, id) ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
SELECT guard_tenant_table('refresh_tokens');

CREATE TABLE agent_tokens (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    jti uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX agent_tokens_user ON agent_tokens (user_id);
SELECT guard_tenant_table('agent_tokens');

-- An agent that waits to be approved. It is nobody's until someone signed in says it is theirs.
CREATE TABLE device_codes (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid REFERENCES users ON DELETE CASCADE,
    device_code_hash bytea NOT NULL UNIQUE CHECK (length(device_code_hash) = 32),  -- SHA-256
    user_code text NOT NULL CHECK (length(user_code) BETWEEN 4 AND 16),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'denied', 'redeemed')),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    last_polled_at timestamptz,
    CHECK (status = 'pending' OR user_id IS NOT NULL)
);
CREATE UNIQUE INDEX device_codes_shown ON device_codes (user_code) WHERE status = 'pending';
CREATE INDEX device_codes_user ON device_codes (user_id);
CREATE INDEX device_codes_expiry ON device_codes (expires_at);
SELECT guard_tenant_table('device_codes');

-- What happened to an account. It outlives the account, then without a name.
CREATE TABLE audit (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid REFERENCES users ON DELETE SET NULL,
    action text NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
    address text NOT NULL DEFAULT '' CHECK (length(address) <= 64),
    request_id text NOT NULL DEFAULT '' CHECK (length(request_id) <= 64),
    details jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_user ON audit (user_id, created_at);
SELECT guard_tenant_table('audit');
REVOKE UPDATE, DELETE ON audit FROM rmirror_tenant;
