-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Accounts, and what signs people and devices in.
--
-- In this and all other files, a tenant table's keys begin with user_id (docs/decisions/0082). The exceptions are keys
-- on a secret or an address by which a row is found before its user is known.

CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    email text CHECK (length(email) BETWEEN 3 AND 320),  -- NULL: the sign-in service told none.
    full_name text NOT NULL DEFAULT '' CHECK (length(full_name) <= 200),
    password_hash text CHECK (length(password_hash) <= 256),  -- NULL: signs in with an identity only.
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
    language text CHECK (language IN ('en', 'de')),  -- NULL: the browser's.
    time_zone text CHECK (length(time_zone) <= 100),  -- A name that PostgreSQL knows. NULL: the browser's.
    -- The first steps are shown until the user has completed or dismissed them.
    first_steps_ended_at timestamptz,
    -- Days for which notebooks that disappeared from the tablet are kept. NULL: until the user removes them.
    retention_days integer CHECK (retention_days BETWEEN 7 AND 3650),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email ON users (lower(email));
SELECT guard_tenant_table('users', 'id');

-- A user's account at an OIDC issuer.
CREATE TABLE identities (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    UNIQUE (issuer, subject)
);
SELECT guard_tenant_table('identities');

-- One sign-in. Every refresh token that is exchanged for another belongs to the same session.
CREATE TABLE sessions (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    user_agent text NOT NULL DEFAULT '' CHECK (length(user_agent) <= 500),
    address text NOT NULL DEFAULT '' CHECK (length(address) <= 64),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoke_reason text CHECK (revoke_reason IN ('logout', 'reuse', 'password', 'administrator', 'ended', 'too_many')),
    PRIMARY KEY (user_id, id),
    CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL))
);
CREATE INDEX sessions_live ON sessions (user_id, last_used_at) WHERE revoked_at IS NULL;
CREATE INDEX sessions_expiry ON sessions (expires_at);
SELECT guard_tenant_table('sessions');

CREATE TABLE refresh_tokens (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    session_id uuid NOT NULL,
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),  -- SHA-256.
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz,  -- When it was exchanged. A token that is used again later was stolen.
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, session_id) REFERENCES sessions ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (user_id, session_id);
SELECT guard_tenant_table('refresh_tokens');

-- Browsers in which a user has signed in. Their cookie doesn't sign anyone in: it tells a known browser from a new one.
CREATE TABLE browsers (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    token_hash bytea NOT NULL CHECK (length(token_hash) = 32),  -- SHA-256. Users of one browser share it.
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, token_hash)
);
CREATE INDEX browsers_used ON browsers (user_id, last_used_at);
-- A renewed token replaces the former one for all users of the browser.
CREATE INDEX browsers_token ON browsers (token_hash);
SELECT guard_tenant_table('browsers');

-- Devices that upload. A device belongs to the session in which it was approved and ends with a stolen session.
CREATE TABLE agent_tokens (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    session_id uuid,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    jti uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),  -- The id of its current token.
    previous_jti uuid UNIQUE,    -- The id of the token before the last renewal,
    previous_until timestamptz,  -- which is still accepted until then.
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    renewed_at timestamptz,
    renewals integer NOT NULL DEFAULT 0 CHECK (renewals >= 0),
    revoked_at timestamptz,
    reused_at timestamptz,  -- When a renewed token was used again, which signed the device out.
    -- What the device last reported about itself.
    version text CHECK (length(version) BETWEEN 1 AND 50),
    platform text CHECK (length(platform) BETWEEN 1 AND 100),
    sources text[] CHECK (cardinality(sources) <= 10),
    last_sync_at timestamptz,
    problem text CHECK (length(problem) BETWEEN 1 AND 300),
    reported_at timestamptz,  -- NULL: it hasn't reported yet.
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, session_id) REFERENCES sessions ON DELETE SET NULL (session_id),
    CHECK ((previous_jti IS NULL) = (previous_until IS NULL)),
    CHECK (previous_jti <> jti),
    CHECK (num_nonnulls(version, platform, sources, reported_at) IN (0, 4)),
    CHECK (reported_at IS NOT NULL OR num_nonnulls(last_sync_at, problem) = 0),
    CHECK ((renewed_at IS NULL) = (renewals = 0)),
    CHECK (reused_at IS NULL OR revoked_at IS NOT NULL)
);
CREATE INDEX agent_tokens_session ON agent_tokens (user_id, session_id) WHERE session_id IS NOT NULL;
SELECT guard_tenant_table('agent_tokens');

-- Renewed tokens, for as long as a stolen copy could still be presented.
CREATE TABLE used_agent_tokens (
    jti uuid NOT NULL,
    user_id uuid NOT NULL,
    agent_token_id uuid NOT NULL,
    used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, jti),
    FOREIGN KEY (user_id, agent_token_id) REFERENCES agent_tokens ON DELETE CASCADE
);
CREATE INDEX used_agent_tokens_device ON used_agent_tokens (user_id, agent_token_id);
SELECT guard_tenant_table('used_agent_tokens');

-- A device that waits for approval. It has no user until someone who is signed in approves or denies it.
CREATE TABLE device_codes (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid REFERENCES users ON DELETE CASCADE,
    session_id uuid,  -- In which it was approved.
    device_code_hash bytea NOT NULL UNIQUE CHECK (length(device_code_hash) = 32),  -- SHA-256.
    user_code text NOT NULL CHECK (length(user_code) BETWEEN 4 AND 16),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'denied', 'redeemed')),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    last_polled_at timestamptz,
    FOREIGN KEY (user_id, session_id) REFERENCES sessions ON DELETE SET NULL (session_id),
    CHECK (status = 'pending' OR user_id IS NOT NULL)
);
CREATE UNIQUE INDEX device_codes_shown ON device_codes (user_code) WHERE status = 'pending';
CREATE INDEX device_codes_expiry ON device_codes (expires_at);
CREATE INDEX device_codes_session ON device_codes (user_id, session_id) WHERE session_id IS NOT NULL;
CREATE INDEX device_codes_user ON device_codes (user_id);
SELECT guard_tenant_table('device_codes');

-- Each lets one person create an account. They have no user: who used one isn't recorded.
CREATE TABLE invitations (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    code_hash bytea NOT NULL UNIQUE CHECK (length(code_hash) = 32),  -- SHA-256.
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
GRANT SELECT, INSERT, UPDATE, DELETE ON invitations TO rmirror_system;

-- Attempts to sign in are counted by address, whether or not it has an account: otherwise a lock would reveal which
-- addresses have one. One row counts an address from one source; the row without a source counts all of them.
CREATE TABLE sign_in_attempts (
    email_hash bytea NOT NULL CHECK (length(email_hash) = 32),  -- SHA-256 of the address in lower case.
    source text NOT NULL DEFAULT '' CHECK (length(source) <= 64),
    attempts integer NOT NULL DEFAULT 1 CHECK (attempts > 0),
    locked_until timestamptz,
    last_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (email_hash, source)
);
CREATE INDEX sign_in_attempts_age ON sign_in_attempts (last_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO rmirror_system;

-- What happened in an account. It outlives the account, then without the user.
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
CREATE INDEX audit_age ON audit (created_at);
SELECT guard_tenant_table('audit');
REVOKE UPDATE, DELETE ON audit FROM rmirror_tenant;
