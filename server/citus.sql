-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Spreads an rMirror database over the workers of a Citus cluster: each user's rows lie on one of them.
--
-- Run once, with psql on the coordinator, as the owner of the database, after `rmirror-server --migrate`. All nodes are
-- added before (citus_set_coordinator_host, citus_add_node), and all of them have
--     citus.enable_unsafe_triggers = on                  triggers write only rows of the same user
--     citus.allow_nested_distributed_execution = on      functions read only rows of the same user
-- and the coordinator has
--     citus.propagate_set_commands = local               workers have to know the user of the transaction
--
-- Written for tables with rows or without; with many rows it takes long, and nobody must write meanwhile.
\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
SET client_min_messages = warning;
BEGIN;
-- Shards of several tables are made in one transaction.
SET LOCAL citus.multi_shard_modify_mode = 'sequential';

-- Policies and functions ---------------------------------------------------------------------------------------------

-- Citus takes no subquery in a policy.
DO $$
DECLARE
    guarded record;
BEGIN
    FOR guarded IN
        SELECT polrelid::regclass AS name, CASE polrelid WHEN 'users'::regclass THEN 'id' ELSE 'user_id' END AS owner
        FROM pg_policy WHERE polname = 'tenant' LOOP
        EXECUTE format('ALTER POLICY tenant ON %s USING (%I = current_user_id())', guarded.name, guarded.owner);
    END LOOP;
    FOR guarded IN
        SELECT polname AS policy, polrelid::regclass AS name,
               regexp_replace(pg_get_expr(polqual, polrelid), '\( *SELECT (\w+\(\))[^()]*\)', '\1', 'g') AS condition
        FROM pg_policy WHERE polname IN ('link', 'member') LOOP
        EXECUTE format('ALTER POLICY %I ON %s USING (%s)', guarded.policy, guarded.name, guarded.condition);
    END LOOP;
END
$$;

-- Nor does it give workers the rights to columns. Of the other columns nothing is shown either: the statements of links
-- (server/src/sharing) don't name them.
GRANT SELECT ON notebooks, pages, todos, highlights, page_images, display_images, attachments, blobs TO rmirror_link;

-- Statements of SQL functions are planned for unknown arguments, so Citus could not know the worker. Those of PL/pgSQL
-- functions are planned for the given ones, but not where the user is in a subquery. `use_column`: names mean in
-- PL/pgSQL what they mean in SQL. A row of a table is a `record`, because on a worker it is a row of a part of the table,
-- which is another type.
DO $$
DECLARE
    tables CONSTANT text := (SELECT string_agg(relname, '|') FROM pg_class
                             WHERE relnamespace = 'public'::regnamespace AND relkind = 'r');
    written record;
    body text;
    head text;
BEGIN
    FOR written IN
        SELECT oid, oid::regprocedure AS name, prosrc, proretset, prorettype = 'void'::regtype AS returns_nothing,
               prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql') AS is_sql,
               proname IN ('queue_differences', 'items_affected_by_rules')
                   OR prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql')
                   AS is_called_with_rows
        FROM pg_proc AS function
        WHERE pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT 1 FROM pg_depend
                            WHERE classid = 'pg_proc'::regclass AND objid = function.oid AND deptype = 'e')
            AND (prosrc ~ ('\m(FROM|JOIN|INTO|UPDATE) (' || tables || ')\M')
                 OR pg_get_function_arguments(oid) ~ (' (' || tables || ')(,|$)')) LOOP
        body := regexp_replace(written.prosrc, '\(SELECT ([a-z_.]+|NEW\.user_id)\)', '\1', 'g');
        head := split_part(pg_get_functiondef(written.oid), 'AS $', 1);
        IF written.is_sql THEN
            body := E'\n#variable_conflict use_column\nBEGIN\n'
                || CASE WHEN written.returns_nothing THEN body
                        WHEN written.proretset THEN 'RETURN QUERY' || rtrim(body, E' \n') || ';'
                        ELSE 'RETURN (' || body || ');' END
                || E'\nEND\n';
            head := replace(head, 'LANGUAGE sql', 'LANGUAGE plpgsql');
        END IF;
        IF written.is_called_with_rows AND head ~ ('[(,] ?\w+ (' || tables || ')[,)]') THEN
            EXECUTE format('DROP FUNCTION %s', written.name);
            head := regexp_replace(head, '([(,] ?\w+) (' || tables || ')(?=[,)])', '\1 record', 'g');
        END IF;
        EXECUTE head || 'AS ' || quote_literal(body);
    END LOOP;
END
$$;

-- Servers listen at the coordinator only, and a transaction that writes at several nodes may not notify at a worker.
CREATE OR REPLACE FUNCTION tell(channel text, message text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT groupid = 0 FROM pg_dist_local_group) THEN
        PERFORM pg_notify(channel, message);
    END IF;
