-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What members of a workspace may read of other people's libraries (docs/decisions/0097). Their requests run as
-- rmirror_member, with two people in the settings of the transaction: the user whose rows are read, and the member
-- (db::as_member()). The role reads what is in the notebooks that both share, and writes nothing: what members write is
-- written as the user, after member_writes().

-- The notebooks of the user that the member may read: none once the membership has ended. Other functions and policies
-- call it once for each statement.
CREATE FUNCTION member_notebooks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    owner CONSTANT uuid := current_user_id();
    member CONSTANT uuid := member_id();
BEGIN
    RETURN array(SELECT notebook.id
                 FROM workspace_members AS membership
                 JOIN notebooks AS notebook ON notebook.workspace_id = membership.workspace_id
                 WHERE membership.user_id = member AND notebook.user_id = owner);
END
$$;

CREATE FUNCTION member_workspaces() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    member CONSTANT uuid := member_id();
BEGIN
    RETURN array(SELECT workspace_id FROM workspace_members WHERE user_id = member);
END
$$;

-- Whether the person may change what is in a notebook of the user. If so, they may until the transaction ends: who ends
-- the membership, or makes them a viewer, waits for it.
CREATE FUNCTION member_writes(person uuid, notebook uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    owner CONSTANT uuid := current_user_id();
    shelf uuid;
    held text;
BEGIN
    SELECT workspace_id INTO shelf FROM notebooks WHERE user_id = owner AND id = notebook;
    SELECT role INTO held FROM workspace_members WHERE user_id = person AND workspace_id = shelf FOR SHARE;
    RETURN coalesce(held <> 'viewer', false);
END
$$;

GRANT CREATE ON SCHEMA public TO rmirror_system;
ALTER FUNCTION member_notebooks OWNER TO rmirror_system;
ALTER FUNCTION member_workspaces OWNER TO rmirror_system;
ALTER FUNCTION member_writes OWNER TO rmirror_system;
REVOKE CREATE ON SCHEMA public FROM rmirror_system;

-- As they run as their caller, the policies below hold in these.
CREATE FUNCTION member_reads_page(page uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    owner CONSTANT uuid := current_user_id();
BEGIN
    RETURN EXISTS (SELECT 1 FROM pages WHERE user_id = owner AND id = page);
END
$$;

CREATE FUNCTION member_reads_blob(blob uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    owner CONSTANT uuid := current_user_id();
BEGIN
    RETURN EXISTS (SELECT 1 FROM display_images WHERE user_id = owner AND blob_id = blob)
        OR EXISTS (SELECT 1 FROM page_images WHERE user_id = owner AND blob_id = blob)
        OR EXISTS (SELECT 1 FROM attachments WHERE user_id = owner AND blob_id = blob);
END
$$;

CREATE POLICY member ON notebooks FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND id = ANY ((SELECT member_notebooks())::uuid[]));
CREATE POLICY member ON pages FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND notebook_id = ANY ((SELECT member_notebooks())::uuid[]));
CREATE POLICY member ON search_documents FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND notebook_id = ANY ((SELECT member_notebooks())::uuid[]));
CREATE POLICY member ON passages FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND notebook_id = ANY ((SELECT member_notebooks())::uuid[]));
CREATE POLICY member ON embedded_pages FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND member_reads_page(page_id));
CREATE POLICY member ON document_versions FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND member_reads_page(page_id));
CREATE POLICY member ON todos FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND member_reads_page(page_id));
CREATE POLICY member ON highlights FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND member_reads_page(page_id));
CREATE POLICY member ON attachments FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND member_reads_page(page_id));
CREATE POLICY member ON page_images FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND member_reads_page(page_id));
CREATE POLICY member ON display_images FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND member_reads_page(page_id));
CREATE POLICY member ON blobs FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND member_reads_blob(id));
CREATE POLICY member ON workspace_departures FOR SELECT TO rmirror_member
    USING (user_id = (SELECT current_user_id()) AND workspace_id = ANY ((SELECT member_workspaces())::uuid[]));
-- A number, and what changes with the tree.
CREATE POLICY member ON change_counters FOR SELECT TO rmirror_member USING (user_id = (SELECT current_user_id()));
GRANT SELECT ON notebooks, pages, search_documents, passages, embedded_pages, document_versions, todos, highlights,
    attachments, page_images, display_images, blobs, workspace_departures, change_counters, reading_state, meaning_spaces
    TO rmirror_member;

-- Moves notebooks of a user into a workspace (NULL: the user's own). All that is shown of them gets the number of this
-- change, so that no reader of that workspace misses it, however far they had read; readers of the former workspace are
-- told that they left. The caller holds the lock of the library.
CREATE FUNCTION move_notebooks(owner uuid, moved uuid[], target uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    leaving CONSTANT uuid[] := array(SELECT id FROM notebooks
                                     WHERE user_id = (SELECT owner) AND id = ANY (moved)
                                         AND workspace_id IS DISTINCT FROM target);
    number bigint;
BEGIN
    IF cardinality(leaving) = 0 THEN
        RETURN;
    END IF;
    number := change_of(owner);
    INSERT INTO workspace_departures AS known (user_id, workspace_id, notebook_id, shown, change)
    SELECT owner, notebook.workspace_id, notebook.id,
           notebook_json(notebook) || jsonb_build_object('visible_name', '', 'full_path', '', 'parent_uuid', NULL,
                                                         'tags', '[]'::jsonb, 'authors', '[]'::jsonb), number
    FROM notebooks AS notebook
    WHERE notebook.user_id = (SELECT owner) AND notebook.id = ANY (leaving) AND notebook.workspace_id IS NOT NULL
    ON CONFLICT (user_id, workspace_id, notebook_id) DO UPDATE
    SET shown = excluded.shown, change = excluded.change, left_at = excluded.left_at;
    DELETE FROM workspace_departures
    WHERE user_id = (SELECT owner) AND workspace_id = target AND notebook_id = ANY (leaving);
    UPDATE notebooks SET workspace_id = target WHERE user_id = (SELECT owner) AND id = ANY (leaving);
    UPDATE pages SET change = change
    WHERE user_id = (SELECT owner) AND notebook_id = ANY (leaving) AND deleted_at IS NULL;
    UPDATE todos SET change = todos.change
    FROM pages AS page
    WHERE todos.user_id = (SELECT owner) AND page.user_id = (SELECT owner) AND page.id = todos.page_id
        AND page.notebook_id = ANY (leaving) AND todos.deleted_at IS NULL;
    UPDATE highlights SET change = highlights.change
    FROM pages AS page
    WHERE highlights.user_id = (SELECT owner) AND page.user_id = (SELECT owner) AND page.id = highlights.page_id
        AND page.notebook_id = ANY (leaving) AND highlights.deleted_at IS NULL;
END
$$;

-- `Workspace` of shared/openapi.yaml, for a member with this role.
CREATE FUNCTION workspace_json(workspace workspaces, held text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', workspace.id, 'name', workspace.name, 'is_own', false, 'role', held,
        'members', (SELECT count(*) FROM workspace_members WHERE workspace_id = workspace.id),
        'created_at', workspace.created_at)
$$;
