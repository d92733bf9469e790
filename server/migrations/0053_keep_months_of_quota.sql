-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What was used in the months that are over, from now on: a row each time a quota begins anew.

CREATE TABLE quota_months (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    quota_type text NOT NULL CHECK (quota_type IN ('ocr_pages', 'tokens')),
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL CHECK (period_end > period_start),
    quota_limit bigint CHECK (quota_limit >= 0),  -- As it was in the end. NULL: unlimited.
    used bigint NOT NULL CHECK (used >= 0),
    PRIMARY KEY (user_id, quota_type, period_start)
);
SELECT guard_tenant_table('quota_months');

CREATE FUNCTION note_quota_month() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO quota_months (user_id, quota_type, period_start, period_end, quota_limit, used)
    VALUES (OLD.user_id, OLD.quota_type, OLD.period_start, OLD.reset_at, OLD.quota_limit, OLD.used)
    ON CONFLICT (user_id, quota_type, period_start) DO UPDATE SET used = quota_months.used + excluded.used;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_month AFTER UPDATE OF period_start ON quota_usage
FOR EACH ROW WHEN (NEW.period_start > OLD.period_start) EXECUTE FUNCTION note_quota_month();
