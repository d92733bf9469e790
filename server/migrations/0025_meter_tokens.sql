-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Calls to Claude are metered by tokens as well as by pictures. Tokens are many, so a reservation is one row with its
-- units, and counts are wider than integers.

ALTER TABLE quota_usage DROP CONSTRAINT quota_usage_quota_type_check;
ALTER TABLE quota_usage ADD CONSTRAINT quota_usage_quota_type_check CHECK (quota_type IN ('ocr_pages', 'tokens'));
ALTER TABLE quota_usage ALTER COLUMN quota_limit TYPE bigint, ALTER COLUMN used TYPE bigint,
    ALTER COLUMN reserved TYPE bigint;

ALTER TABLE quota_reservations ADD COLUMN units bigint NOT NULL DEFAULT 1 CHECK (units > 0);
SET LOCAL ROLE rmirror_system;
WITH single AS (DELETE FROM quota_reservations WHERE call_id IS NOT NULL RETURNING *)
INSERT INTO quota_reservations (user_id, quota_type, call_id, units, created_at, expires_at)
SELECT user_id, quota_type, call_id, count(*), min(created_at), max(expires_at)
FROM single GROUP BY user_id, quota_type, call_id;
RESET ROLE;
DROP INDEX quota_reservations_call;
CREATE UNIQUE INDEX quota_reservations_call ON quota_reservations (call_id, quota_type) WHERE call_id IS NOT NULL;
ALTER TABLE quota_reservations ADD CONSTRAINT quota_reservations_page_is_one_unit
    CHECK (page_id IS NULL OR units = 1);

DROP FUNCTION quota_limit_of(uuid, integer);
DROP FUNCTION open_quota(uuid, text, integer);
DROP FUNCTION read_quota(uuid, text, integer);
DROP FUNCTION quota_left(quota_usage);
DROP FUNCTION reserve_call_quota(uuid, text, integer, uuid, integer, interval);
DROP FUNCTION settle_call_quota(uuid, text, integer, uuid, boolean);

-- Who pays has no limit.
CREATE FUNCTION quota_limit_of(owner uuid, free_limit bigint) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM subscriptions
                             WHERE user_id = owner AND tier <> 'free' AND status = 'active') THEN NULL
                ELSE free_limit END
$$;

-- Locks the user's quota and brings it up to date: made on first use, begun anew on the anniversary, what was reserved
-- and never taken given back.
CREATE FUNCTION open_quota(owner uuid, kind text, free_limit bigint) RETURNS quota_usage
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
    limit_now bigint := quota_limit_of(owner, free_limit);
    anchor timestamptz;
    months integer;
    lapsed bigint;
BEGIN
    SELECT coalesce(subscription.anchor_at, users.created_at) INTO STRICT anchor
    FROM users LEFT JOIN subscriptions AS subscription ON subscription.user_id = users.id WHERE users.id = owner;
    months := anniversaries_passed(anchor, now());

    SELECT * INTO usage FROM quota_usage WHERE user_id = owner AND quota_type = kind FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO quota_usage (user_id, quota_type, quota_limit, period_start, reset_at)
        VALUES (owner, kind, limit_now, anniversary(anchor, months), anniversary(anchor, months + 1))
        ON CONFLICT DO NOTHING;
        SELECT * INTO usage FROM quota_usage WHERE user_id = owner AND quota_type = kind FOR UPDATE;
    END IF;

    WITH gone AS (DELETE FROM quota_reservations
                  WHERE user_id = owner AND quota_type = kind AND expires_at <= now() RETURNING units)
    SELECT coalesce(sum(units), 0) INTO lapsed FROM gone;
    IF usage.reset_at <= now() THEN
        UPDATE quota_usage
        SET used = 0, notified_percent = 0, period_start = anniversary(anchor, months),
            reset_at = anniversary(anchor, months + 1), quota_limit = limit_now,
            reserved = reserved - lapsed, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
    ELSIF lapsed > 0 OR usage.quota_limit IS DISTINCT FROM limit_now THEN
        UPDATE quota_usage SET quota_limit = limit_now, reserved = reserved - lapsed, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
    END IF;
    RETURN usage;
END
$$;

-- The quota as open_quota() would leave it at this moment. Writes and locks nothing.
CREATE FUNCTION read_quota(owner uuid, kind text, free_limit bigint) RETURNS quota_usage
LANGUAGE plpgsql STABLE AS $$
DECLARE
    usage quota_usage;
    anchor timestamptz;
    months integer;
