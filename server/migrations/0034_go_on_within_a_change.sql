-- SPDX-License-Identifier: AGPL-3.0-or-later
-- One change may be of 200,000 rows: whoever reads the log piece by piece goes on within it by the index, instead of
-- sorting all of them for each piece.

DROP INDEX highlights_change;
DROP INDEX notebooks_change;
DROP INDEX pages_change;
DROP INDEX todos_change;
CREATE INDEX highlights_change ON highlights (user_id, change, id);
CREATE INDEX notebooks_change ON notebooks (user_id, change, id);
CREATE INDEX pages_change ON pages (user_id, change, id);
CREATE INDEX todos_change ON todos (user_id, change, id);

-- Behind which id of a kind somebody goes on who has read a change up to `cursor_kind` and `cursor_id`: kinds before
-- that were read, kinds behind it not yet.
CREATE FUNCTION read_of_kind(kind text, cursor_kind text, cursor_id uuid) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN kind COLLATE "C" < cursor_kind THEN 'ffffffff-ffff-ffff-ffff-ffffffffffff'
                WHEN kind = cursor_kind THEN cursor_id
                ELSE '00000000-0000-0000-0000-000000000000' END::uuid
$$;
