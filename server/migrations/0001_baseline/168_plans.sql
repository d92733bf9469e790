-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Tiers, and quota periods that follow those of what is paid for.

-- The same day of a later month, in UTC; the last day where a month is too short.
CREATE FUNCTION anniversary(anchor timestamptz, months integer) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (anchor AT TIME ZONE 'UTC' + make_interval(months => months)) AT TIME ZONE 'UTC'
$$;

-- How many anniversaries have passed since the anchor: 0 in the first month, less before it.
CREATE FUNCTION anniversaries_passed(anchor timestamptz, at timestamptz) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    months CONSTANT integer := 12 * (extract(year FROM at AT TIME ZONE 'UTC')
                                     - extract(year FROM anchor AT TIME ZONE 'UTC'))
                               + extract(month FROM at AT TIME ZONE 'UTC') - extract(month FROM anchor AT TIME ZONE 'UTC');
BEGIN
    RETURN months - CASE WHEN anniversary(anchor, months) > at THEN 1 ELSE 0 END;
END
$$;

-- The anchor of quota periods that end with the periods of a subscription. That is the end of its period, or the start
-- where the end is on an earlier day only because its month is too short: from 31 January to 28 February.
CREATE FUNCTION anchor_of(period_start timestamptz, period_end timestamptz) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE WHEN extract(day FROM period_start AT TIME ZONE 'UTC') > extract(day FROM period_end AT TIME ZONE 'UTC')
                    AND anniversary(period_start, anniversaries_passed(period_start, period_end)) = period_end
                THEN period_start ELSE period_end END;
END
$$;

-- Tiers from the lowest to the highest; 0 for none.
CREATE FUNCTION tier_rank(tier text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_position(ARRAY['free', 'beta', 'pro', 'team', 'enterprise'], tier), 0)
$$;

-- The tier that applies to a user: what an admin gave or what is paid for, whichever is higher.
CREATE FUNCTION tier_of(owner uuid) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN coalesce((SELECT CASE WHEN tier_rank(paid_tier) > tier_rank(tier) THEN paid_tier ELSE tier END
                     FROM subscriptions WHERE user_id = owner), 'free');
END
$$;

-- After the anchor has moved: the current periods go on, with what was used in them, and end on the next anniversary.
CREATE FUNCTION move_quota_reset(owner uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    next CONSTANT timestamptz := (
        SELECT anniversary(anchor_at, anniversaries_passed(anchor_at, now()) + 1) FROM subscriptions
        WHERE user_id = owner);
BEGIN
    UPDATE quota_usage SET reset_at = next, updated_at = now()
    WHERE user_id = owner AND reset_at > now() AND reset_at <> next AND period_start < next;
END
$$;

-- After the limit was lowered: units of pages that are queued beyond it are free again, those of the pages that would be
-- transcribed last first. Such a page waits for quota once its turn comes. Returns how many.
CREATE FUNCTION recall_units(owner uuid, kind text, free_limit bigint) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
    excess bigint := usage.used + usage.reserved - usage.quota_limit;
    recalled uuid[];
BEGIN
    IF excess IS NULL OR excess <= 0 THEN
        RETURN 0;
    END IF;
    SELECT array_agg(page_id) INTO recalled
    FROM (SELECT reservation.page_id FROM quota_reservations AS reservation
          LEFT JOIN sync_queue AS item ON item.user_id = owner AND item.item_key = reservation.page_id
              AND item.target_name = 'ocr' AND item.status IN ('pending', 'processing', 'retry')
          WHERE reservation.user_id = owner AND reservation.quota_type = kind AND reservation.page_id IS NOT NULL
              AND NOT reservation.is_being_read
          ORDER BY item.priority DESC NULLS FIRST, item.run_after DESC, item.id DESC LIMIT excess) AS last_ones;
    RETURN release_quota(owner, kind, free_limit::integer, coalesce(recalled, '{}'));
END
$$;