END
$$;

-- Tables -------------------------------------------------------------------------------------------------------------

-- Citus inserts into all columns that have a default, so who may insert into some may insert into all.
CREATE TEMP TABLE column_grants AS
SELECT DISTINCT attrelid::regclass::text AS name,
       CASE privilege_type WHEN 'INSERT' THEN format('GRANT INSERT ON %%s TO %I', rolname)
                           ELSE format('GRANT %s (%I) ON %%s TO %I', privilege_type, attname, rolname) END AS command
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid, aclexplode(attacl) AS acl
JOIN pg_roles ON pg_roles.oid = acl.grantee
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND rolname = 'rmirror_admin';

-- A table that has a foreign key can't be distributed before the one that it refers to, nor after.
CREATE TEMP TABLE foreign_keys ON COMMIT DROP AS
SELECT conrelid::regclass::text AS name, conname, pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace;
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', name, conname) FROM foreign_keys \gexec

-- Copied to every node: what the rows of all users refer to, and what functions on the workers read.
SELECT create_reference_table('users');
SELECT create_reference_table('workspaces');
SELECT create_reference_table('workspace_members');
SELECT create_reference_table('reading_state');
SELECT create_reference_table('meaning_state');
SELECT create_reference_table('mail_state');
SELECT create_reference_table('tier_limits');
SELECT create_reference_table('ocr_batches');

-- By user, and all of a user's rows on the same worker.
SELECT create_distributed_table('change_counters', 'user_id', colocate_with => 'none');
SELECT create_distributed_table(name::regclass, 'user_id', colocate_with => 'change_counters')
FROM unnest(ARRAY[
    'notebooks', 'pages', 'document_versions', 'todos', 'highlights', 'removal_warnings', 'sync_selections',
    'reading_words',
    'blobs', 'pending_blobs', 'uploads', 'attachments', 'page_images', 'display_images', 'page_pictures', 'kept_answers',
    'share_links',
    'sealed_keys', 'sealed_chunks', 'sealed_backups', 'sealed_uploads',
    'subscriptions', 'stripe_subscriptions', 'checkouts', 'quota_usage', 'quota_reservations', 'quota_months', 'failed_readings', 'page_retries',
    'library_usage', 'pending_usage',
    'sync_queue', 'queue_holds', 'ocr_batch_pages', 'mails',
    'connections', 'favourite_pages', 'integrations', 'removed_integrations', 'sync_passes', 'previews',
    'sync_records', 'notifications', 'notice_choices', 'notice_webhooks',
    'search_documents', 'search_words', 'embedded_pages', 'passages', 'workspace_departures']) AS name;

-- All others stay on the coordinator, whole: what signs people and devices in (identities, sessions, refresh_tokens,
-- sign_in_visits, browsers, agent_tokens, used_agent_tokens, device_codes, oauth_states, invitations, account_links,
-- sign_in_attempts), which is looked up by a secret before its user is known, and audit, admins, admin_acts, waitlist,
-- mail_requests, workspace_invitations, workspace_audit, workspace_history, removal_receipts, deleted_identities,
-- clerk_deliveries, stripe_events, stripe_checks, stripe_leavers, stripe_comparison, spend_days, meaning_spaces,
-- telemetry_days and schema_migrations.
SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', name, conname, definition) FROM foreign_keys \gexec

-- Functions with rows of tables as arguments, which could not be on the workers before the tables.
SELECT create_distributed_function(oid::regprocedure)
FROM pg_proc AS function
WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend
                    WHERE classid = 'pg_proc'::regclass AND objid = function.oid AND deptype = 'e')
    AND NOT EXISTS (SELECT 1 FROM pg_dist_object WHERE classid = 'pg_proc'::regclass AND objid = function.oid);

-- The coordinator connects to the workers as the role of the transaction.
ALTER ROLE rmirror_tenant LOGIN;
ALTER ROLE rmirror_system LOGIN;
ALTER ROLE rmirror_link LOGIN;
ALTER ROLE rmirror_admin LOGIN;
ALTER ROLE rmirror_member LOGIN;
COMMIT;

-- Rights to single columns, which Citus copies neither to the parts of a table nor to the table that it puts in place of
-- one that stays here.
SET citus.enable_ddl_propagation = off;
DO $$
DECLARE
    given record;
    failure text;
BEGIN
    FOR given IN SELECT * FROM column_grants LOOP
        EXECUTE format(given.command, given.name);
        IF EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = given.name::regclass) THEN
            SELECT max(result) INTO failure
            FROM run_command_on_shards(given.name::regclass, given.command) WHERE NOT success;
            IF failure IS NOT NULL THEN
                RAISE EXCEPTION '%: %', given.command, failure;
            END IF;
        END IF;
    END LOOP;
END
$$;
