-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Services that a user's library is delivered to, what was delivered, and what the user is notified of.

-- A user's credential at a service.
CREATE TABLE connections (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 50),
    workspace_id text NOT NULL DEFAULT '' CHECK (length(workspace_id) <= 255),
    workspace_name text CHECK (length(workspace_name) <= 1000),
    kind text CHECK (kind IN ('oauth', 'token')),  -- NULL: the service has only one kind.
    bot_id text CHECK (length(bot_id) <= 255),  -- Who the credential is at the service.
    credential bytea NOT NULL CHECK (length(credential) <= 65536),  -- Encrypted, with a version.
    key_id text NOT NULL CHECK (length(key_id) BETWEEN 1 AND 50),  -- The master key that encrypted it.
    -- What the credential is known to permit: {"reads_content": true}.
    grants jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(grants) = 'object'),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'broken')),
    version bigint NOT NULL DEFAULT 1,  -- Increases with each credential.
    -- Which process refreshes the credential, and until when no other one does.
    refresh_id uuid,
    refresh_until timestamptz,
    refused_at timestamptz,  -- When the service rejected this credential.
    blocked_because text CHECK (length(blocked_because) BETWEEN 1 AND 1000),  -- By the operator.
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, provider, workspace_id),
    CONSTRAINT connections_refresh_check CHECK ((refresh_id IS NULL) = (refresh_until IS NULL))
);
-- Across users: webhooks and blocks name a workspace.
CREATE INDEX connections_workspace ON connections (provider, workspace_id) WHERE workspace_id <> '';
-- Across users: rotation of the master keys.
CREATE INDEX connections_key ON connections (key_id, id);
SELECT guard_tenant_table('connections');

-- Pages at a service that a user pinned for choosing where things go.
CREATE TABLE favourite_pages (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    connection_id uuid NOT NULL,
    page_id uuid NOT NULL,  -- The service's id.
    -- As last seen, so that showing the page takes no request.
    title text NOT NULL CHECK (length(title) <= 2000),
    url text NOT NULL CHECK (length(url) <= 2000),
    icon text NOT NULL CHECK (length(icon) <= 50),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, connection_id, page_id),
    FOREIGN KEY (user_id, connection_id) REFERENCES connections ON DELETE CASCADE
);
SELECT guard_tenant_table('favourite_pages');

-- OAuth requests in progress, so that no other user's answer is accepted.
CREATE TABLE oauth_states (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    session_id uuid,  -- NULL: signed in by a sign-in service, which keeps the sessions.
    provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 50),
    state_hash bytea NOT NULL UNIQUE CHECK (length(state_hash) = 32),  -- SHA-256.
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, session_id) REFERENCES sessions ON DELETE CASCADE
);
CREATE INDEX oauth_states_session ON oauth_states (user_id, session_id);
SELECT guard_tenant_table('oauth_states');

-- The first account that connected a workspace: no other may connect it. Outlives the connection and the account, so
-- it refers to neither, and tenants can't see it.
CREATE TABLE workspace_history (
    provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 50),
    workspace_id text NOT NULL CHECK (length(workspace_id) BETWEEN 1 AND 255),
    account_id uuid,  -- NULL: none yet.
    connected_at timestamptz,
    blocked_at timestamptz,
    blocked_because text CHECK (length(blocked_because) BETWEEN 1 AND 1000),
    PRIMARY KEY (provider, workspace_id),
    CHECK ((account_id IS NULL) = (connected_at IS NULL)),
    CHECK ((blocked_at IS NULL) = (blocked_because IS NULL))
);
GRANT SELECT, INSERT, UPDATE, DELETE ON workspace_history TO rmirror_system;

