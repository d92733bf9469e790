-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What calls to models may cost in a day.

-- In UTC; always more than none.
CREATE FUNCTION seconds_left_today() RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ceil(86400 - extract(epoch FROM (now() AT TIME ZONE 'UTC')::time))::integer
$$;

-- `is_first_refusal`: the operator has not been told yet today.
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
