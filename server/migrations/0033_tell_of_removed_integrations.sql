-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Tombstones of integrations. They lie in a table of their own, because whoever sets a target up again gets another
-- integration at once.
CREATE TABLE removed_integrations (
    id uuid PRIMARY KEY,  -- The integration's.
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    target_name text NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz NOT NULL DEFAULT now(),
    change bigint NOT NULL
);
CREATE INDEX removed_integrations_change ON removed_integrations (user_id, change);
CREATE INDEX removed_integrations_deleted ON removed_integrations (deleted_at);
SELECT guard_tenant_table('removed_integrations');
CREATE TRIGGER note_removed AFTER DELETE ON removed_integrations REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed();

-- Those of an account that goes leave nothing.
CREATE FUNCTION note_removed_integrations() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO removed_integrations (id, user_id, target_name, created_at, change)
    SELECT id, user_id, target_name, created_at, change_of(user_id)
    FROM removed WHERE user_id IN (SELECT id FROM users);
    RETURN NULL;
END
$$;
CREATE TRIGGER note_removed AFTER DELETE ON integrations REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed_integrations();

CREATE FUNCTION removed_integration_json(integration removed_integrations) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', integration.id, 'target_name', integration.target_name, 'is_enabled', false,
        'created_at', integration.created_at, 'updated_at', integration.deleted_at)
$$;
