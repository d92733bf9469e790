-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How much a user may have read, and what of it is used, or promised to pages that are being read.

CREATE TABLE subscriptions (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE,
    tier text NOT NULL DEFAULT 'free' CHECK (tier IN ('free', 'pro', 'team', 'enterprise')),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'past_due', 'cancelled')),
    anchor_at timestamptz NOT NULL DEFAULT now(),  -- Its day of the month is when quota begins anew.
    stripe_customer_id text CHECK (length(stripe_customer_id) <= 255),
    stripe_subscription_id text CHECK (length(stripe_subscription_id) <= 255),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
SELECT guard_tenant_table('subscriptions');

CREATE TABLE quota_usage (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    quota_type text NOT NULL CHECK (quota_type IN ('ocr_pages')),
    quota_limit integer CHECK (quota_limit >= 0),  -- NULL: unlimited.
    used integer NOT NULL DEFAULT 0 CHECK (used >= 0),
    reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    notified_percent integer NOT NULL DEFAULT 0 CHECK (notified_percent IN (0, 90, 100)),  -- In this period.
    period_start timestamptz NOT NULL,
    reset_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK (reset_at > period_start),
    UNIQUE (user_id, quota_type)
);
CREATE INDEX quota_usage_reset ON quota_usage (reset_at);
SELECT guard_tenant_table('quota_usage');

-- A unit promised to a page; the row goes when it is committed, released, or runs out.
CREATE TABLE quota_reservations (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    quota_type text NOT NULL,
    page_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    FOREIGN KEY (user_id, quota_type) REFERENCES quota_usage (user_id, quota_type) ON DELETE CASCADE,
    FOREIGN KEY (user_id, page_id) REFERENCES pages (user_id, id) ON DELETE CASCADE,
    UNIQUE (user_id, quota_type, page_id)
);
CREATE INDEX quota_reservations_page ON quota_reservations (page_id);
CREATE INDEX quota_reservations_expiry ON quota_reservations (expires_at);
SELECT guard_tenant_table('quota_reservations');
