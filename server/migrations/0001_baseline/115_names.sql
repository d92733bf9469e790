-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Finding rows by the UUIDs that devices give them.
--
-- While a library is new, PostgreSQL has no statistics, expects one row per user, and takes any index that begins with
-- user_id: it would read all notebooks of the user to find one, and all its pages. The order makes it take the index
-- that needs no sorting, which is the one that finds a single row.

-- The id of a page that isn't deleted, nor its notebook. NULL: there is none. Statements call it in a subquery,
-- `id = (SELECT page_named(…))`: otherwise row-level security has it called for each row of the user.
CREATE FUNCTION page_named(owner uuid, notebook uuid, page uuid) RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (SELECT id FROM pages
            WHERE user_id = owner AND page_uuid BETWEEN page AND page AND deleted_at IS NULL
                AND notebook_id = (SELECT id FROM notebooks
                                   WHERE user_id = owner AND notebook_uuid BETWEEN notebook AND notebook
                                       AND deleted_at IS NULL
                                   ORDER BY notebook_uuid LIMIT 1)
            ORDER BY page_uuid LIMIT 1);
END
$$;
