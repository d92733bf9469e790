-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Workspaces: shelves of notebooks with members (docs/decisions/0097). A person's own workspace has no row: its id is the
-- person's, and it holds the notebooks without a workspace_id. Who is a member may read, so only the system writes here.

CREATE TABLE workspaces (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON workspaces TO rmirror_system;

CREATE TABLE workspace_members (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('viewer', 'member', 'owner')),
    joined_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, workspace_id)
);
CREATE INDEX workspace_members_workspace ON workspace_members (workspace_id);
SELECT guard_tenant_table('workspace_members');
REVOKE INSERT, UPDATE, DELETE ON workspace_members FROM rmirror_tenant;

-- Each makes one person a member. A revoked one has no row any more.
CREATE TABLE workspace_invitations (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),  -- SHA-256.
    role text NOT NULL CHECK (role IN ('viewer', 'member', 'owner')),
    invited_by uuid REFERENCES users ON DELETE SET NULL,
    used_by uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX workspace_invitations_workspace ON workspace_invitations (workspace_id, id);
CREATE INDEX workspace_invitations_invited_by ON workspace_invitations (invited_by) WHERE invited_by IS NOT NULL;
CREATE INDEX workspace_invitations_used_by ON workspace_invitations (used_by) WHERE used_by IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON workspace_invitations TO rmirror_system;

-- What happened in a workspace. People and notebooks are named by their ids, so that their names go with them.
CREATE TABLE workspace_audit (
    id uuid PRIMARY KEY DEFAULT uuid_v7(),
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    action text NOT NULL CHECK (action IN (
        'created', 'renamed', 'invited', 'invitation_revoked', 'joined', 'role_changed', 'removed', 'left', 'handed_over',
        'notebook_moved_in', 'notebook_moved_out')),
    actor_id uuid REFERENCES users ON DELETE SET NULL,
    person_id uuid REFERENCES users ON DELETE SET NULL,  -- Whom it concerns, if not the actor.
    notebook_id uuid,  -- Of the actor or, if there is one, the person.
    details jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX workspace_audit_workspace ON workspace_audit (workspace_id, id);
CREATE INDEX workspace_audit_actor ON workspace_audit (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX workspace_audit_person ON workspace_audit (person_id) WHERE person_id IS NOT NULL;
GRANT SELECT, INSERT ON workspace_audit TO rmirror_system;

-- Notebooks that left a workspace, for readers of its changes: each with the change of its person with which it left, and
-- what is shown of it, which is no name or tag. A notebook that comes back has no row any more.
CREATE TABLE workspace_departures (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    notebook_id uuid NOT NULL,
    shown jsonb NOT NULL,
    change bigint NOT NULL,
    left_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX workspace_departures_workspace ON workspace_departures (workspace_id, user_id);
ALTER TABLE workspace_departures ADD PRIMARY KEY (user_id, workspace_id, notebook_id);
SELECT guard_tenant_table('workspace_departures');
