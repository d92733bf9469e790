-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Mail to people, the links in it (docs/decisions/0109), and which notices they want (docs/decisions/0110).

-- Whether this installation can send mail, as its workers last reported. One row, or none: then no mail is queued.
CREATE TABLE mail_state (
    is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
    domain text NOT NULL CHECK (length(domain) BETWEEN 1 AND 255)  -- Of message ids.
);
GRANT SELECT ON mail_state TO rmirror_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_state TO rmirror_system;

-- A mail that is to be sent, written in the transaction of its cause. What is still to be done is in sync_queue, with the
-- mail's id as item_key.
CREATE TABLE mails (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,  -- Whom it is for, or who caused it.
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 50),
    period text NOT NULL CHECK (length(period) BETWEEN 1 AND 200),  -- For which one mail of the kind is sent.
    message_id text NOT NULL CHECK (length(message_id) <= 300),     -- The same however often it is sent.
    recipient text CHECK (length(recipient) BETWEEN 3 AND 320),     -- NULL: the user's address when it is sent.
    details jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(details) = 'object'),
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'composed', 'sent', 'failed', 'dropped')),
    composed_at timestamptz,  -- Its content is fixed since then.
    ended_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, kind, period),
    CHECK ((status IN ('sent', 'failed', 'dropped')) = (ended_at IS NOT NULL))
);
CREATE INDEX mails_ended ON mails (ended_at) WHERE ended_at IS NOT NULL;
SELECT guard_tenant_table('mails');

-- A link in a mail that does something without a sign-in, once. It has the id of its mail.
CREATE TABLE account_links (
    id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose text NOT NULL CHECK (purpose IN ('reset_password', 'confirm_address', 'change_address')),
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),  -- SHA-256.
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),       -- Where the mail went.
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX account_links_expiry ON account_links (expires_at);
SELECT guard_tenant_table('account_links');

-- What was asked for by an address. Workers find out whether the address has an account, so that the answer to the
-- request doesn't depend on it, nor the time that it takes. Admins, who can't write the rows of users, ask for mail here.
CREATE TABLE mail_requests (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    purpose text NOT NULL CHECK (purpose IN ('reset_password', 'invitation')),
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
    invited_by uuid REFERENCES users ON DELETE CASCADE,  -- The admin. Their invitation's code is that of this row's id.
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((purpose = 'invitation') = (invited_by IS NOT NULL))
);
CREATE INDEX mail_requests_invited_by ON mail_requests (invited_by) WHERE invited_by IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_requests TO rmirror_system;

-- What a user wants of notices. Without a row, it is on. The dashboard always shows them.
CREATE TABLE notice_choices (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    topic text NOT NULL CHECK (topic IN ('quota', 'delivery', 'plan', 'security')),
    channel text NOT NULL CHECK (channel IN ('mail', 'webhook')),
    is_on boolean NOT NULL,
    PRIMARY KEY (user_id, topic, channel)
);
SELECT guard_tenant_table('notice_choices');

-- Where notices of users with the tier enterprise are sent as well, signed. The secret is derived from the server's own.
CREATE TABLE notice_webhooks (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    address text NOT NULL CHECK (length(address) BETWEEN 1 AND 2000),
    secret_number bigint NOT NULL DEFAULT 1 CHECK (secret_number > 0),  -- Each has another secret.
    stopped_at timestamptz,  -- The receiver said that it doesn't want more.
    created_at timestamptz NOT NULL DEFAULT now()
);
SELECT guard_tenant_table('notice_webhooks');