-- A user's settings for a target. It follows the change log with a cursor of its own (docs/decisions/0049).
CREATE TABLE integrations (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),
    connection_id uuid,
    is_enabled boolean NOT NULL DEFAULT true,
    settings jsonb NOT NULL DEFAULT '{}',
    choice jsonb,  -- {"notebooks": [uuid], "folders": [uuid], "tags": [text]}. NULL: everything.
    -- What of it is delivered, and where: {"list": [{"tags": [text], "folders": [uuid], "types": [text], "is_pinned":
    -- boolean or null, "words": [text], "does": "send" or "leave_out", "place": text or null}], "otherwise": as "does",
    -- "leave": "withdraw" or "keep"}. NULL: no rules (docs/decisions/0095).
    rules jsonb,
    -- What its owner wants texts to look like: {"page": text, "todo": text, …, "steps": [{"do": text, …}]}, as
    -- shared/src/templates checks it. NULL: as they are (docs/decisions/0096).
    templates jsonb,
    verified_code text CHECK (length(verified_code) <= 2000),  -- The last "address" in templates whose owner agreed.
    key_hash text CHECK (key_hash ~ '^[0-9a-f]{64}$'),  -- Of the API key of a client that polls.
    -- A second credential: the keys of its values, and since when it is used because the service refused the first. It
    -- is then the first, and the refused one the second.
    second_keys text[] NOT NULL DEFAULT '{}',
    second_since timestamptz,
    verified_address text CHECK (length(verified_address) <= 2000),  -- The last one whose owner agreed to events.
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- The last row of the change log that was processed. '~' sorts after all kinds.
    cursor_change bigint NOT NULL DEFAULT 0,
    cursor_kind text NOT NULL DEFAULT '~',
    cursor_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    cursor_page uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    checked_at timestamptz NOT NULL DEFAULT now(),  -- When the whole library was last compared.
    first_synced_at timestamptz,
    backfill_stopped_at timestamptz,  -- NULL: the first sync wasn't stopped, or was started again.
    -- Failures of the service or its credential stop the integration; trials find out whether it works again.
    failures_running integer NOT NULL DEFAULT 0,  -- Consecutive calls without an answer or with a 5xx.
    stopped_at timestamptz,
    stopped_class text CHECK (stopped_class IN (
        'network_error', 'rate_limit', 'auth_error', 'invalid_data', 'quota_exceeded', 'unknown_error')),
    stopped_because text CHECK (length(stopped_because) <= 1000),
    trials integer NOT NULL DEFAULT 0,  -- Since it stopped.
    -- Increases with each stop and reconnection: the result of a delivery that began before says nothing of the state
    -- after it.
    generation bigint NOT NULL DEFAULT 0,
    removing_at timestamptz,  -- What was made at the service is being removed, and then this row.
    next_settings jsonb,  -- Takes effect once that is removed. NULL: the integration is removed then.
    keeps_made boolean NOT NULL DEFAULT false,  -- While it is removed: what was made at the service stays.
    -- Polling for changes that people make at the service.
    look_due_at timestamptz NOT NULL DEFAULT now(),
    looking_until timestamptz,  -- The lease of the worker that polls.
    looked_at timestamptz,      -- When the last poll began.
    looked_to timestamptz,      -- By the service's clock: earlier changes have been seen.
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, target_name),
    FOREIGN KEY (user_id, connection_id) REFERENCES connections,
    CONSTRAINT integrations_stopped_check CHECK ((stopped_at IS NULL) = (stopped_because IS NULL)),
    CHECK (next_settings IS NULL OR removing_at IS NOT NULL),
    CHECK (removing_at IS NOT NULL OR NOT keeps_made)
);
CREATE INDEX integrations_change ON integrations (user_id, change);
CREATE INDEX integrations_connection ON integrations (user_id, connection_id);
-- Across users: a client that polls names nothing but its key.
CREATE INDEX integrations_key ON integrations (key_hash) WHERE key_hash IS NOT NULL;
-- Across users: which integration is polled next.
CREATE INDEX integrations_look ON integrations (target_name, look_due_at);
SELECT guard_tenant_table('integrations');

-- Tombstones of integrations. In a table of their own because a target can be set up again at once.
CREATE TABLE removed_integrations (
    id uuid NOT NULL,  -- The integration's.
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz NOT NULL DEFAULT now(),
    change bigint NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX removed_integrations_change ON removed_integrations (user_id, change);
CREATE INDEX removed_integrations_deleted ON removed_integrations (deleted_at);
SELECT guard_tenant_table('removed_integrations');

-- Comparisons of a library, or a part of it, beside the change log: the first sync, a changed choice, the daily check,
-- or a request. First the notebooks, the ones changed last first, then the records whose items are gone.
CREATE TABLE sync_passes (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    run_id uuid,  -- Of the request that began it, maybe at several targets. NULL: no request did.
    -- stop: what a stopped backfill had not compared is recorded as skipped.
    cause text NOT NULL CHECK (cause IN ('first', 'choice', 'check', 'trigger', 'removal', 'stop')),
    item_type text,  -- NULL: all types.
    notebook_uuids uuid[],  -- NULL: all notebooks.
    most integer CHECK (most > 0),  -- The limit of queued items. NULL: none.
    stage text NOT NULL DEFAULT 'notebooks' CHECK (stage IN ('notebooks', 'records', 'done')),
    cursor_at timestamptz NOT NULL DEFAULT 'infinity',
    cursor_id uuid NOT NULL DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    cursor_page uuid NOT NULL DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    queued integer NOT NULL DEFAULT 0,
    skipped integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, integration_id) REFERENCES integrations ON DELETE CASCADE
);
CREATE INDEX sync_passes_integration ON sync_passes (user_id, integration_id, id);
CREATE INDEX sync_passes_run ON sync_passes (user_id, run_id) WHERE run_id IS NOT NULL;
SELECT guard_tenant_table('sync_passes');

