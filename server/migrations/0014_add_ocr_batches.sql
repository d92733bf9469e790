-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Pages that are in no hurry are read in batches, at half the price, within a day. What is written here before a batch
-- is asked for says afterwards what became of it, whoever was killed in between.

CREATE TABLE ocr_batches (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    external_id text UNIQUE CHECK (length(external_id) BETWEEN 1 AND 200),  -- The service's; NULL: not known yet.
    asked_at timestamptz,  -- Set before it is asked for: from then on the service may have it.
    look_at timestamptz NOT NULL DEFAULT now(),  -- Nobody looks at it before.
    ended_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (external_id IS NULL OR asked_at IS NOT NULL)
);
CREATE INDEX ocr_batches_due ON ocr_batches (look_at) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON ocr_batches TO rmirror_system;

-- A page in a batch. Its item in the queue is leased for as long as the batch runs; the lease's id is what the service
-- knows the page by.
CREATE TABLE ocr_batch_pages (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    batch_id uuid NOT NULL REFERENCES ocr_batches ON DELETE CASCADE,
    queue_id uuid NOT NULL REFERENCES sync_queue ON DELETE CASCADE,
    lease_id uuid NOT NULL UNIQUE,
    -- [[left, top, width, height]] of its pictures in page units, as they were sent.
    places jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(places) = 'array')
);
CREATE INDEX ocr_batch_pages_batch ON ocr_batch_pages (batch_id);
CREATE INDEX ocr_batch_pages_queue ON ocr_batch_pages (queue_id);
CREATE INDEX ocr_batch_pages_user ON ocr_batch_pages (user_id);
SELECT guard_tenant_table('ocr_batch_pages');

CREATE INDEX sync_queue_backlog ON sync_queue (priority, run_after, id)
    WHERE status = 'pending' AND item_type = 'ocr_page' AND trigger_source = 'scheduled';
