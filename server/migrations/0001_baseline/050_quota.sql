-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What users may use, what they have used, and what is reserved for work in progress.

CREATE TABLE subscriptions (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    tier text NOT NULL DEFAULT 'free' CHECK (tier IN ('free', 'pro', 'team', 'enterprise')),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'past_due', 'cancelled')),
    anchor_at timestamptz NOT NULL DEFAULT now(),  -- Quota periods begin on its day of the month.
    stripe_customer_id text CHECK (length(stripe_customer_id) <= 255),
    stripe_subscription_id text CHECK (length(stripe_subscription_id) <= 255),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
SELECT guard_tenant_table('subscriptions');

-- The current period of each quota.
CREATE TABLE quota_usage (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    quota_type text NOT NULL CHECK (quota_type IN ('ocr_pages', 'tokens')),
    quota_limit bigint CHECK (quota_limit >= 0),  -- NULL: unlimited.
    used bigint NOT NULL DEFAULT 0 CHECK (used >= 0),
    reserved bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),  -- The sum of quota_reservations.units.
    notified_percent integer NOT NULL DEFAULT 0 CHECK (notified_percent IN (0, 90, 100)),  -- In this period.
    period_start timestamptz NOT NULL,
    reset_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, quota_type),
    CHECK (reset_at > period_start)
);
CREATE INDEX quota_usage_reset ON quota_usage (reset_at);
SELECT guard_tenant_table('quota_usage');

-- Units reserved for a page or a call. The row goes when they are charged, released or expired.
CREATE TABLE quota_reservations (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    quota_type text NOT NULL,
    page_id uuid,
    call_id uuid,
    units bigint NOT NULL DEFAULT 1 CHECK (units > 0),
    -- Between begin_reading() and its end, which may turn out to be a failure.
    is_being_read boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, quota_type, page_id),
    FOREIGN KEY (user_id, quota_type) REFERENCES quota_usage ON DELETE CASCADE,
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE,
    CONSTRAINT quota_reservations_for_one CHECK (num_nonnulls(page_id, call_id) = 1),
    CONSTRAINT quota_reservations_page_is_one_unit CHECK (page_id IS NULL OR units = 1)
);
CREATE UNIQUE INDEX quota_reservations_call ON quota_reservations (user_id, call_id, quota_type)
    WHERE call_id IS NOT NULL;
CREATE INDEX quota_reservations_page ON quota_reservations (user_id, page_id);
CREATE INDEX quota_reservations_expiry ON quota_reservations (expires_at);
SELECT guard_tenant_table('quota_reservations');

-- What was used in past periods.
CREATE TABLE quota_months (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    quota_type text NOT NULL CHECK (quota_type IN ('ocr_pages', 'tokens')),
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL,
    quota_limit bigint CHECK (quota_limit >= 0),  -- At the end of the period. NULL: unlimited.
    used bigint NOT NULL CHECK (used >= 0),
    PRIMARY KEY (user_id, quota_type, period_start),
    CHECK (period_end > period_start)
);
SELECT guard_tenant_table('quota_months');

-- Transcriptions that were answered without a text, in the period that began at period_start. Pages are charged for
-- success only, but a failure costs the installation as much, so failures are limited too.
CREATE TABLE failed_readings (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    period_start timestamptz NOT NULL,
    pages integer NOT NULL CHECK (pages > 0)
);
SELECT guard_tenant_table('failed_readings');

-- Retries by hand of a page with the given handwriting, on the last day that had any, in UTC.
CREATE TABLE page_retries (
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ink_hash text NOT NULL CHECK (length(ink_hash) <= 100),
    day date NOT NULL,
    retries integer NOT NULL CHECK (retries > 0),
    PRIMARY KEY (user_id, page_id, ink_hash),
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE
);
SELECT guard_tenant_table('page_retries');

-- What a user's library takes, counted as it is written, so that checking a limit costs no count
-- (docs/decisions/0075).
CREATE TABLE library_usage (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    stored_bytes bigint NOT NULL DEFAULT 0 CHECK (stored_bytes >= 0),  -- Of blobs: an image on several pages once.
    -- Rows with their indexes (docs/decisions/0075). Deleted ones count until they are removed for good.
    row_bytes bigint NOT NULL DEFAULT 0 CHECK (row_bytes >= 0),
    notebooks bigint NOT NULL DEFAULT 0 CHECK (notebooks >= 0),
    pages bigint NOT NULL DEFAULT 0 CHECK (pages >= 0)
);
SELECT guard_tenant_table('library_usage');

-- The bytes of a user's pending_blobs. Apart from library_usage, because a transaction that writes pages holds that row
-- until it ends, and uploads announce their bytes meanwhile.
CREATE TABLE pending_usage (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    bytes bigint NOT NULL CHECK (bytes >= 0)
);
SELECT guard_tenant_table('pending_usage');

-- What calls to models cost on a day (UTC): reserved before a call, settled by what it used. A call whose server died
-- keeps its reservation.
CREATE TABLE spend_days (
    day date PRIMARY KEY,
    nanodollars bigint NOT NULL DEFAULT 0 CHECK (nanodollars >= 0),
    refused_at timestamptz  -- When the limit refused the first call.
);
GRANT SELECT, INSERT, UPDATE, DELETE ON spend_days TO rmirror_system;
