-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What rmirror_admin may see and do, the role of every transaction by which someone runs this server
-- (docs/decisions/0101). It sees who people are and what can be counted, column by column, and never what they wrote or
-- what their notebooks are called: a statement that asks for more fails.

-- Every row, and of each these columns.
CREATE FUNCTION show_to_admin(shown regclass, columns text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY admin ON %s FOR SELECT TO rmirror_admin USING (true)', shown);
    EXECUTE format('GRANT SELECT (%s) ON %s TO rmirror_admin', columns, shown);
END
$$;

SELECT show_to_admin('users', 'id, email, full_name, status, created_at');
SELECT show_to_admin('sessions', 'user_id, last_used_at');
SELECT show_to_admin('agent_tokens', 'user_id, last_used_at');
SELECT show_to_admin('notebooks', 'user_id, document_type');
SELECT show_to_admin('pages', 'user_id, ocr_status, deleted_at');
SELECT show_to_admin('library_usage', 'user_id, stored_bytes, row_bytes, notebooks, pages');
SELECT show_to_admin('quota_usage', 'user_id, quota_type, quota_limit, used, reset_at');
SELECT show_to_admin('sync_queue', 'user_id, target_name, item_type, status, run_after, error_class');
SELECT show_to_admin('queue_holds', 'user_id, target_name, until');
SELECT show_to_admin('integrations', 'user_id, target_name, is_enabled, stopped_at, stopped_class, removing_at');
SELECT show_to_admin('sync_records', 'user_id, status');
GRANT SELECT ON reading_state, spend_days, backup_state, mail_state, tier_limits TO rmirror_admin;

-- What admins change.
CREATE POLICY admin ON admins TO rmirror_admin USING (true);
GRANT SELECT, INSERT, DELETE ON admins TO rmirror_admin;
CREATE POLICY admin ON subscriptions TO rmirror_admin USING (true);
GRANT SELECT (user_id, tier, paid_tier, status, page_limit, token_limit, storage_limit), INSERT (user_id, anchor_at),
    UPDATE (tier, page_limit, token_limit, storage_limit, updated_at) ON subscriptions TO rmirror_admin;
GRANT SELECT (id, created_at, expires_at, used_at, revoked_at), INSERT (code_hash, expires_at), UPDATE (revoked_at)
    ON invitations TO rmirror_admin;
GRANT SELECT, UPDATE (invitation_id), DELETE ON waitlist TO rmirror_admin;
GRANT SELECT, INSERT ON admin_acts TO rmirror_admin;
GRANT INSERT (id, purpose, email, invited_by) ON mail_requests TO rmirror_admin;

-- How far someone has come since signing up: the last of these steps that was taken, whatever was left out before it.
CREATE FUNCTION step_of(owner uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN CASE
        WHEN EXISTS (SELECT 1 FROM sync_records WHERE user_id = owner AND status = 'success') THEN 'complete'
        WHEN EXISTS (SELECT 1 FROM integrations WHERE user_id = owner) THEN 'connected'
        WHEN EXISTS (SELECT 1 FROM pages WHERE user_id = owner AND ocr_status = 'completed') THEN 'transcribed'
        WHEN EXISTS (SELECT 1 FROM notebooks WHERE user_id = owner AND document_type <> 'notes') THEN 'sent'
        WHEN EXISTS (SELECT 1 FROM agent_tokens WHERE user_id = owner) THEN 'device_connected'
        ELSE 'signed_up' END;
END
$$;

-- When a browser or a device of theirs was last here.
CREATE FUNCTION last_contact_of(owner uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN greatest((SELECT max(last_used_at) FROM sessions WHERE user_id = owner),
                    (SELECT max(last_used_at) FROM agent_tokens WHERE user_id = owner));
END
$$;

-- What was used of a quota in the current period. Unlike read_quota(), it doesn't say what is reserved.
CREATE FUNCTION used_of_quota(owner uuid, kind text) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT used FROM quota_usage
                     WHERE user_id = owner AND quota_type = kind AND reset_at > now()), 0);
END
$$;

-- The plan of a user: the tier, and the limits of their own. NULL: as the tier says.
CREATE FUNCTION plan_of(owner uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT jsonb_build_object('tier', tier, 'pages', page_limit, 'tokens', token_limit,
                                               'storage', storage_limit)
                     FROM subscriptions WHERE user_id = owner),
                    '{"tier": "free", "pages": null, "tokens": null, "storage": null}');
END
$$;

-- `AdminPerson` of shared/openapi.yaml; NULL for nobody, and for someone whose account is being deleted. `free_pages`,
-- `free_tokens` and `limits` are of the settings.
CREATE FUNCTION person_for_admin(owner uuid, free_pages bigint, free_tokens bigint, limits jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    stored bigint;
    page_count bigint;
BEGIN
    SELECT stored_bytes + row_bytes, pages INTO stored, page_count FROM library_usage WHERE user_id = owner;
    RETURN (SELECT jsonb_build_object(
                'id', id, 'email', email, 'name', nullif(full_name, ''), 'created_at', created_at,
                'is_admin', EXISTS (SELECT 1 FROM admins WHERE user_id = owner),
                'last_contact_at', last_contact_of(owner), 'step', step_of(owner), 'plan', plan_of(owner),
                'pages', coalesce(page_count, 0),
                'storage', jsonb_build_object('used', coalesce(stored, 0),
                                              'limit', limits_of(owner, limits) -> 'storage'),
                'transcribed', jsonb_build_object('used', used_of_quota(owner, 'ocr_pages'),
                                                  'limit', quota_limit_of(owner, 'ocr_pages', free_pages)),
                'tokens', jsonb_build_object('used', used_of_quota(owner, 'tokens'),
                                             'limit', quota_limit_of(owner, 'tokens', free_tokens)))
            FROM users WHERE id = owner AND status <> 'leaving');
END
$$;

-- `AdminAct` of shared/openapi.yaml. `can_undo` doesn't look at what happened since: undoing does.
CREATE FUNCTION act_for_admin(wanted uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'id', act.id, 'act', act.act, 'created_at', act.created_at, 'is_by_command', act.is_by_command,
            'admin', (SELECT email FROM users WHERE id = act.admin_id),
            'person', (SELECT email FROM users WHERE id = act.person_id),
            'person_id', act.person_id,
            'waiting', (SELECT email FROM waitlist WHERE id = act.waitlist_id),
            'invitation_id', act.invitation_id,
            'before', act.before, 'after', act.after, 'undoes', act.undoes, 'undone_by', undo.id,
            'can_undo', act.undoes IS NULL AND undo.id IS NULL AND CASE
                WHEN act.act IN ('make_admin', 'remove_admin', 'change_plan') THEN act.person_id IS NOT NULL
                WHEN act.act = 'invite' THEN act.waitlist_id IS NOT NULL AND act.invitation_id IS NOT NULL
                WHEN act.act = 'remove_from_waitlist' THEN false
                ELSE act.invitation_id IS NOT NULL END)
        FROM admin_acts AS act LEFT JOIN admin_acts AS undo ON undo.undoes = act.id
        WHERE act.id = wanted);
END
$$;