BEGIN
    SELECT * INTO usage FROM quota_usage WHERE user_id = owner AND quota_type = kind;
    IF NOT FOUND OR usage.reset_at <= now() THEN
        SELECT coalesce(subscription.anchor_at, users.created_at) INTO STRICT anchor
        FROM users LEFT JOIN subscriptions AS subscription ON subscription.user_id = users.id WHERE users.id = owner;
        months := anniversaries_passed(anchor, now());
        usage.user_id := owner;
        usage.quota_type := kind;
        usage.used := 0;
        usage.notified_percent := 0;
        usage.period_start := anniversary(anchor, months);
        usage.reset_at := anniversary(anchor, months + 1);
    END IF;
    usage.quota_limit := quota_limit_of(owner, free_limit);
    usage.reserved := (SELECT coalesce(sum(units), 0) FROM quota_reservations
                       WHERE user_id = owner AND quota_type = kind AND expires_at > now());
    RETURN usage;
END
$$;

-- Units that may still be reserved; NULL without a limit (which greatest() would pass over). A limit that was lowered, or
-- passed by a call that took more than was reserved, leaves none.
CREATE FUNCTION quota_left(usage quota_usage) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN usage.quota_limit IS NOT NULL
                THEN greatest(0, usage.quota_limit - usage.used - usage.reserved) END
$$;

-- For reserve_call(), which has locked the quota.
CREATE FUNCTION hold_units(usage quota_usage, call uuid, units bigint, lifetime interval) RETURNS quota_usage
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO quota_reservations (user_id, quota_type, call_id, units, expires_at)
    VALUES (usage.user_id, usage.quota_type, call, units, now() + lifetime);
    UPDATE quota_usage SET reserved = reserved + units, updated_at = now()
    WHERE id = usage.id RETURNING * INTO usage;
    RETURN usage;
END
$$;

-- Pages and tokens of one call, all of them or nothing. `lacking` is the kind of which too little is left; the others
-- are tokens as they are then. What is not settled within the lifetime is free again.
CREATE FUNCTION reserve_call(owner uuid, call uuid, free_pages bigint, pages bigint, free_tokens bigint, tokens bigint,
                             lifetime interval)
RETURNS TABLE (lacking text, token_limit bigint, tokens_left bigint)
LANGUAGE plpgsql AS $$
DECLARE
    page_usage quota_usage;
    token_usage quota_usage;
BEGIN
    IF pages > 0 THEN
        page_usage := open_quota(owner, 'ocr_pages', free_pages);
    END IF;
    token_usage := open_quota(owner, 'tokens', free_tokens);
    lacking := CASE WHEN pages > 0 AND quota_left(page_usage) < pages THEN 'ocr_pages'
                    WHEN quota_left(token_usage) < tokens THEN 'tokens' END;
    IF lacking IS NULL THEN
        IF pages > 0 THEN
            PERFORM note_quota(hold_units(page_usage, call, pages, lifetime));
        END IF;
        IF tokens > 0 THEN
            token_usage := hold_units(token_usage, call, tokens, lifetime);
        END IF;
    END IF;
    token_limit := token_usage.quota_limit;
    tokens_left := quota_left(token_usage);
    RETURN NEXT;
END
$$;

-- The call has ended. NULL units: as many as were reserved, none when the reservation ran out meanwhile. Others are
-- charged whatever was reserved, because they were taken. Answers how many units were charged.
CREATE FUNCTION settle_call(owner uuid, kind text, free_limit bigint, call uuid, units bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
    held bigint;
    charged bigint;
BEGIN
    -- Its own reservation first, which open_quota() would give back where it is late.
    PERFORM FROM quota_usage WHERE user_id = owner AND quota_type = kind FOR UPDATE;
    DELETE FROM quota_reservations AS reservation
    WHERE user_id = owner AND quota_type = kind AND call_id = call RETURNING reservation.units INTO held;
    charged := coalesce(settle_call.units, held, 0);
    UPDATE quota_usage SET reserved = reserved - coalesce(held, 0), updated_at = now()
    WHERE user_id = owner AND quota_type = kind;
    usage := open_quota(owner, kind, free_limit);
    UPDATE quota_usage SET used = used + charged WHERE id = usage.id RETURNING * INTO usage;
    IF kind = 'ocr_pages' THEN
        PERFORM note_quota(usage);
    END IF;
    RETURN charged;
END
$$;
