-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Pages are charged for success alone, but a reading that fails costs the installation as much. What fails has a bound
-- for each user and period, retries by hand one for each look of a page and day, and all calls together one in dollars
-- a day.

-- Readings that were answered and brought no text, in the period that began then.
CREATE TABLE failed_readings (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    period_start timestamptz NOT NULL,
    pages integer NOT NULL CHECK (pages > 0)
);
SELECT guard_tenant_table('failed_readings');

CREATE FUNCTION failed_pages(usage quota_usage) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce((SELECT pages FROM failed_readings
                     WHERE user_id = usage.user_id AND period_start = usage.period_start
                         AND usage.quota_type = 'ocr_pages'), 0)
$$;

-- Units that may still be reserved; NULL without a limit (which greatest() would pass over). A limit that was lowered, or
-- as many failures as the limit has pages, leave none.
DROP FUNCTION quota_left(quota_usage);
CREATE FUNCTION quota_left(usage quota_usage) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN usage.quota_limit IS NULL THEN NULL
                WHEN failed_pages(usage) >= usage.quota_limit THEN 0
                ELSE greatest(0, usage.quota_limit - usage.used - usage.reserved) END
$$;

-- Between begin_reading() and its end, which may be another failure.
ALTER TABLE quota_reservations ADD COLUMN is_being_read boolean NOT NULL DEFAULT false;

-- For a page that has a unit reserved. 'now': it may be read. 'later': those that are being read at this moment may be
-- the last that may fail. 'never': in this period no more may; the unit is free again.
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

-- A reading was answered and brought no text.
CREATE FUNCTION note_failed_reading(owner uuid, free_limit integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, 'ocr_pages', free_limit);
BEGIN
    INSERT INTO failed_readings AS known (user_id, period_start, pages) VALUES (owner, usage.period_start, 1)
    ON CONFLICT (user_id) DO UPDATE
    SET period_start = excluded.period_start,
        pages = CASE WHEN known.period_start = excluded.period_start THEN known.pages + 1 ELSE 1 END;
END
$$;

-- In UTC; more than none.
CREATE FUNCTION seconds_left_today() RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ceil(86400 - extract(epoch FROM (now() AT TIME ZONE 'UTC')::time))::integer
$$;

-- Retries by hand of a look of a page, on the last day that had any, in UTC.
CREATE TABLE page_retries (
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ink_hash text NOT NULL CHECK (length(ink_hash) <= 100),
    day date NOT NULL,
    retries integer NOT NULL CHECK (retries > 0),
    PRIMARY KEY (page_id, ink_hash),
    FOREIGN KEY (user_id, page_id) REFERENCES pages (user_id, id) ON DELETE CASCADE
);
SELECT guard_tenant_table('page_retries');

-- False when there were as many today. A clock that goes back a day gives no new ones.
CREATE FUNCTION count_retry(owner uuid, page uuid, look text, most integer) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
    INSERT INTO page_retries AS known (user_id, page_id, ink_hash, day, retries)
    VALUES (owner, page, look, today, 1)
    ON CONFLICT (page_id, ink_hash) DO UPDATE
    SET retries = CASE WHEN known.day < today THEN 1 ELSE known.retries + 1 END, day = greatest(known.day, today)
    WHERE known.day < today OR known.retries < most;
    RETURN FOUND;
END
$$;

-- What calls to models cost on a day, in UTC: reserved before each call, settled by what it used. The reservation of a
-- call whose server did not live to see its end stays.
CREATE TABLE spend_days (
    day date PRIMARY KEY,
    nanodollars bigint NOT NULL DEFAULT 0 CHECK (nanodollars >= 0),
    refused_at timestamptz  -- When the first call was refused because of the limit.
);
GRANT SELECT, INSERT, UPDATE, DELETE ON spend_days TO rmirror_system;

-- `is_first_refusal`: nobody has told the operator yet.
CREATE FUNCTION reserve_spend(amount bigint, most bigint)
RETURNS TABLE (is_reserved boolean, reserved_on date, is_first_refusal boolean, seconds_left integer)
LANGUAGE plpgsql AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
    INSERT INTO spend_days (day) VALUES (today) ON CONFLICT DO NOTHING;
    UPDATE spend_days SET nanodollars = nanodollars + amount WHERE day = today AND nanodollars + amount <= most;
    is_reserved := FOUND;
    reserved_on := today;
    is_first_refusal := false;
    seconds_left := seconds_left_today();
    IF NOT is_reserved THEN
        UPDATE spend_days SET refused_at = now() WHERE day = today AND refused_at IS NULL;
        is_first_refusal := FOUND;
    END IF;
    RETURN NEXT;
END
$$;

-- A call has ended: it cost so much and not what was reserved. On the day of its reservation, whichever it is by now.
CREATE FUNCTION settle_spend(reserved_on date, reserved bigint, cost bigint) RETURNS void
LANGUAGE sql VOLATILE AS $$
    UPDATE spend_days SET nanodollars = greatest(0, nanodollars - reserved + cost) WHERE day = reserved_on
$$;

-- A batch ends hours later, and maybe elsewhere.
ALTER TABLE ocr_batches ADD COLUMN spend_reserved_on date;
ALTER TABLE ocr_batches ADD COLUMN spend_reserved bigint;
