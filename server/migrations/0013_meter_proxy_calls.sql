-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Pictures in calls that are passed on cost as many units as pages that are read here. Such a promise is made to a call
-- and not to a page: one row each unit, so that whatever counts promises counts them alike.

ALTER TABLE quota_reservations ALTER COLUMN page_id DROP NOT NULL;
ALTER TABLE quota_reservations ADD COLUMN call_id uuid;
ALTER TABLE quota_reservations ADD CONSTRAINT quota_reservations_for_one
    CHECK (num_nonnulls(page_id, call_id) = 1);
CREATE INDEX quota_reservations_call ON quota_reservations (call_id) WHERE call_id IS NOT NULL;

-- All units or none: false when fewer are left.
CREATE FUNCTION reserve_call_quota(owner uuid, kind text, free_limit integer, call uuid, units integer,
                                   lifetime interval) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
BEGIN
    IF quota_left(usage) < units THEN
        RETURN false;
    END IF;
    INSERT INTO quota_reservations (user_id, quota_type, call_id, expires_at)
    SELECT owner, kind, call, now() + lifetime FROM generate_series(1, units);
    UPDATE quota_usage SET reserved = reserved + units, updated_at = now() WHERE id = usage.id RETURNING * INTO usage;
    PERFORM note_quota(usage);
    RETURN true;
END
$$;

-- The call has ended: what was promised to it is charged or free again. A promise that ran out meanwhile charges nothing,
-- so the limit is never passed. Answers how many units were charged.
CREATE FUNCTION settle_call_quota(owner uuid, kind text, free_limit integer, call uuid, is_charged boolean)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
    promised integer;
    charged integer;
BEGIN
    DELETE FROM quota_reservations WHERE user_id = owner AND quota_type = kind AND call_id = call;
    GET DIAGNOSTICS promised = ROW_COUNT;
    charged := CASE WHEN is_charged THEN promised ELSE 0 END;
    IF promised > 0 THEN
        UPDATE quota_usage SET reserved = reserved - promised, used = used + charged, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
        PERFORM note_quota(usage);
    END IF;
    RETURN charged;
END
$$;
