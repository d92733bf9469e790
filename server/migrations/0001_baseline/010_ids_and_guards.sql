-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What every table uses: extensions, ids, and the lock between tenants.
--
-- About functions: PostgreSQL puts the body of an SQL function into the statement that calls it, if that is an expression
-- without a subquery. Any other one it parses and plans in each statement, at a tenth of a millisecond. So functions
-- with a subquery that frequent statements call are PL/pgSQL, which keeps its plans.

-- All four come with PostgreSQL and are trusted: the owner of a database may create them.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Every transaction runs as rmirror_tenant, who sees one user's rows, as rmirror_link, who sees what a link shows of
-- them (045_links.sql), or as rmirror_system, who sees all. Roles belong to the whole cluster, so they are created before
-- any migration (create_roles() in server/src/db/migrate.cpp).
GRANT SELECT ON schema_migrations TO rmirror_system;

-- UUID version 7 (RFC 9562): 48 bits of milliseconds, then 12 bits with the fraction of the millisecond (section 6.2,
-- method 3), so that ids sort in the order in which they were created. The rest is random.
CREATE FUNCTION uuid_v7() RETURNS uuid
LANGUAGE plpgsql VOLATILE PARALLEL SAFE AS $$
DECLARE
    micro CONSTANT bigint := extract(epoch FROM clock_timestamp()) * 1000000;
BEGIN
    RETURN encode(
        overlay(overlay(uuid_send(gen_random_uuid())
                        PLACING substring(int8send(micro / 1000) FROM 3) FROM 1 FOR 6)
                PLACING substring(int4send((28672 + micro % 1000 * 4096 / 1000)::integer) FROM 3) FROM 7 FOR 2),
        'hex')::uuid;
END
$$;

-- The name of the table that a trigger is for: with Citus, rows are in numbered parts of the table, such as pages_102008
-- (server/citus.sql).
CREATE FUNCTION plain_name(part name) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(part, '_[0-9]+$', '')
$$;

-- Tells the servers when the transaction commits.
CREATE FUNCTION tell(channel text, message text) RETURNS void
LANGUAGE sql AS $$
    SELECT pg_notify(channel, message)
$$;

-- The user of a tenant's transaction. NULL, which equals no id, where none is set.
CREATE FUNCTION current_user_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('rmirror.user_id', true), '')::uuid
$$;

-- The member of workspaces who reads in a transaction of rmirror_member (230_membership.sql). NULL in all others.
CREATE FUNCTION member_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('rmirror.member_id', true), '')::uuid
$$;

-- Every table with rows of users calls this; a test fails for one that doesn't. FORCE makes the policies hold for the
-- table's owner too.
--
-- The policy compares with a subquery because its value isn't known at planning time. Statistics list the users with
-- the most rows by name and assume that any other user has almost none: planned for a known value, a query of a new
-- user's library would read all of that user's rows for each row it looks up. For an unknown value PostgreSQL assumes
-- as many rows as the average user has. Statements that look up many rows write `user_id = (SELECT $1::uuid)` for the
-- same reason.
--
-- An empty table without statistics needs one thing more. PostgreSQL then expects one row per user, so that all indexes
-- that begin with user_id seem equally good, and takes the one that was created last. A plan that a function or a
-- prepared statement keeps is still used when the table has grown. So the key or index by which a table's rows are
-- looked up one by one is created after its others. A look-up by another index asks for the order of that index
-- (ORDER BY), which the others don't have.
CREATE FUNCTION guard_tenant_table(guarded regclass, owner_column text DEFAULT 'user_id') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format('CREATE POLICY tenant ON %s TO rmirror_tenant USING (%I = (SELECT current_user_id()))', guarded,
                   owner_column);
    EXECUTE format('CREATE POLICY system ON %s TO rmirror_system USING (true)', guarded);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO rmirror_tenant, rmirror_system', guarded);
END
$$;
