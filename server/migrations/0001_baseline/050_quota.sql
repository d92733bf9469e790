-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What users may use, what they have used, and what is reserved for work in progress.

CREATE TABLE subscriptions (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    -- What an admin gave. The higher one of it and paid_tier applies: see tier_of().
    tier text NOT NULL DEFAULT 'free' CHECK (tier IN ('free', 'beta', 'pro', 'team', 'enterprise')),
    -- Limits of this user alone, in place of the tier's. NULL: as the tier says.
    page_limit bigint CHECK (page_limit >= 0),        -- Pages transcribed per month.
    token_limit bigint CHECK (token_limit >= 0),      -- Tokens per month.
    storage_limit bigint CHECK (storage_limit >= 0),  -- Bytes.
    anchor_at timestamptz NOT NULL DEFAULT now(),  -- Quota periods begin on its day of the month. May be in the future.
    -- What is paid for at Stripe: a summary of stripe_subscriptions. NULL: nothing.
    paid_tier text CHECK (paid_tier IN ('pro', 'team', 'enterprise')),
    status text CHECK (status IN ('active', 'past_due', 'cancelled')),  -- NULL: nothing was ever paid for.
    period_end timestamptz,
    cancels_at timestamptz,   -- When it ends, because its owner cancelled it.
    grace_until timestamptz,  -- While a payment is overdue: when it ends unless it is paid.
    stripe_customer_id text CHECK (length(stripe_customer_id) BETWEEN 1 AND 255),
    stripe_subscription_id text CHECK (length(stripe_subscription_id) BETWEEN 1 AND 255),  -- The one that counts.
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX subscriptions_customer ON subscriptions (stripe_customer_id) WHERE stripe_customer_id IS NOT NULL;
CREATE INDEX subscriptions_grace ON subscriptions (grace_until) WHERE grace_until IS NOT NULL;
SELECT guard_tenant_table('subscriptions');

-- Subscriptions at Stripe, each as it was when it was last read there.
CREATE TABLE stripe_subscriptions (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id text NOT NULL CHECK (length(id) BETWEEN 1 AND 255),
    status text NOT NULL CHECK (length(status) BETWEEN 1 AND 50),  -- Stripe's own word.
    tier text CHECK (tier IN ('pro', 'team', 'enterprise')),       -- NULL: none of its prices is one of ours.
    period_start timestamptz,
    period_end timestamptz,
    cancels_at timestamptz,
    past_due_since timestamptz,  -- When it was first read with that status.
    read_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id)
);
CREATE INDEX stripe_subscriptions_end ON stripe_subscriptions (period_end);
SELECT guard_tenant_table('stripe_subscriptions');

-- The checkout at Stripe that a user began last. A second click gets the same one.
CREATE TABLE checkouts (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    price text NOT NULL CHECK (length(price) BETWEEN 1 AND 200),  -- Its lookup key.
    idempotency_key uuid NOT NULL DEFAULT gen_random_uuid(),
    session_id text CHECK (length(session_id) BETWEEN 1 AND 255),  -- NULL: not known yet.
    begun_at timestamptz NOT NULL DEFAULT now()
);
SELECT guard_tenant_table('checkouts');

-- Events of Stripe that were received, so that a repeated one has no effect. Forgotten after 30 days.
CREATE TABLE stripe_events (
    id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 255),
    type text NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
    received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stripe_events_received ON stripe_events (received_at);
GRANT SELECT, INSERT, DELETE ON stripe_events TO rmirror_system;

-- Subscriptions that must be read at Stripe because something may have happened to them. The row goes when that is
-- done, unless the subscription was asked about once more meanwhile.
CREATE TABLE stripe_checks (
    subscription_id text PRIMARY KEY CHECK (length(subscription_id) BETWEEN 1 AND 255),
    asked bigint NOT NULL DEFAULT 1,
    attempts integer NOT NULL DEFAULT 0,
    run_after timestamptz NOT NULL DEFAULT now(),
    lease_id uuid,
    leased_until timestamptz,
    CHECK ((lease_id IS NULL) = (leased_until IS NULL))
);
CREATE INDEX stripe_checks_due ON stripe_checks (run_after);
GRANT SELECT, INSERT, UPDATE, DELETE ON stripe_checks TO rmirror_system;

-- Customers of deleted accounts: their subscriptions are cancelled and their open checkouts closed at Stripe. The row
-- stays for a year, for subscriptions that turn up late.
CREATE TABLE stripe_leavers (
    customer_id text PRIMARY KEY CHECK (length(customer_id) BETWEEN 1 AND 255),
    left_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    run_after timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz
);
CREATE INDEX stripe_leavers_due ON stripe_leavers (run_after) WHERE done_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON stripe_leavers TO rmirror_system;

-- When all plans were last compared with Stripe, and with what result. At most one row.
CREATE TABLE stripe_comparison (
    is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
    begun_at timestamptz NOT NULL,
    done_at timestamptz,
    subscriptions integer CHECK (subscriptions >= 0),
    differences integer CHECK (differences >= 0)
);
GRANT SELECT, INSERT, UPDATE ON stripe_comparison TO rmirror_system;

-- Pages per month of the tiers that are paid for, as a server last reported from its settings. NULL, or no row:
-- unlimited.
CREATE TABLE tier_limits (
    tier text PRIMARY KEY CHECK (tier IN ('pro', 'team', 'enterprise')),
    pages bigint CHECK (pages >= 0)
);
GRANT SELECT ON tier_limits TO rmirror_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON tier_limits TO rmirror_system;

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
