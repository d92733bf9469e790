-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Work that is to be done: transcriptions, deliveries and mails.

CREATE TABLE sync_queue (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),  -- 'ocr', 'pictures', 'meaning', 'mail', 'notice' or a target.
    item_type text NOT NULL CHECK (item_type IN (
        'ocr_page', 'page_pictures', 'page_meaning', 'notebook', 'notebook_metadata', 'page_text', 'todo', 'highlight',
        'mail', 'notice')),
    item_key uuid NOT NULL,  -- The id of the page, notebook, todo, highlight, mail or notification.
    group_key uuid,  -- Items of one group are with one worker at a time.
    pass_id uuid,    -- The sync_passes row that queued it.
    operation text NOT NULL DEFAULT 'create' CHECK (operation IN ('create', 'update', 'delete')),
    content_hash text CHECK (length(content_hash) <= 100),
    priority integer NOT NULL DEFAULT 5 CHECK (priority BETWEEN 1 AND 10),  -- 1 comes first.
    trigger_source text NOT NULL DEFAULT 'file_watcher' CHECK (trigger_source IN (
        'manual', 'webhook', 'scheduled', 'file_watcher')),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN (
        'pending', 'processing', 'retry', 'completed', 'failed', 'cancelled')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    run_after timestamptz NOT NULL DEFAULT now(),
    lease_id uuid,  -- New with each claim, so that a worker that lost its lease can't finish the item.
    leased_until timestamptz,
    is_outdated boolean NOT NULL DEFAULT false,  -- Queued again while it was processed: it is processed once more.
    error_class text CHECK (error_class IN (
        'network_error', 'rate_limit', 'auth_error', 'invalid_data', 'quota_exceeded', 'unknown_error')),
    error_message text CHECK (length(error_message) <= 1000),
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    completed_at timestamptz,
    PRIMARY KEY (user_id, id),
    CHECK ((status = 'processing') = (lease_id IS NOT NULL)),
    CHECK ((lease_id IS NULL) = (leased_until IS NULL)),
    CHECK ((status IN ('completed', 'failed', 'cancelled')) = (completed_at IS NOT NULL))
);
CREATE UNIQUE INDEX sync_queue_live ON sync_queue (user_id, target_name, item_type, item_key)
    WHERE status IN ('pending', 'processing', 'retry');
CREATE INDEX sync_queue_pass ON sync_queue (user_id, pass_id) WHERE pass_id IS NOT NULL;
-- The last attempt of an item that can be retried.
CREATE INDEX sync_queue_ended ON sync_queue (user_id, target_name, item_type, item_key, completed_at)
    WHERE status IN ('failed', 'cancelled');
-- Across users: whose turn is next at a target, and what is the most urgent of theirs.
CREATE INDEX sync_queue_turns ON sync_queue (target_name, user_id, priority, run_after, id)
    WHERE status IN ('pending', 'retry');
CREATE INDEX sync_queue_backlog ON sync_queue (target_name, user_id, priority, run_after, id)
    WHERE status = 'pending' AND trigger_source = 'scheduled';
CREATE INDEX sync_queue_groups ON sync_queue (target_name, user_id, group_key)
    WHERE group_key IS NOT NULL AND status IN ('pending', 'processing', 'retry');
-- Across users: by lease, and by age.
CREATE INDEX sync_queue_lease ON sync_queue (lease_id) WHERE lease_id IS NOT NULL;
CREATE INDEX sync_queue_leases ON sync_queue (leased_until) WHERE status = 'processing';
CREATE INDEX sync_queue_done ON sync_queue (completed_at) WHERE completed_at IS NOT NULL;
SELECT guard_tenant_table('sync_queue');

-- None of a user's items for a target begins before `until`.
CREATE TABLE queue_holds (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL CHECK (length(target_name) BETWEEN 1 AND 50),
    until timestamptz NOT NULL,
    is_trial boolean NOT NULL,  -- Afterwards a single item begins, whose result decides how to go on.
    PRIMARY KEY (user_id, target_name)
);
SELECT guard_tenant_table('queue_holds');

-- Whether this installation can transcribe, as its workers last reported. One row.
CREATE TABLE reading_state (
    is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
    has_reader boolean NOT NULL,
    paused_because text CHECK (length(paused_because) BETWEEN 1 AND 1000),  -- NULL: not paused.
    said_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON reading_state TO rmirror_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON reading_state TO rmirror_system;

-- When the newest complete backup was made. At most one row.
CREATE TABLE backup_state (
    is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
    made_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON backup_state TO rmirror_system;

-- Batches of pages that aren't urgent: transcribed within a day, at half the price. A row is written before the batch
-- is requested, so that its fate can be found out if the process dies. One batch holds pages of many users.
CREATE TABLE ocr_batches (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    external_id text UNIQUE CHECK (length(external_id) BETWEEN 1 AND 200),  -- The service's id. NULL: not known yet.
    asked_at timestamptz,  -- Set before the request: from then on the service may have it.
    look_at timestamptz NOT NULL DEFAULT now(),  -- When its state is polled next.
    ended_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- What is reserved of spend_days. A batch ends hours later, maybe in another process.
    spend_reserved_on date,
    spend_reserved bigint,
    CHECK (external_id IS NULL OR asked_at IS NOT NULL)
);
CREATE INDEX ocr_batches_due ON ocr_batches (look_at) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON ocr_batches TO rmirror_system;

-- A page in a batch. Its queue item is leased for as long as the batch runs; the service knows the page by the lease's
-- id.
CREATE TABLE ocr_batch_pages (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    batch_id uuid NOT NULL REFERENCES ocr_batches ON DELETE CASCADE,
    queue_id uuid NOT NULL,
    lease_id uuid NOT NULL,
    -- [[left, top, width, height]] of its images in page units, as they were sent.
    places jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(places) = 'array'),
    asked text NOT NULL DEFAULT '' CHECK (length(asked) IN (0, 64)),  -- As in kept_answers. '': it isn't kept.
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, lease_id),
    FOREIGN KEY (user_id, queue_id) REFERENCES sync_queue ON DELETE CASCADE
);
CREATE INDEX ocr_batch_pages_batch ON ocr_batch_pages (batch_id);
CREATE INDEX ocr_batch_pages_queue ON ocr_batch_pages (user_id, queue_id);
SELECT guard_tenant_table('ocr_batch_pages');
