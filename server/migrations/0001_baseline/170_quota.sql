-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Quota: units are reserved, then charged or released. Each function locks the user's quota first, so that however many
-- run at the same time, no unit is given twice and none is lost.

-- Writers of one user's library take turns: a manifest, an upload and the release of deferred pages touch the same rows
-- in different orders. Taken first in a transaction that writes pages and more than pages.
CREATE FUNCTION lock_library(owner uuid) RETURNS void
LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended(owner::text, 0))
$$;

-- A limit of the user's own comes first, then the tier's. Paying users have no limit of tokens, and users of the beta at
-- least 200 pages.
CREATE FUNCTION quota_limit_of(owner uuid, kind text, free_limit bigint) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    own_tier text;
    own_limit bigint;
BEGIN
    SELECT CASE WHEN tier_rank(paid_tier) > tier_rank(tier) THEN paid_tier ELSE tier END,
           CASE WHEN kind = 'ocr_pages' THEN page_limit ELSE token_limit END INTO own_tier, own_limit
    FROM subscriptions WHERE user_id = owner;
    IF own_limit IS NOT NULL THEN
        RETURN own_limit;
    ELSIF own_tier IN ('pro', 'team', 'enterprise') THEN
        RETURN CASE WHEN kind = 'ocr_pages' THEN (SELECT pages FROM tier_limits WHERE tier = own_tier) END;
    END IF;
    RETURN CASE WHEN own_tier = 'beta' AND kind = 'ocr_pages' THEN greatest(free_limit, 200) ELSE free_limit END;
END
$$;

-- Locks the user's quota and brings it up to date: creates it at first use, begins a new period on the anniversary, and
-- gives back what was reserved and expired.
CREATE FUNCTION open_quota(owner uuid, kind text, free_limit bigint) RETURNS quota_usage
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
    limit_now bigint := quota_limit_of(owner, kind, free_limit);
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
        WHERE user_id = owner AND quota_type = kind RETURNING * INTO usage;
    ELSIF lapsed > 0 OR usage.quota_limit IS DISTINCT FROM limit_now THEN
        UPDATE quota_usage SET quota_limit = limit_now, reserved = reserved - lapsed, updated_at = now()
        WHERE user_id = owner AND quota_type = kind RETURNING * INTO usage;
    END IF;
    RETURN usage;
END
$$;

-- Keeps the period that ended, with the limit it had in the end.
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
    usage.quota_limit := quota_limit_of(owner, kind, free_limit);
    usage.reserved := (SELECT coalesce(sum(units), 0) FROM quota_reservations
                       WHERE user_id = owner AND quota_type = kind AND expires_at > now());
    RETURN usage;
END
$$;

-- Failed transcriptions of the period.
CREATE FUNCTION failed_pages(usage quota_usage) RETURNS integer
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN coalesce((SELECT pages FROM failed_readings
                     WHERE user_id = usage.user_id AND period_start = usage.period_start
                         AND usage.quota_type = 'ocr_pages'), 0);
END
$$;

-- Units that may still be reserved; NULL: unlimited. None if the limit was lowered or exceeded by a call that took more
-- than was reserved, or once as many pages failed as the limit allows.
CREATE FUNCTION quota_left(usage quota_usage) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE WHEN usage.quota_limit IS NULL THEN NULL
                WHEN failed_pages(usage) >= usage.quota_limit THEN 0
                ELSE greatest(0, usage.quota_limit - usage.used - usage.reserved) END;
END
$$;

-- Notifications ------------------------------------------------------------------------------------------------------

-- Tells the user once a period, and once per limit, that nine tenths are charged. What is only reserved may come back.
CREATE FUNCTION note_quota(usage quota_usage) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF usage.used = 0 OR usage.quota_limit IS NULL OR 10 * usage.used < 9 * usage.quota_limit THEN
        RETURN;
    END IF;
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES (usage.user_id, 'quota_near_limit',
            usage.quota_type || ' ' || to_char(usage.period_start AT TIME ZONE 'UTC', 'YYYY-MM-DD')
                || ' of ' || usage.quota_limit,
            jsonb_build_object('limit', usage.quota_limit, 'used', usage.used, 'reserved', usage.reserved,
                               'reset_at', usage.reset_at))
    ON CONFLICT DO NOTHING;
END
$$;

