-- SPDX-License-Identifier: AGPL-3.0-or-later
-- For how long notebooks that went from the tablet are kept: their owner says. What a person deletes here is kept for
-- the server's days, and so are pages that went from notebooks that stand.

ALTER TABLE users
    ADD COLUMN retention_days integer CHECK (retention_days BETWEEN 7 AND 3650);  -- NULL: until somebody removes them.

-- Days for which a deleted notebook is kept; NULL: until somebody removes it. A folder holds nothing of its own.
CREATE FUNCTION days_kept(notebook notebooks, server_days integer) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN notebook.is_deleted_here OR notebook.document_type = 'folder' THEN nullif(server_days, 0)
                ELSE (SELECT retention_days FROM users WHERE id = notebook.user_id) END
$$;

-- When a deleted page is removed for good: with its notebook if it went with it. NULL: when somebody removes that.
CREATE FUNCTION page_purged_at(page pages, server_days integer) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT page.deleted_at + interval '1 day' * CASE
        WHEN notebook.is_purged THEN 0
        WHEN page.deleted_at >= notebook.deleted_at THEN days_kept(notebook, server_days)
        ELSE nullif(server_days, 0) END
    FROM notebooks AS notebook WHERE notebook.id = page.notebook_id
$$;
