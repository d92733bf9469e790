-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What all tables stand on: two roles, ids, the lock between tenants, and the cursor of changes.

-- Whatever user connects, work is done as one of these two. Neither owns a table, so neither can bypass row-level
-- security: rmirror_tenant sees one user's rows; rmirror_system (sign-in, worker, scheduler) sees all.
-- Roles belong to the whole cluster: another database may have made them, or be making them at this moment.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['rmirror_tenant', 'rmirror_system'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
        IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
    END LOOP;
END
$$;

-- RFC 9562 version 7: 48 bits of milliseconds, then chance. A random version 4 becomes one by its time and two bits.
CREATE FUNCTION uuid_v7() RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                    FROM 1 FOR 6),
            52, 1), 53, 1), 'hex')::uuid
$$;

-- The user a tenant's transaction works for; NULL, which equals nobody, when none is set.
CREATE FUNCTION current_user_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('rmirror.user_id', true), '')::uuid
$$;

-- Every table with rows of users goes through here; a test fails for one that does not. FORCE holds for the owner too.
CREATE FUNCTION guard_tenant_table(guarded regclass, owner_column text DEFAULT 'user_id') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format('CREATE POLICY tenant ON %s TO rmirror_tenant USING (%I = current_user_id())', guarded, owner_column);
    EXECUTE format('CREATE POLICY system ON %s TO rmirror_system USING (true)', guarded);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO rmirror_tenant, rmirror_system', guarded);
END
$$;
