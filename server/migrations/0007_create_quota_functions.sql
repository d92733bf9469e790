-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Quota: reserve, then commit or release. Each is one call that locks the user's quota first, so that however many
-- ask at once, no unit is given twice and none is lost.

-- What is written about one user's library is written in turn: a manifest, an upload and the release of deferred pages
-- touch the same rows in different orders. Taken first in a transaction that writes pages and more than pages.
CREATE FUNCTION lock_library(owner uuid) RETURNS void
LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_xact_lock(hashtextextended(owner::text, 0))
$$;

-- The same day of a later month, in UTC; the last day where a month is too short.
CREATE FUNCTION anniversary(anchor timestamptz, months integer) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (anchor AT TIME ZONE 'UTC' + make_interval(months => months)) AT TIME ZONE 'UTC'
$$;

-- How many anniversaries have passed, 0 in the first month.
CREATE FUNCTION anniversaries_passed(anchor timestamptz, at timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest(0, months - CASE WHEN anniversary(anchor, months) > at THEN 1 ELSE 0 END)
    FROM (SELECT (12 * (extract(year FROM at AT TIME ZONE 'UTC') - extract(year FROM anchor AT TIME ZONE 'UTC'))
                  + extract(month FROM at AT TIME ZONE 'UTC')
                  - extract(month FROM anchor AT TIME ZONE 'UTC'))::integer AS months) AS calendar
$$;

-- Who pays has no limit.
CREATE FUNCTION quota_limit_of(owner uuid, free_limit integer) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM subscriptions
                             WHERE user_id = owner AND tier <> 'free' AND status = 'active') THEN NULL
                ELSE free_limit END
$$;

-- Locks the user's quota and brings it up to date: made on first use, begun anew on the anniversary, what was promised
-- and never taken given back.
CREATE FUNCTION open_quota(owner uuid, kind text, free_limit integer) RETURNS quota_usage
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
    page_limit integer := quota_limit_of(owner, free_limit);
    anchor timestamptz;
    months integer;
    lapsed integer;
BEGIN
    SELECT coalesce(subscription.anchor_at, users.created_at) INTO STRICT anchor
    FROM users LEFT JOIN subscriptions AS subscription ON subscription.user_id = users.id WHERE users.id = owner;
    months := anniversaries_passed(anchor, now());

    SELECT * INTO usage FROM quota_usage WHERE user_id = owner AND quota_type = kind FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO quota_usage (user_id, quota_type, quota_limit, period_start, reset_at)
        VALUES (owner, kind, page_limit, anniversary(anchor, months), anniversary(anchor, months + 1))
        ON CONFLICT DO NOTHING;
        SELECT * INTO usage FROM quota_usage WHERE user_id = owner AND quota_type = kind FOR UPDATE;
    END IF;

    DELETE FROM quota_reservations WHERE user_id = owner AND quota_type = kind AND expires_at <= now();
    GET DIAGNOSTICS lapsed = ROW_COUNT;
    IF usage.reset_at <= now() THEN
        UPDATE quota_usage
        SET used = 0, notified_percent = 0, period_start = anniversary(anchor, months),
            reset_at = anniversary(anchor, months + 1), quota_limit = page_limit,
            reserved = reserved - lapsed, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
    ELSIF lapsed > 0 OR usage.quota_limit IS DISTINCT FROM page_limit THEN
        UPDATE quota_usage SET quota_limit = page_limit, reserved = reserved - lapsed, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
    END IF;
    RETURN usage;
END
$$;

-- As open_quota(), but writes and locks nothing when nothing is due.
CREATE FUNCTION read_quota(owner uuid, kind text, free_limit integer) RETURNS quota_usage
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
BEGIN
    SELECT * INTO usage FROM quota_usage
    WHERE user_id = owner AND quota_type = kind AND reset_at > now()
        AND quota_limit IS NOT DISTINCT FROM quota_limit_of(owner, free_limit)
        AND NOT EXISTS (SELECT FROM quota_reservations
                        WHERE user_id = owner AND quota_type = kind AND expires_at <= now());
    IF NOT FOUND THEN
        usage := open_quota(owner, kind, free_limit);
    END IF;
    RETURN usage;
END
$$;

-- Units that may still be promised; NULL without a limit (which greatest() would pass over). A limit that was lowered
-- leaves none.
CREATE FUNCTION quota_left(usage quota_usage) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN usage.quota_limit IS NOT NULL
                THEN greatest(0, usage.quota_limit - usage.used - usage.reserved) END
$$;

-- Tells the user once a period that the quota is nearly spent, and once that it is.
CREATE FUNCTION note_quota(usage quota_usage) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    taken integer := usage.used + usage.reserved;
    reached integer := CASE WHEN taken >= usage.quota_limit THEN 100
                            WHEN 10 * taken >= 9 * usage.quota_limit THEN 90 ELSE 0 END;
