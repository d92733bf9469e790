-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Accounts, and what signs people and devices in.
--
-- In this and all other files, a tenant table's keys begin with user_id (docs/decisions/0082). The exceptions are keys
-- on a secret or an address by which a row is found before its user is known.

CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    email text CHECK (length(email) BETWEEN 3 AND 320),  -- NULL: the sign-in service told none.
    email_confirmed_at timestamptz,  -- When its owner was shown to read mail there. NULL: not yet.
    -- When the mail server last refused a mail to the address, and its reply. NULL: it hasn't.
    email_failed_at timestamptz,
    email_failure text CHECK (length(email_failure) <= 400),
    full_name text NOT NULL DEFAULT '' CHECK (length(full_name) <= 200),
    password_hash text CHECK (length(password_hash) <= 256),  -- NULL: signs in with an identity only.
    -- leaving: its owner deleted the account, and what it has is being removed (docs/decisions/0099).
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'leaving')),
    leaving_at timestamptz,
    leaving_receipt bytea CHECK (length(leaving_receipt) = 32),  -- SHA-256, of what tells the person when all is gone.
    language text CHECK (language IN ('en', 'de')),  -- NULL: the browser's.
    time_zone text CHECK (length(time_zone) <= 100),  -- A name that PostgreSQL knows. NULL: the browser's.
    -- The first steps are shown until the user has completed or dismissed them.
    first_steps_ended_at timestamptz,
    -- Days for which notebooks that disappeared from the tablet are kept. NULL: until the user removes them.
    retention_days integer CHECK (retention_days BETWEEN 7 AND 3650),
    -- The version of terms and privacy policy that the user last accepted (RMIRROR_LEGAL_DIR). NULL: none.
    accepted_legal text CHECK (length(accepted_legal) BETWEEN 1 AND 50),
    accepted_legal_at timestamptz,
    -- Whether the dashboard may send how long its screens take, and which kinds of errors occur (docs/decisions/0098).
    sends_telemetry boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((status = 'leaving') = (leaving_at IS NOT NULL)),
    CHECK ((leaving_at IS NULL) = (leaving_receipt IS NULL)),
    CHECK ((accepted_legal IS NULL) = (accepted_legal_at IS NULL))
);
CREATE UNIQUE INDEX users_email ON users (lower(email));
CREATE INDEX users_leaving ON users (leaving_at) WHERE status = 'leaving';
CREATE INDEX users_receipt ON users (leaving_receipt) WHERE status = 'leaving';
SELECT guard_tenant_table('users', 'id');

-- Receipts of accounts of which nothing is left.
CREATE TABLE removal_receipts (
    receipt bytea PRIMARY KEY CHECK (length(receipt) = 32),  -- SHA-256.
    done_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX removal_receipts_age ON removal_receipts (done_at);
GRANT SELECT, INSERT, DELETE ON removal_receipts TO rmirror_system;

-- A user's account at an outside sign-in service (docs/decisions/0112).
CREATE TABLE identities (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    -- As the service last reported them; NULL unless it has verified the address.
    email text CHECK (length(email) BETWEEN 3 AND 320),
    full_name text NOT NULL DEFAULT '' CHECK (length(full_name) <= 200),
    reported_at timestamptz,  -- Of the state that the service's webhook reported last. NULL: none yet.
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    UNIQUE (issuer, subject)
);
SELECT guard_tenant_table('identities');

-- People whom their sign-in service has deleted. Tokens that it issued before, and late events, create no account.
CREATE TABLE deleted_identities (
    identity_hash bytea PRIMARY KEY CHECK (length(identity_hash) = 32),  -- SHA-256 of issuer and subject.
    deleted_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON deleted_identities TO rmirror_system;

-- Deliveries of Clerk's webhook that had their effect.
CREATE TABLE clerk_deliveries (
    id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 256),
    received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX clerk_deliveries_age ON clerk_deliveries (received_at);
GRANT SELECT, INSERT, DELETE ON clerk_deliveries TO rmirror_system;

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

-- Visits to the screens of sign-in providers (docs/decisions/0112). A visit is found by what the provider and the
-- browser's cookie bring back together.
CREATE TABLE sign_in_visits (
    state_hash bytea PRIMARY KEY CHECK (length(state_hash) = 32),  -- SHA-256 of the state, the cookie and the provider.
    user_id uuid REFERENCES users ON DELETE CASCADE,  -- Who connects an identity. NULL: someone who signs in.
    session_id uuid,  -- NULL for a user authenticated by the sign-in service, too.
    expires_at timestamptz NOT NULL,
    FOREIGN KEY (user_id, session_id) REFERENCES sessions ON DELETE CASCADE,
    CHECK (user_id IS NOT NULL OR session_id IS NULL)
);
CREATE INDEX sign_in_visits_expiry ON sign_in_visits (expires_at);
CREATE INDEX sign_in_visits_session ON sign_in_visits (user_id, session_id);
SELECT guard_tenant_table('sign_in_visits');

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
    used_at timestamptz,
    revoked_at timestamptz  -- By an admin.
);
GRANT SELECT, INSERT, UPDATE, DELETE ON invitations TO rmirror_system;

-- People without an account who asked for an invitation. The row goes when they have an account.
CREATE TABLE waitlist (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
    created_at timestamptz NOT NULL DEFAULT now(),
    invitation_id uuid UNIQUE REFERENCES invitations ON DELETE SET NULL  -- The last one made for them.
);
CREATE UNIQUE INDEX waitlist_email ON waitlist (lower(email));
GRANT SELECT, INSERT, UPDATE, DELETE ON waitlist TO rmirror_system;

-- Users who run this server. See 220_admin.sql for what they may see and do.
CREATE TABLE admins (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now()
);
SELECT guard_tenant_table('admins');
REVOKE INSERT, UPDATE, DELETE ON admins FROM rmirror_tenant;

-- What admins did. Rows are only added; who was concerned disappears with the account. Apart from `audit`, which is
-- about one account and which its owner may read.
CREATE TABLE admin_acts (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    admin_id uuid REFERENCES users ON DELETE SET NULL,
    is_by_command boolean NOT NULL,  -- On the server's command line; then there is no admin_id.
    act text NOT NULL CHECK (act IN (
        'make_admin', 'remove_admin', 'change_plan', 'invite', 'remove_from_waitlist', 'create_invitation',
        'revoke_invitation')),
    -- Whom or what it concerns.
    person_id uuid REFERENCES users ON DELETE SET NULL,
    waitlist_id uuid REFERENCES waitlist ON DELETE SET NULL,
    invitation_id uuid REFERENCES invitations ON DELETE SET NULL,
    before jsonb NOT NULL CHECK (jsonb_typeof(before) = 'object'),
    after jsonb NOT NULL CHECK (jsonb_typeof(after) = 'object'),
    undoes uuid UNIQUE REFERENCES admin_acts,  -- The act that this one undid.
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (NOT (is_by_command AND admin_id IS NOT NULL))
);
CREATE INDEX admin_acts_admin ON admin_acts (admin_id) WHERE admin_id IS NOT NULL;
CREATE INDEX admin_acts_person ON admin_acts (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX admin_acts_waitlist ON admin_acts (waitlist_id) WHERE waitlist_id IS NOT NULL;
CREATE INDEX admin_acts_invitation ON admin_acts (invitation_id) WHERE invitation_id IS NOT NULL;
GRANT SELECT, UPDATE (person_id) ON admin_acts TO rmirror_system;

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
