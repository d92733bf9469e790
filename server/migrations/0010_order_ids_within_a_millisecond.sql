-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Ids of the same millisecond in the order they were made: the twelve bits behind it hold its fraction (RFC 9562 §6.2,
-- method 3), which is as fine as the clock.
CREATE OR REPLACE FUNCTION uuid_v7() RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(
        overlay(overlay(uuid_send(gen_random_uuid())
                        PLACING substring(int8send(micro / 1000) FROM 3) FROM 1 FOR 6)
                PLACING substring(int4send((28672 + micro % 1000 * 4096 / 1000)::integer) FROM 3) FROM 7 FOR 2),
        'hex')::uuid
    FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micro) AS clock
$$;