-- Previews that are being counted. Each request for one continues where the last one ended.
CREATE TABLE previews (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),
    -- {"types": [text], "extras": [text], "choice": as integrations.choice, "rules": as integrations.rules,
    -- "usual_place": text, where items without a place of a rule are brought}
    question jsonb NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32),  -- SHA-256 of the question.
    stage text NOT NULL DEFAULT 'notebooks' CHECK (stage IN ('notebooks', 'records')),
    cursor_at timestamptz NOT NULL DEFAULT 'infinity',
    cursor_id uuid NOT NULL DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    cursor_page uuid NOT NULL DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    tally jsonb NOT NULL DEFAULT '{}',
    sample text,  -- One item as it would be sent.
    asked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, target_name, digest)
);
SELECT guard_tenant_table('previews');

-- What a target has of each item.
CREATE TABLE sync_records (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),
    item_type text NOT NULL CHECK (item_type IN ('notebook', 'notebook_metadata', 'page_text', 'todo', 'highlight')),
    item_key uuid NOT NULL,
    -- Of the content that was last sent. NULL: removed. 'again': differs from every hash, so the item is sent again.
    -- 'covered': it is removed together with its notebook.
    content_hash text CHECK (length(content_hash) <= 100),
    notebook_uuid uuid,
    page_uuid uuid,
    page_number integer CHECK (page_number > 0),
    external_id text CHECK (length(external_id) <= 500),
    -- Where it was brought by a rule: a project, a database or a folder. NULL: the place of the settings. Of targets
    -- that take notebooks, the notebook's record decides.
    place text CHECK (length(place) <= 500),
    marker uuid,  -- Of the last attempt that began.
    status text NOT NULL DEFAULT 'pending' CHECK (status IN (
        'pending', 'in_progress', 'success', 'retry', 'failed', 'skipped')),
    error_class text CHECK (error_class IN (
        'network_error', 'rate_limit', 'auth_error', 'invalid_data', 'quota_exceeded', 'unknown_error')),
    error_message text CHECK (length(error_message) <= 1000),
    retry_count integer NOT NULL DEFAULT 0 CHECK (retry_count >= 0),
    metadata jsonb NOT NULL DEFAULT '{}',
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    synced_at timestamptz,
    -- When the item is delivered once more although it hasn't changed, because a delivery left something for later,
    -- such as an image that may still change (docs/decisions/0053).
    again_at timestamptz,
    deleted_at timestamptz,  -- A tombstone.
    PRIMARY KEY (user_id, id)
);
CREATE INDEX sync_records_target ON sync_records (user_id, target_name, id) WHERE deleted_at IS NULL;
CREATE INDEX sync_records_notebook ON sync_records (user_id, notebook_uuid, target_name);
CREATE INDEX sync_records_change ON sync_records (user_id, change, id);
CREATE INDEX sync_records_again ON sync_records (again_at) WHERE again_at IS NOT NULL;
CREATE INDEX sync_records_deleted ON sync_records (deleted_at) WHERE deleted_at IS NOT NULL;
-- Created last, so that it is taken for look-ups of single records: see guard_tenant_table().
ALTER TABLE sync_records ADD CONSTRAINT sync_records_item_key UNIQUE (user_id, item_key, item_type, target_name);
SELECT guard_tenant_table('sync_records');

CREATE TABLE notifications (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN (
        'quota_near_limit', 'quota_exhausted', 'retries_exhausted', 'connection_broken', 'first_sync', 'new_browser',
        'removal_held', 'device_signed_out', 'mail_undeliverable', 'quota_reset', 'service_limit', 'new_device',
        'payment_failed', 'plan_ended')),
    about text NOT NULL CHECK (length(about) <= 200),  -- What it is sent once for, such as a period or an item.
    details jsonb NOT NULL DEFAULT '{}',
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at timestamptz,
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, kind, about)
);
CREATE INDEX notifications_change ON notifications (user_id, change);
CREATE INDEX notifications_newest ON notifications (user_id, created_at DESC);
SELECT guard_tenant_table('notifications');