-- Tells the user that a page has to wait, if none waited before or none in this period. Told again after units came
-- back, all waiting pages were transcribed, and then none was left again.
CREATE FUNCTION note_waiting(usage quota_usage) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF usage.notified_percent = 100
        AND EXISTS (SELECT 1 FROM pages
                    WHERE user_id = usage.user_id AND ocr_status = 'pending_quota' AND deleted_at IS NULL) THEN
        RETURN;
    END IF;
    UPDATE quota_usage SET notified_percent = 100 WHERE user_id = usage.user_id AND quota_type = usage.quota_type;
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES (usage.user_id, 'quota_exhausted',
            usage.quota_type || ' ' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
            jsonb_build_object('limit', usage.quota_limit, 'used', usage.used, 'reserved', usage.reserved,
                               'reset_at', usage.reset_at))
    ON CONFLICT DO NOTHING;
END
$$;

-- Tells the user that pages which waited are transcribed in a new period, once in it.
CREATE FUNCTION note_reset(usage quota_usage, pages integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF usage.quota_limit IS NOT NULL
        AND EXISTS (SELECT 1 FROM quota_months AS former
                    WHERE former.user_id = usage.user_id AND former.quota_type = usage.quota_type
                        AND former.period_end = usage.period_start) THEN
        INSERT INTO notifications (user_id, kind, about, details)
        VALUES (usage.user_id, 'quota_reset',
                usage.quota_type || ' ' || to_char(usage.period_start AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
                jsonb_build_object('limit', usage.quota_limit, 'pages', pages, 'reset_at', usage.reset_at))
        ON CONFLICT DO NOTHING;
    END IF;
END
$$;

-- Pages --------------------------------------------------------------------------------------------------------------

-- False if nothing is left. A page that has a unit reserved keeps it, for longer.
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
        PERFORM note_waiting(usage);
        RETURN false;
    END IF;
    INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at)
    VALUES (owner, kind, page, now() + lifetime);
    UPDATE quota_usage SET reserved = reserved + 1, updated_at = now() WHERE user_id = owner AND quota_type = kind;
    RETURN true;
END
$$;

-- The page was transcribed. If its reservation expired, a unit that is left is taken; if none is left the transcription
-- is free, because the limit is never exceeded. True if a unit was charged.
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
    WHERE user_id = owner AND quota_type = kind RETURNING * INTO usage;
    PERFORM note_quota(usage);
    RETURN true;
END
$$;

-- These pages won't be transcribed: their units are free again. Returns how many units that were.
CREATE FUNCTION release_quota(owner uuid, kind text, free_limit integer, released uuid[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
    freed integer;
BEGIN
    DELETE FROM quota_reservations WHERE user_id = owner AND quota_type = kind AND page_id = ANY (released);
    GET DIAGNOSTICS freed = ROW_COUNT;
    IF freed > 0 THEN
        UPDATE quota_usage SET reserved = reserved - freed, updated_at = now()
        WHERE user_id = owner AND quota_type = kind;
    END IF;
    RETURN freed;
END
$$;

-- For a page that has a unit reserved. 'now': it may be transcribed. 'later': the pages in progress may be the last
-- ones that may fail. 'never': no more may fail in this period; the unit is free again.
CREATE FUNCTION begin_reading(owner uuid, free_limit integer, most_failed integer, page uuid) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, 'ocr_pages', free_limit);
    most bigint := coalesce(usage.quota_limit, most_failed);
    failed bigint := failed_pages(usage);
BEGIN
    IF failed >= most THEN
        PERFORM release_quota(owner, 'ocr_pages', free_limit, ARRAY[page]);
        IF usage.quota_limit IS NOT NULL THEN
            PERFORM note_waiting(usage);
        END IF;
        RETURN 'never';
    END IF;
    IF failed + (SELECT count(*) FROM quota_reservations
                 WHERE user_id = owner AND is_being_read AND page_id <> page) >= most THEN
        RETURN 'later';
    END IF;
    UPDATE quota_reservations SET is_being_read = true
    WHERE user_id = owner AND quota_type = 'ocr_pages' AND page_id = page;
    RETURN 'now';
END
$$;

-- Pages that wait for quota are transcribed after all, as far as it reaches: of the notebook that changed last on the
-- tablet first; within it what was uploaded last, by days, then the last pages. Without a reader nothing is reserved:
-- `lifetime` is NULL then. Returns how many.
CREATE FUNCTION release_deferred(owner uuid, kind text, free_limit integer, lifetime interval) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
    chosen uuid[];
    promised integer;
BEGIN
    PERFORM lock_library(owner);
    usage := open_quota(owner, kind, free_limit);
    SELECT array_agg(id ORDER BY nth) INTO chosen
    FROM (SELECT page.id, row_number() OVER (
              ORDER BY notebook.last_modified DESC NULLS LAST, (page.image_at AT TIME ZONE 'UTC')::date DESC,
                  page.page_number DESC, page.id) AS nth
          FROM pages AS page
          JOIN notebooks AS notebook ON notebook.user_id = (SELECT owner) AND notebook.id = page.notebook_id
          WHERE page.user_id = (SELECT owner) AND page.ocr_status = 'pending_quota' AND page.deleted_at IS NULL
          ORDER BY nth
          LIMIT CASE WHEN lifetime IS NULL THEN NULL ELSE quota_left(usage) END) AS first_ones;
    IF chosen IS NULL THEN
        RETURN 0;
    END IF;
    IF lifetime IS NOT NULL THEN
        INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at)
        SELECT owner, kind, page, now() + lifetime FROM unnest(chosen) AS page ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS promised = ROW_COUNT;
        UPDATE quota_usage SET reserved = reserved + promised, updated_at = now()
        WHERE user_id = owner AND quota_type = kind RETURNING * INTO usage;
        PERFORM note_quota(usage);
        PERFORM note_reset(usage, cardinality(chosen));
    END IF;
    UPDATE pages SET ocr_status = 'pending' WHERE user_id = (SELECT owner) AND id = ANY (chosen);
    -- Items of equal priority run in the order of run_after.
    PERFORM enqueue(owner, 'ocr', 'ocr_page', page.id, 'create', page.image_hash, 5, 'scheduled',
                    now() + nth * interval '1 microsecond')
    FROM unnest(chosen) WITH ORDINALITY AS place (id, nth)
    CROSS JOIN LATERAL (
        SELECT id, image_hash FROM pages WHERE user_id = (SELECT owner) AND id = place.id OFFSET 0) AS page;
    RETURN cardinality(chosen);
END
$$;

-- Calls --------------------------------------------------------------------------------------------------------------

-- For reserve_call(), which has locked the quota.
CREATE FUNCTION hold_units(usage quota_usage, call uuid, units bigint, lifetime interval) RETURNS quota_usage
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO quota_reservations (user_id, quota_type, call_id, units, expires_at)
    VALUES (usage.user_id, usage.quota_type, call, units, now() + lifetime);
    UPDATE quota_usage SET reserved = reserved + units, updated_at = now()
    WHERE user_id = usage.user_id AND quota_type = usage.quota_type RETURNING * INTO usage;
    RETURN usage;
END
$$;

-- Pages and tokens of one call, all of them or nothing. `lacking`: the kind of which too little is left; the other
-- columns are the tokens afterwards. What isn't settled within the lifetime is free again.
CREATE FUNCTION reserve_call(owner uuid, call uuid, free_pages bigint, pages bigint, free_tokens bigint,
    tokens bigint, lifetime interval)
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

-- The call has ended. NULL units: as many as were reserved, none if the reservation expired. Others are charged
-- whatever was reserved, because they were used. Returns how many units were charged.
CREATE FUNCTION settle_call(owner uuid, kind text, free_limit bigint, call uuid, units bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
    held bigint;
    charged bigint;
BEGIN
    -- Its own reservation first: open_quota() would release it if it has expired.
    PERFORM FROM quota_usage WHERE user_id = owner AND quota_type = kind FOR UPDATE;
    DELETE FROM quota_reservations AS reservation
    WHERE user_id = owner AND quota_type = kind AND call_id = call RETURNING reservation.units INTO held;
    charged := coalesce(settle_call.units, held, 0);
    UPDATE quota_usage SET reserved = reserved - coalesce(held, 0), updated_at = now()
    WHERE user_id = owner AND quota_type = kind;
    usage := open_quota(owner, kind, free_limit);
    UPDATE quota_usage SET used = used + charged WHERE user_id = owner AND quota_type = kind RETURNING * INTO usage;
    IF kind = 'ocr_pages' THEN
        PERFORM note_quota(usage);
    END IF;
    RETURN charged;
END
$$;
