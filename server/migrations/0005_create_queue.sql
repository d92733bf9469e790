-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What is to be done (sync_queue), what has been done (sync_records), and for whom it is done.

-- One user's credential at a provider, sealed.
CREATE TABLE connections (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 50),
    workspace_id text NOT NULL DEFAULT '' CHECK (length(workspace_id) <= 255),
    credential bytea NOT NULL CHECK (length(credential) <= 65536),  -- A versioned envelope; never plain.
    key_id text NOT NULL CHECK (length(key_id) BETWEEN 1 AND 50),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'broken')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, provider, workspace_id),
    UNIQUE (user_id, id)
);
SELECT guard_tenant_table('connections');

-- One user's settings for a target, and the connection it uses.
CREATE TABLE integrations (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),
    connection_id uuid,
    is_enabled boolean NOT NULL DEFAULT true,
    settings jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (user_id, connection_id) REFERENCES connections (user_id, id),
    UNIQUE (user_id, target_name)
);
CREATE INDEX integrations_connection ON integrations (connection_id);
SELECT guard_tenant_table('integrations');

CREATE TABLE sync_queue (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),  -- 'ocr', or a target's name.
    item_type text NOT NULL CHECK (item_type IN
        ('ocr_page', 'notebook', 'notebook_metadata', 'page_text', 'todo', 'highlight')),
    item_key uuid NOT NULL,  -- Our own id of the page, notebook, todo or highlight.
    operation text NOT NULL DEFAULT 'create' CHECK (operation IN ('create', 'update', 'delete')),
    content_hash text CHECK (length(content_hash) <= 100),
    priority integer NOT NULL DEFAULT 5 CHECK (priority BETWEEN 1 AND 10),  -- 1 comes first.
    trigger_source text NOT NULL DEFAULT 'file_watcher' CHECK (trigger_source IN
        ('manual', 'webhook', 'scheduled', 'file_watcher')),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN
        ('pending', 'processing', 'retry', 'completed', 'failed', 'cancelled')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    run_after timestamptz NOT NULL DEFAULT now(),
    lease_id uuid,  -- A new one with each claim, so that who lost its lease cannot finish the item.
    leased_until timestamptz,
    is_outdated boolean NOT NULL DEFAULT false,  -- Asked for again while it was being done: do it once more.
    error_class text CHECK (error_class IN
        ('network_error', 'rate_limit', 'auth_error', 'invalid_data', 'quota_exceeded', 'unknown_error')),
    error_message text CHECK (length(error_message) <= 1000),
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    completed_at timestamptz,
    CHECK ((status = 'processing') = (lease_id IS NOT NULL)),
    CHECK ((lease_id IS NULL) = (leased_until IS NULL)),
    CHECK ((status IN ('completed', 'failed', 'cancelled')) = (completed_at IS NOT NULL))
);
CREATE UNIQUE INDEX sync_queue_live ON sync_queue (user_id, target_name, item_type, item_key)
    WHERE status IN ('pending', 'processing', 'retry');
CREATE INDEX sync_queue_next ON sync_queue (priority, run_after, id) WHERE status IN ('pending', 'retry');
CREATE INDEX sync_queue_leases ON sync_queue (leased_until) WHERE status = 'processing';
CREATE INDEX sync_queue_user ON sync_queue (user_id, created_at);
CREATE INDEX sync_queue_done ON sync_queue (completed_at) WHERE completed_at IS NOT NULL;
SELECT guard_tenant_table('sync_queue');

-- Workers listen; they look every few seconds as well, for what becomes due without anybody saying so.
CREATE FUNCTION wake_workers() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rmirror_queue', '');
    RETURN NULL;
END
$$;
CREATE TRIGGER wake_workers AFTER INSERT OR UPDATE OF run_after, priority ON sync_queue
    FOR EACH STATEMENT EXECUTE FUNCTION wake_workers();

CREATE TABLE sync_records (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),
    item_type text NOT NULL CHECK (item_type IN
        ('notebook', 'notebook_metadata', 'page_text', 'todo', 'highlight')),
    item_key uuid NOT NULL,
    content_hash text CHECK (length(content_hash) <= 100),
    notebook_uuid uuid,
    page_uuid uuid,
    page_number integer CHECK (page_number > 0),
    external_id text CHECK (length(external_id) <= 500),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN
        ('pending', 'in_progress', 'success', 'retry', 'failed', 'skipped')),
    error_message text CHECK (length(error_message) <= 1000),
    retry_count integer NOT NULL DEFAULT 0 CHECK (retry_count >= 0),
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    synced_at timestamptz,
    UNIQUE (user_id, target_name, item_type, item_key)
);
SELECT guard_tenant_table('sync_records');

CREATE TABLE notifications (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN
        ('quota_near_limit', 'quota_exhausted', 'retries_exhausted', 'connection_broken', 'first_sync')),
    about text NOT NULL CHECK (length(about) <= 200),  -- Says it once: the period, or the item.
    details jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at timestamptz,
    UNIQUE (user_id, kind, about)
);
CREATE INDEX notifications_newest ON notifications (user_id, created_at DESC);
SELECT guard_tenant_table('notifications');