BEGIN
    IF reached <= usage.notified_percent THEN
        RETURN;
    END IF;
    UPDATE quota_usage SET notified_percent = reached WHERE id = usage.id;
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES (usage.user_id, CASE reached WHEN 100 THEN 'quota_exhausted' ELSE 'quota_near_limit' END,
            usage.quota_type || ' ' || to_char(usage.period_start AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
            jsonb_build_object('limit', usage.quota_limit, 'used', usage.used, 'reset_at', usage.reset_at))
    ON CONFLICT DO NOTHING;
END
$$;

-- False when nothing is left. A page that has a unit promised keeps it, for longer.
CREATE FUNCTION reserve_quota(owner uuid, kind text, free_limit integer, page uuid, lifetime interval) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
BEGIN
    UPDATE quota_reservations SET expires_at = now() + lifetime
    WHERE user_id = owner AND quota_type = kind AND page_id = page;
    IF FOUND THEN
        RETURN true;
    END IF;
    IF quota_left(usage) = 0 THEN
        PERFORM note_quota(usage);
        RETURN false;
    END IF;
    INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at)
    VALUES (owner, kind, page, now() + lifetime);
    UPDATE quota_usage SET reserved = reserved + 1, updated_at = now() WHERE id = usage.id RETURNING * INTO usage;
    PERFORM note_quota(usage);
    RETURN true;
END
$$;

-- The page was read. Where its promise had run out, a unit that is left is taken; where none is left the reading was
-- a present, because the limit is never passed. True when a unit was charged.
CREATE FUNCTION commit_quota(owner uuid, kind text, free_limit integer, page uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
    promised integer;
BEGIN
    DELETE FROM quota_reservations WHERE user_id = owner AND quota_type = kind AND page_id = page;
    GET DIAGNOSTICS promised = ROW_COUNT;
    IF promised = 0 AND quota_left(usage) = 0 THEN
        RETURN false;
    END IF;
    UPDATE quota_usage SET reserved = reserved - promised, used = used + 1, updated_at = now()
    WHERE id = usage.id RETURNING * INTO usage;
    PERFORM note_quota(usage);
    RETURN true;
END
$$;

-- These pages will not be read: what was promised to them is free again. Answers how many units that were.
CREATE FUNCTION release_quota(owner uuid, kind text, free_limit integer, released uuid[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
    freed integer;
BEGIN
    DELETE FROM quota_reservations WHERE user_id = owner AND quota_type = kind AND page_id = ANY (released);
    GET DIAGNOSTICS freed = ROW_COUNT;
    IF freed > 0 THEN
        UPDATE quota_usage SET reserved = reserved - freed, updated_at = now() WHERE id = usage.id;
    END IF;
    RETURN freed;
END
$$;

-- Pages that wait for quota are read after all, the newest first, as far as it reaches. Without a reader nothing is
-- promised: `lifetime` is then NULL. Answers how many.
CREATE FUNCTION release_deferred(owner uuid, kind text, free_limit integer, lifetime interval) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
    chosen uuid[];
    promised integer;
BEGIN
    PERFORM lock_library(owner);
    usage := open_quota(owner, kind, free_limit);
    SELECT array_agg(id ORDER BY image_at DESC, id) INTO chosen
    FROM (SELECT id, image_at FROM pages
          WHERE user_id = owner AND ocr_status = 'pending_quota' AND deleted_at IS NULL
          ORDER BY image_at DESC, id
          LIMIT CASE WHEN lifetime IS NULL THEN NULL ELSE quota_left(usage) END) AS newest;
    IF chosen IS NULL THEN
        RETURN 0;
    END IF;
    IF lifetime IS NOT NULL THEN
        INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at)
        SELECT owner, kind, page, now() + lifetime FROM unnest(chosen) AS page ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS promised = ROW_COUNT;
        UPDATE quota_usage SET reserved = reserved + promised, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
        PERFORM note_quota(usage);
    END IF;
    UPDATE pages SET ocr_status = 'pending' WHERE id = ANY (chosen);
    -- What is equally urgent runs in the order of run_after.
    INSERT INTO sync_queue (user_id, target_name, item_type, item_key, content_hash, trigger_source, run_after)
    SELECT owner, 'ocr', 'ocr_page', page.id, page.image_hash, 'scheduled', now() + nth * interval '1 microsecond'
    FROM unnest(chosen) WITH ORDINALITY AS place (id, nth) JOIN pages AS page USING (id)
    ON CONFLICT DO NOTHING;
    RETURN cardinality(chosen);
END
$$;
