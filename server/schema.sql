-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The schema as all migrations together make it, to be read: `scripts/schema` writes it, a test compares.

-- Extensions

CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

-- Tables, each with what holds for it

CREATE TABLE agent_tokens (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    jti uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    session_id uuid,
    previous_jti uuid,
    previous_until timestamptz,
    version text,
    platform text,
    sources text[],
    last_sync_at timestamptz,
    problem text,
    reported_at timestamptz,
    renewed_at timestamptz,
    renewals integer DEFAULT 0 NOT NULL,
    reused_at timestamptz,
    CONSTRAINT agent_tokens_check CHECK (((previous_jti IS NULL) = (previous_until IS NULL))),
    CONSTRAINT agent_tokens_check1 CHECK ((previous_jti <> jti)),
    CONSTRAINT agent_tokens_check2 CHECK ((num_nonnulls(version, platform, sources, reported_at) IN (0, 4))),
    CONSTRAINT agent_tokens_check3 CHECK (((reported_at IS NOT NULL) OR (num_nonnulls(last_sync_at, problem) = 0))),
    CONSTRAINT agent_tokens_check4 CHECK (((renewed_at IS NULL) = (renewals = 0))),
    CONSTRAINT agent_tokens_check5 CHECK (((reused_at IS NULL) OR (revoked_at IS NOT NULL))),
    CONSTRAINT agent_tokens_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT agent_tokens_platform_check CHECK (((length(platform) >= 1) AND (length(platform) <= 100))),
    CONSTRAINT agent_tokens_problem_check CHECK (((length(problem) >= 1) AND (length(problem) <= 300))),
    CONSTRAINT agent_tokens_renewals_check CHECK ((renewals >= 0)),
    CONSTRAINT agent_tokens_sources_check CHECK ((cardinality(sources) <= 10)),
    CONSTRAINT agent_tokens_version_check CHECK (((length(version) >= 1) AND (length(version) <= 50)))
);
ALTER TABLE agent_tokens FORCE ROW LEVEL SECURITY;
ALTER TABLE agent_tokens ADD CONSTRAINT agent_tokens_jti_key UNIQUE (jti);
ALTER TABLE agent_tokens ADD CONSTRAINT agent_tokens_pkey PRIMARY KEY (id);
ALTER TABLE agent_tokens ADD CONSTRAINT agent_tokens_previous_jti_key UNIQUE (previous_jti);
ALTER TABLE agent_tokens ADD CONSTRAINT agent_tokens_user_id_id_key UNIQUE (user_id, id);
ALTER TABLE agent_tokens ADD CONSTRAINT agent_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE agent_tokens ADD CONSTRAINT agent_tokens_user_id_session_id_fkey FOREIGN KEY (user_id, session_id) REFERENCES sessions(user_id, id) ON DELETE SET NULL (session_id);
CREATE INDEX agent_tokens_session ON agent_tokens USING btree (session_id) WHERE (session_id IS NOT NULL);
CREATE INDEX agent_tokens_user ON agent_tokens USING btree (user_id);
CREATE TRIGGER tell_ended_access AFTER UPDATE OF revoked_at ON agent_tokens FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION tell_ended_access();
ALTER TABLE agent_tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON agent_tokens TO rmirror_system USING (true);
CREATE POLICY tenant ON agent_tokens TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE agent_tokens TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE agent_tokens TO rmirror_system;

CREATE TABLE audit (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid,
    action text NOT NULL,
    address text DEFAULT '' NOT NULL,
    request_id text DEFAULT '' NOT NULL,
    details jsonb DEFAULT '{}' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT audit_action_check CHECK (((length(action) >= 1) AND (length(action) <= 100))),
    CONSTRAINT audit_address_check CHECK ((length(address) <= 64)),
    CONSTRAINT audit_request_id_check CHECK ((length(request_id) <= 64))
);
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
ALTER TABLE audit ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE audit ADD CONSTRAINT audit_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL;
CREATE INDEX audit_age ON audit USING btree (created_at);
CREATE INDEX audit_user ON audit USING btree (user_id, created_at);
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON audit TO rmirror_system USING (true);
CREATE POLICY tenant ON audit TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT ON TABLE audit TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE audit TO rmirror_system;

CREATE TABLE blobs (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    sha256 text NOT NULL,
    media_type text NOT NULL,
    size_bytes bigint NOT NULL,
    store text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    copy text DEFAULT '' NOT NULL,
    CONSTRAINT blobs_copy_check CHECK ((length(copy) IN (0, 36))),
    CONSTRAINT blobs_media_type_check CHECK (((length(media_type) >= 3) AND (length(media_type) <= 100))),
    CONSTRAINT blobs_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$')),
    CONSTRAINT blobs_size_bytes_check CHECK ((size_bytes >= 0)),
    CONSTRAINT blobs_store_check CHECK ((store IN ('disk', 's3')))
);
ALTER TABLE blobs FORCE ROW LEVEL SECURITY;
ALTER TABLE blobs ADD CONSTRAINT blobs_pkey PRIMARY KEY (id);
ALTER TABLE blobs ADD CONSTRAINT blobs_user_id_id_key UNIQUE (user_id, id);
ALTER TABLE blobs ADD CONSTRAINT blobs_user_id_sha256_key UNIQUE (user_id, sha256);
ALTER TABLE blobs ADD CONSTRAINT blobs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE TRIGGER note_less_usage AFTER DELETE ON blobs REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON blobs REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
ALTER TABLE blobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON blobs TO rmirror_system USING (true);
CREATE POLICY tenant ON blobs TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE blobs TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE blobs TO rmirror_system;

CREATE TABLE browsers (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    last_used_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT browsers_token_hash_check CHECK ((length(token_hash) = 32))
);
ALTER TABLE browsers FORCE ROW LEVEL SECURITY;
ALTER TABLE browsers ADD CONSTRAINT browsers_pkey PRIMARY KEY (id);
ALTER TABLE browsers ADD CONSTRAINT browsers_token_hash_user_id_key UNIQUE (token_hash, user_id);
ALTER TABLE browsers ADD CONSTRAINT browsers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX browsers_used ON browsers USING btree (user_id, last_used_at);
ALTER TABLE browsers ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON browsers TO rmirror_system USING (true);
CREATE POLICY tenant ON browsers TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE browsers TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE browsers TO rmirror_system;

CREATE TABLE change_counters (
    user_id uuid NOT NULL,
    last bigint NOT NULL,
    tree_version uuid DEFAULT gen_random_uuid() NOT NULL,
    forgotten bigint DEFAULT 0 NOT NULL,
    CONSTRAINT change_counters_forgotten_check CHECK (((forgotten >= 0) AND (forgotten <= last))),
    CONSTRAINT change_counters_last_check CHECK ((last > 0))
);
ALTER TABLE change_counters FORCE ROW LEVEL SECURITY;
ALTER TABLE change_counters ADD CONSTRAINT change_counters_pkey PRIMARY KEY (user_id);
ALTER TABLE change_counters ADD CONSTRAINT change_counters_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE change_counters ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON change_counters TO rmirror_system USING (true);
CREATE POLICY tenant ON change_counters TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE change_counters TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE change_counters TO rmirror_system;

CREATE TABLE connections (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    provider text NOT NULL,
    workspace_id text DEFAULT '' NOT NULL,
    credential bytea NOT NULL,
    key_id text NOT NULL,
    status text DEFAULT 'active' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    workspace_name text,
    kind text,
    bot_id text,
    grants jsonb DEFAULT '{}' NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    refresh_id uuid,
    refresh_until timestamptz,
    refused_at timestamptz,
    blocked_because text,
    CONSTRAINT connections_blocked_because_check CHECK (((length(blocked_because) >= 1) AND (length(blocked_because) <= 1000))),
    CONSTRAINT connections_bot_id_check CHECK ((length(bot_id) <= 255)),
    CONSTRAINT connections_credential_check CHECK ((length(credential) <= 65536)),
    CONSTRAINT connections_grants_check CHECK ((jsonb_typeof(grants) = 'object')),
    CONSTRAINT connections_key_id_check CHECK (((length(key_id) >= 1) AND (length(key_id) <= 50))),
    CONSTRAINT connections_kind_check CHECK ((kind IN ('oauth', 'token'))),
    CONSTRAINT connections_provider_check CHECK (((length(provider) >= 1) AND (length(provider) <= 50))),
    CONSTRAINT connections_refresh_check CHECK (((refresh_id IS NULL) = (refresh_until IS NULL))),
    CONSTRAINT connections_status_check CHECK ((status IN ('active', 'broken'))),
    CONSTRAINT connections_workspace_id_check CHECK ((length(workspace_id) <= 255)),
    CONSTRAINT connections_workspace_name_check CHECK ((length(workspace_name) <= 1000))
);
ALTER TABLE connections FORCE ROW LEVEL SECURITY;
ALTER TABLE connections ADD CONSTRAINT connections_pkey PRIMARY KEY (id);
ALTER TABLE connections ADD CONSTRAINT connections_user_id_id_key UNIQUE (user_id, id);
ALTER TABLE connections ADD CONSTRAINT connections_user_id_provider_workspace_id_key UNIQUE (user_id, provider, workspace_id);
ALTER TABLE connections ADD CONSTRAINT connections_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX connections_workspace ON connections USING btree (provider, workspace_id) WHERE (workspace_id <> '');
ALTER TABLE connections ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON connections TO rmirror_system USING (true);
CREATE POLICY tenant ON connections TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE connections TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE connections TO rmirror_system;

CREATE TABLE device_codes (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid,
    device_code_hash bytea NOT NULL,
    user_code text NOT NULL,
    name text NOT NULL,
    status text DEFAULT 'pending' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    expires_at timestamptz NOT NULL,
    last_polled_at timestamptz,
    session_id uuid,
    CONSTRAINT device_codes_check CHECK (((status = 'pending') OR (user_id IS NOT NULL))),
    CONSTRAINT device_codes_device_code_hash_check CHECK ((length(device_code_hash) = 32)),
    CONSTRAINT device_codes_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT device_codes_status_check CHECK ((status IN ('pending', 'approved', 'denied', 'redeemed'))),
    CONSTRAINT device_codes_user_code_check CHECK (((length(user_code) >= 4) AND (length(user_code) <= 16)))
);
ALTER TABLE device_codes FORCE ROW LEVEL SECURITY;
ALTER TABLE device_codes ADD CONSTRAINT device_codes_device_code_hash_key UNIQUE (device_code_hash);
ALTER TABLE device_codes ADD CONSTRAINT device_codes_pkey PRIMARY KEY (id);
ALTER TABLE device_codes ADD CONSTRAINT device_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE device_codes ADD CONSTRAINT device_codes_user_id_session_id_fkey FOREIGN KEY (user_id, session_id) REFERENCES sessions(user_id, id) ON DELETE SET NULL (session_id);
CREATE INDEX device_codes_expiry ON device_codes USING btree (expires_at);
CREATE INDEX device_codes_session ON device_codes USING btree (session_id) WHERE (session_id IS NOT NULL);
CREATE UNIQUE INDEX device_codes_shown ON device_codes USING btree (user_code) WHERE (status = 'pending');
CREATE INDEX device_codes_user ON device_codes USING btree (user_id);
ALTER TABLE device_codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON device_codes TO rmirror_system USING (true);
CREATE POLICY tenant ON device_codes TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE device_codes TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE device_codes TO rmirror_system;

CREATE TABLE display_images (
    page_id uuid NOT NULL,
    user_id uuid NOT NULL,
    blob_id uuid NOT NULL,
    look_hash text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    place_left double precision NOT NULL,
    place_top double precision NOT NULL,
    place_width double precision NOT NULL,
    place_height double precision NOT NULL,
    CONSTRAINT display_images_height_check CHECK ((height > 0)),
    CONSTRAINT display_images_look_hash_check CHECK ((length(look_hash) <= 100)),
    CONSTRAINT display_images_place_height_check CHECK ((place_height > (0)::double precision)),
    CONSTRAINT display_images_place_width_check CHECK ((place_width > (0)::double precision)),
    CONSTRAINT display_images_width_check CHECK ((width > 0))
);
ALTER TABLE display_images FORCE ROW LEVEL SECURITY;
ALTER TABLE display_images ADD CONSTRAINT display_images_pkey PRIMARY KEY (page_id);
ALTER TABLE display_images ADD CONSTRAINT display_images_user_id_blob_id_fkey FOREIGN KEY (user_id, blob_id) REFERENCES blobs(user_id, id);
ALTER TABLE display_images ADD CONSTRAINT display_images_user_id_page_id_fkey FOREIGN KEY (user_id, page_id) REFERENCES pages(user_id, id) ON DELETE CASCADE;
CREATE INDEX display_images_blob ON display_images USING btree (blob_id);
CREATE TRIGGER note_changed_usage AFTER UPDATE ON display_images REFERENCING OLD TABLE AS replaced NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON display_images REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON display_images REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
ALTER TABLE display_images ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON display_images TO rmirror_system USING (true);
CREATE POLICY tenant ON display_images TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE display_images TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE display_images TO rmirror_system;

CREATE TABLE failed_readings (
    user_id uuid NOT NULL,
    period_start timestamptz NOT NULL,
    pages integer NOT NULL,
    CONSTRAINT failed_readings_pages_check CHECK ((pages > 0))
);
ALTER TABLE failed_readings FORCE ROW LEVEL SECURITY;
ALTER TABLE failed_readings ADD CONSTRAINT failed_readings_pkey PRIMARY KEY (user_id);
ALTER TABLE failed_readings ADD CONSTRAINT failed_readings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE failed_readings ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON failed_readings TO rmirror_system USING (true);
CREATE POLICY tenant ON failed_readings TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE failed_readings TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE failed_readings TO rmirror_system;

CREATE TABLE favourite_pages (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    page_id uuid NOT NULL,
    title text NOT NULL,
    url text NOT NULL,
    icon text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT favourite_pages_icon_check CHECK ((length(icon) <= 50)),
    CONSTRAINT favourite_pages_title_check CHECK ((length(title) <= 2000)),
    CONSTRAINT favourite_pages_url_check CHECK ((length(url) <= 2000))
);
ALTER TABLE favourite_pages FORCE ROW LEVEL SECURITY;
ALTER TABLE favourite_pages ADD CONSTRAINT favourite_pages_pkey PRIMARY KEY (id);
ALTER TABLE favourite_pages ADD CONSTRAINT favourite_pages_user_id_connection_id_page_id_key UNIQUE (user_id, connection_id, page_id);
ALTER TABLE favourite_pages ADD CONSTRAINT favourite_pages_user_id_connection_id_fkey FOREIGN KEY (user_id, connection_id) REFERENCES connections(user_id, id) ON DELETE CASCADE;
ALTER TABLE favourite_pages ADD CONSTRAINT favourite_pages_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE favourite_pages ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON favourite_pages TO rmirror_system USING (true);
CREATE POLICY tenant ON favourite_pages TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE favourite_pages TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE favourite_pages TO rmirror_system;

CREATE TABLE highlights (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ordinal integer NOT NULL,
    original_text text NOT NULL,
    corrected_text text,
    note text DEFAULT '' NOT NULL,
    color text DEFAULT '' NOT NULL,
    rects jsonb DEFAULT '[]' NOT NULL,
    text_hash text NOT NULL,
    confidence real,
    change bigint NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    deleted_at timestamptz,
    is_held boolean DEFAULT false NOT NULL,
    CONSTRAINT highlights_check CHECK (((deleted_at IS NOT NULL) OR (NOT is_held))),
    CONSTRAINT highlights_color_check CHECK ((length(color) <= 50)),
    CONSTRAINT highlights_confidence_check CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
    CONSTRAINT highlights_corrected_text_check CHECK ((length(corrected_text) <= 100000)),
    CONSTRAINT highlights_note_check CHECK ((length(note) <= 100000)),
    CONSTRAINT highlights_ordinal_check CHECK ((ordinal >= 0)),
    CONSTRAINT highlights_original_text_check CHECK ((length(original_text) <= 100000)),
    CONSTRAINT highlights_text_hash_check CHECK ((length(text_hash) <= 100))
);
ALTER TABLE highlights FORCE ROW LEVEL SECURITY;
ALTER TABLE highlights ADD CONSTRAINT highlights_pkey PRIMARY KEY (id);
ALTER TABLE highlights ADD CONSTRAINT highlights_user_id_page_id_fkey FOREIGN KEY (user_id, page_id) REFERENCES pages(user_id, id) ON DELETE CASCADE;
CREATE INDEX highlights_change ON highlights USING btree (user_id, change, id);
CREATE INDEX highlights_deleted ON highlights USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX highlights_held ON highlights USING btree (page_id) WHERE is_held;
CREATE INDEX highlights_page ON highlights USING btree (page_id, ordinal);
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON highlights FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER note_changed_parts AFTER UPDATE ON highlights REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_parts();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON highlights REFERENCING OLD TABLE AS replaced NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_gone_parts AFTER DELETE ON highlights REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_gone_parts();
CREATE TRIGGER note_less_usage AFTER DELETE ON highlights REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON highlights REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_new_parts AFTER INSERT ON highlights REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_parts();
CREATE TRIGGER note_removed AFTER DELETE ON highlights REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_removed_parts();
CREATE TRIGGER release_restored BEFORE UPDATE ON highlights FOR EACH ROW WHEN ((new.is_held AND (new.deleted_at IS NULL))) EXECUTE FUNCTION release_restored();
ALTER TABLE highlights ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON highlights TO rmirror_system USING (true);
CREATE POLICY tenant ON highlights TO rmirror_tenant USING ((user_id = ( SELECT current_user_id() AS current_user_id)));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE highlights TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE highlights TO rmirror_system;

CREATE TABLE identities (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT identities_issuer_check CHECK (((length(issuer) >= 1) AND (length(issuer) <= 500))),
    CONSTRAINT identities_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 255)))
);
ALTER TABLE identities FORCE ROW LEVEL SECURITY;
ALTER TABLE identities ADD CONSTRAINT identities_issuer_subject_key UNIQUE (issuer, subject);
ALTER TABLE identities ADD CONSTRAINT identities_pkey PRIMARY KEY (id);
ALTER TABLE identities ADD CONSTRAINT identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX identities_user ON identities USING btree (user_id);
ALTER TABLE identities ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON identities TO rmirror_system USING (true);
CREATE POLICY tenant ON identities TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identities TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identities TO rmirror_system;

CREATE TABLE integrations (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    target_name text NOT NULL,
    connection_id uuid,
    is_enabled boolean DEFAULT true NOT NULL,
    settings jsonb DEFAULT '{}' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    change bigint NOT NULL,
    choice jsonb,
    key_hash text,
    cursor_change bigint DEFAULT 0 NOT NULL,
    cursor_kind text DEFAULT '~' NOT NULL,
    cursor_id uuid DEFAULT '00000000-0000-0000-0000-000000000000' NOT NULL,
    cursor_page uuid DEFAULT '00000000-0000-0000-0000-000000000000' NOT NULL,
    checked_at timestamptz DEFAULT now() NOT NULL,
    first_synced_at timestamptz,
    failures_running integer DEFAULT 0 NOT NULL,
    stopped_at timestamptz,
    stopped_class text,
    stopped_because text,
    trials integer DEFAULT 0 NOT NULL,
    removing_at timestamptz,
    look_due_at timestamptz DEFAULT now() NOT NULL,
    looking_until timestamptz,
    looked_at timestamptz,
    looked_to timestamptz,
    next_settings jsonb,
    generation bigint DEFAULT 0 NOT NULL,
    backfill_stopped_at timestamptz,
    verified_address text,
    keeps_made boolean DEFAULT false NOT NULL,
    CONSTRAINT integrations_check CHECK (((next_settings IS NULL) OR (removing_at IS NOT NULL))),
    CONSTRAINT integrations_check1 CHECK (((removing_at IS NOT NULL) OR (NOT keeps_made))),
    CONSTRAINT integrations_key_hash_check CHECK ((key_hash ~ '^[0-9a-f]{64}$')),
    CONSTRAINT integrations_stopped_because_check CHECK ((length(stopped_because) <= 1000)),
    CONSTRAINT integrations_stopped_check CHECK (((stopped_at IS NULL) = (stopped_because IS NULL))),
    CONSTRAINT integrations_stopped_class_check CHECK ((stopped_class IN ('network_error', 'rate_limit', 'auth_error', 'invalid_data', 'quota_exceeded', 'unknown_error'))),
    CONSTRAINT integrations_target_name_check CHECK (((length(target_name) >= 1) AND (length(target_name) <= 50))),
    CONSTRAINT integrations_verified_address_check CHECK ((length(verified_address) <= 2000))
);
ALTER TABLE integrations FORCE ROW LEVEL SECURITY;
ALTER TABLE integrations ADD CONSTRAINT integrations_key_hash_key UNIQUE (key_hash);
ALTER TABLE integrations ADD CONSTRAINT integrations_pkey PRIMARY KEY (id);
ALTER TABLE integrations ADD CONSTRAINT integrations_user_id_id_key UNIQUE (user_id, id);
ALTER TABLE integrations ADD CONSTRAINT integrations_user_id_target_name_key UNIQUE (user_id, target_name);
ALTER TABLE integrations ADD CONSTRAINT integrations_user_id_connection_id_fkey FOREIGN KEY (user_id, connection_id) REFERENCES connections(user_id, id);
ALTER TABLE integrations ADD CONSTRAINT integrations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX integrations_change ON integrations USING btree (user_id, change);
CREATE INDEX integrations_connection ON integrations USING btree (connection_id);
CREATE INDEX integrations_look ON integrations USING btree (target_name, look_due_at);
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE OF target_name, connection_id, is_enabled, settings, choice, first_synced_at, stopped_at, stopped_because, removing_at, verified_address ON integrations FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER note_removed AFTER DELETE ON integrations REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_removed_integrations();
ALTER TABLE integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON integrations TO rmirror_system USING (true);
CREATE POLICY tenant ON integrations TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE integrations TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE integrations TO rmirror_system;

CREATE TABLE invitations (
    id uuid DEFAULT uuid_v7() NOT NULL,
    code_hash bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT invitations_code_hash_check CHECK ((length(code_hash) = 32))
);
ALTER TABLE invitations ADD CONSTRAINT invitations_code_hash_key UNIQUE (code_hash);
ALTER TABLE invitations ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE invitations TO rmirror_system;

CREATE TABLE library_usage (
    user_id uuid NOT NULL,
    stored_bytes bigint DEFAULT 0 NOT NULL,
    pending_bytes bigint DEFAULT 0 NOT NULL,
    row_bytes bigint DEFAULT 0 NOT NULL,
    notebooks bigint DEFAULT 0 NOT NULL,
    pages bigint DEFAULT 0 NOT NULL,
    CONSTRAINT library_usage_notebooks_check CHECK ((notebooks >= 0)),
    CONSTRAINT library_usage_pages_check CHECK ((pages >= 0)),
    CONSTRAINT library_usage_pending_bytes_check CHECK ((pending_bytes >= 0)),
    CONSTRAINT library_usage_row_bytes_check CHECK ((row_bytes >= 0)),
    CONSTRAINT library_usage_stored_bytes_check CHECK ((stored_bytes >= 0))
);
ALTER TABLE library_usage FORCE ROW LEVEL SECURITY;
ALTER TABLE library_usage ADD CONSTRAINT library_usage_pkey PRIMARY KEY (user_id);
ALTER TABLE library_usage ADD CONSTRAINT library_usage_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE CONSTRAINT TRIGGER flush_usage AFTER INSERT OR UPDATE ON library_usage DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION flush_noted_usage();
ALTER TABLE library_usage ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON library_usage TO rmirror_system USING (true);
CREATE POLICY tenant ON library_usage TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE library_usage TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE library_usage TO rmirror_system;

CREATE TABLE notebooks (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    notebook_uuid uuid NOT NULL,
    document_type text NOT NULL,
    visible_name text NOT NULL,
    parent_uuid uuid,
    is_trashed boolean DEFAULT false NOT NULL,
    is_pinned boolean DEFAULT false NOT NULL,
    orientation text DEFAULT 'portrait' NOT NULL,
    tags text[] DEFAULT '{}' NOT NULL,
    authors text[] DEFAULT '{}' NOT NULL,
    metadata jsonb DEFAULT '{}' NOT NULL,
    last_modified timestamptz,
    last_opened timestamptz,
    change bigint NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    deleted_at timestamptz,
    full_path text NOT NULL,
    folders uuid[] NOT NULL,
    is_gone boolean NOT NULL,
    items_change bigint NOT NULL,
    is_deleted_here boolean DEFAULT false NOT NULL,
    is_purged boolean DEFAULT false NOT NULL,
    CONSTRAINT notebooks_check CHECK (((deleted_at IS NOT NULL) OR (NOT is_deleted_here))),
    CONSTRAINT notebooks_check1 CHECK (((deleted_at IS NOT NULL) OR (NOT is_purged))),
    CONSTRAINT notebooks_document_type_check CHECK ((document_type IN ('notebook', 'pdf', 'epub', 'folder'))),
    CONSTRAINT notebooks_orientation_check CHECK ((orientation IN ('portrait', 'landscape'))),
    CONSTRAINT notebooks_visible_name_check CHECK ((length(visible_name) <= 1000))
);
ALTER TABLE notebooks FORCE ROW LEVEL SECURITY;
ALTER TABLE notebooks ADD CONSTRAINT notebooks_pkey PRIMARY KEY (id);
ALTER TABLE notebooks ADD CONSTRAINT notebooks_user_id_id_key UNIQUE (user_id, id);
ALTER TABLE notebooks ADD CONSTRAINT notebooks_user_id_notebook_uuid_key UNIQUE (user_id, notebook_uuid);
ALTER TABLE notebooks ADD CONSTRAINT notebooks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX notebooks_change ON notebooks USING btree (user_id, change, id);
CREATE INDEX notebooks_deleted ON notebooks USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX notebooks_items_change ON notebooks USING btree (user_id, items_change, id);
CREATE INDEX notebooks_parent ON notebooks USING btree (user_id, parent_uuid) WHERE (deleted_at IS NULL);
CREATE INDEX notebooks_restorable ON notebooks USING btree (user_id, deleted_at DESC, id DESC) WHERE ((deleted_at IS NOT NULL) AND (NOT is_purged) AND (document_type <> 'folder'));
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON notebooks FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER note_changed_in_tree AFTER UPDATE ON notebooks FOR EACH ROW WHEN (((old.deleted_at IS NULL) OR (new.deleted_at IS NULL))) EXECUTE FUNCTION note_tree();
CREATE TRIGGER note_changed_name AFTER UPDATE ON notebooks FOR EACH ROW WHEN (((((old.visible_name IS DISTINCT FROM new.visible_name) OR (old.tags IS DISTINCT FROM new.tags)) OR (old.authors IS DISTINCT FROM new.authors)) OR ((old.deleted_at IS NULL) IS DISTINCT FROM (new.deleted_at IS NULL)))) EXECUTE FUNCTION note_notebook_name();
CREATE TRIGGER note_changed_place AFTER UPDATE ON notebooks REFERENCING OLD TABLE AS replaced NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_place();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON notebooks REFERENCING OLD TABLE AS replaced NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_items BEFORE INSERT OR UPDATE ON notebooks FOR EACH ROW EXECUTE FUNCTION note_items();
CREATE TRIGGER note_less_usage AFTER DELETE ON notebooks REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON notebooks REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_new_in_tree AFTER INSERT ON notebooks FOR EACH ROW WHEN ((new.deleted_at IS NULL)) EXECUTE FUNCTION note_tree();
CREATE TRIGGER note_new_name AFTER INSERT ON notebooks FOR EACH ROW WHEN ((new.deleted_at IS NULL)) EXECUTE FUNCTION note_notebook_name();
CREATE TRIGGER note_new_place AFTER INSERT ON notebooks REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_place();
CREATE TRIGGER note_removed AFTER DELETE ON notebooks REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
CREATE TRIGGER note_removed_place AFTER DELETE ON notebooks REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_place();
CREATE TRIGGER release_deleted AFTER UPDATE ON notebooks FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL))) EXECUTE FUNCTION release_deleted();
ALTER TABLE notebooks ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON notebooks TO rmirror_system USING (true);
CREATE POLICY tenant ON notebooks TO rmirror_tenant USING ((user_id = ( SELECT current_user_id() AS current_user_id)));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notebooks TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notebooks TO rmirror_system;

CREATE TABLE notifications (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL,
    about text NOT NULL,
    details jsonb DEFAULT '{}' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    read_at timestamptz,
    change bigint NOT NULL,
    CONSTRAINT notifications_about_check CHECK ((length(about) <= 200)),
    CONSTRAINT notifications_kind_check CHECK ((kind IN ('quota_near_limit', 'quota_exhausted', 'retries_exhausted', 'connection_broken', 'first_sync', 'new_browser', 'removal_held', 'device_signed_out')))
);
ALTER TABLE notifications FORCE ROW LEVEL SECURITY;
ALTER TABLE notifications ADD CONSTRAINT notifications_pkey PRIMARY KEY (id);
ALTER TABLE notifications ADD CONSTRAINT notifications_user_id_kind_about_key UNIQUE (user_id, kind, about);
ALTER TABLE notifications ADD CONSTRAINT notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX notifications_change ON notifications USING btree (user_id, change);
CREATE INDEX notifications_newest ON notifications USING btree (user_id, created_at DESC);
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON notifications FOR EACH ROW EXECUTE FUNCTION note_notification();
ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON notifications TO rmirror_system USING (true);
CREATE POLICY tenant ON notifications TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications TO rmirror_system;

CREATE TABLE oauth_states (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    session_id uuid,
    provider text NOT NULL,
    state_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT oauth_states_provider_check CHECK (((length(provider) >= 1) AND (length(provider) <= 50))),
    CONSTRAINT oauth_states_state_hash_check CHECK ((length(state_hash) = 32))
);
ALTER TABLE oauth_states FORCE ROW LEVEL SECURITY;
ALTER TABLE oauth_states ADD CONSTRAINT oauth_states_pkey PRIMARY KEY (id);
ALTER TABLE oauth_states ADD CONSTRAINT oauth_states_state_hash_key UNIQUE (state_hash);
ALTER TABLE oauth_states ADD CONSTRAINT oauth_states_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE oauth_states ADD CONSTRAINT oauth_states_user_id_session_id_fkey FOREIGN KEY (user_id, session_id) REFERENCES sessions(user_id, id) ON DELETE CASCADE;
CREATE INDEX oauth_states_session ON oauth_states USING btree (user_id, session_id);
ALTER TABLE oauth_states ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON oauth_states TO rmirror_system USING (true);
CREATE POLICY tenant ON oauth_states TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE oauth_states TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE oauth_states TO rmirror_system;

CREATE TABLE ocr_batch_pages (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    queue_id uuid NOT NULL,
    lease_id uuid NOT NULL,
    places jsonb DEFAULT '[]' NOT NULL,
    CONSTRAINT ocr_batch_pages_places_check CHECK ((jsonb_typeof(places) = 'array'))
);
ALTER TABLE ocr_batch_pages FORCE ROW LEVEL SECURITY;
ALTER TABLE ocr_batch_pages ADD CONSTRAINT ocr_batch_pages_lease_id_key UNIQUE (lease_id);
ALTER TABLE ocr_batch_pages ADD CONSTRAINT ocr_batch_pages_pkey PRIMARY KEY (id);
ALTER TABLE ocr_batch_pages ADD CONSTRAINT ocr_batch_pages_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES ocr_batches(id) ON DELETE CASCADE;
ALTER TABLE ocr_batch_pages ADD CONSTRAINT ocr_batch_pages_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE ocr_batch_pages ADD CONSTRAINT ocr_batch_pages_user_id_queue_id_fkey FOREIGN KEY (user_id, queue_id) REFERENCES sync_queue(user_id, id) ON DELETE CASCADE;
CREATE INDEX ocr_batch_pages_batch ON ocr_batch_pages USING btree (batch_id);
CREATE INDEX ocr_batch_pages_queue ON ocr_batch_pages USING btree (user_id, queue_id);
ALTER TABLE ocr_batch_pages ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON ocr_batch_pages TO rmirror_system USING (true);
CREATE POLICY tenant ON ocr_batch_pages TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ocr_batch_pages TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ocr_batch_pages TO rmirror_system;

CREATE TABLE ocr_batches (
    id uuid DEFAULT uuid_v7() NOT NULL,
    external_id text,
    asked_at timestamptz,
    look_at timestamptz DEFAULT now() NOT NULL,
    ended_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    spend_reserved_on date,
    spend_reserved bigint,
    CONSTRAINT ocr_batches_check CHECK (((external_id IS NULL) OR (asked_at IS NOT NULL))),
    CONSTRAINT ocr_batches_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200)))
);
ALTER TABLE ocr_batches ADD CONSTRAINT ocr_batches_external_id_key UNIQUE (external_id);
ALTER TABLE ocr_batches ADD CONSTRAINT ocr_batches_pkey PRIMARY KEY (id);
CREATE INDEX ocr_batches_due ON ocr_batches USING btree (look_at) WHERE (ended_at IS NULL);
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ocr_batches TO rmirror_system;

CREATE TABLE page_images (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    blob_id uuid NOT NULL,
    ink_hash text NOT NULL,
    part integer NOT NULL,
    part_count integer NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    crop_left double precision NOT NULL,
    crop_top double precision NOT NULL,
    crop_width double precision NOT NULL,
    crop_height double precision NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT page_images_check CHECK ((part <= part_count)),
    CONSTRAINT page_images_crop_height_check CHECK ((crop_height > (0)::double precision)),
    CONSTRAINT page_images_crop_width_check CHECK ((crop_width > (0)::double precision)),
    CONSTRAINT page_images_height_check CHECK ((height > 0)),
    CONSTRAINT page_images_ink_hash_check CHECK (((length(ink_hash) >= 1) AND (length(ink_hash) <= 100))),
    CONSTRAINT page_images_part_check CHECK ((part > 0)),
    CONSTRAINT page_images_part_count_check CHECK (((part_count >= 1) AND (part_count <= 100))),
    CONSTRAINT page_images_width_check CHECK ((width > 0))
);
ALTER TABLE page_images FORCE ROW LEVEL SECURITY;
ALTER TABLE page_images ADD CONSTRAINT page_images_page_id_ink_hash_part_key UNIQUE (page_id, ink_hash, part);
ALTER TABLE page_images ADD CONSTRAINT page_images_pkey PRIMARY KEY (id);
ALTER TABLE page_images ADD CONSTRAINT page_images_user_id_blob_id_fkey FOREIGN KEY (user_id, blob_id) REFERENCES blobs(user_id, id);
ALTER TABLE page_images ADD CONSTRAINT page_images_user_id_page_id_fkey FOREIGN KEY (user_id, page_id) REFERENCES pages(user_id, id) ON DELETE CASCADE;
CREATE INDEX page_images_blob ON page_images USING btree (blob_id);
CREATE TRIGGER note_less_usage AFTER DELETE ON page_images REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON page_images REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
ALTER TABLE page_images ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON page_images TO rmirror_system USING (true);
CREATE POLICY tenant ON page_images TO rmirror_tenant USING ((user_id = ( SELECT current_user_id() AS current_user_id)));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE page_images TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE page_images TO rmirror_system;

CREATE TABLE page_pictures (
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ink_hash text NOT NULL,
    pictures text NOT NULL,
    tops double precision[] NOT NULL,
    heights double precision[] NOT NULL,
    CONSTRAINT page_pictures_ink_hash_check CHECK (((length(ink_hash) >= 1) AND (length(ink_hash) <= 100))),
    CONSTRAINT page_pictures_pictures_check CHECK ((pictures ~ '^[0-9a-f]{64}$'))
);
ALTER TABLE page_pictures FORCE ROW LEVEL SECURITY;
ALTER TABLE page_pictures ADD CONSTRAINT page_pictures_pkey PRIMARY KEY (page_id, ink_hash);
ALTER TABLE page_pictures ADD CONSTRAINT page_pictures_user_id_page_id_fkey FOREIGN KEY (user_id, page_id) REFERENCES pages(user_id, id) ON DELETE CASCADE;
CREATE INDEX page_pictures_same ON page_pictures USING btree (user_id, pictures);
CREATE TRIGGER note_changed_usage AFTER UPDATE ON page_pictures REFERENCING OLD TABLE AS replaced NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON page_pictures REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON page_pictures REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
ALTER TABLE page_pictures ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON page_pictures TO rmirror_system USING (true);
CREATE POLICY tenant ON page_pictures TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE page_pictures TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE page_pictures TO rmirror_system;

CREATE TABLE page_retries (
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ink_hash text NOT NULL,
    day date NOT NULL,
    retries integer NOT NULL,
    CONSTRAINT page_retries_ink_hash_check CHECK ((length(ink_hash) <= 100)),
    CONSTRAINT page_retries_retries_check CHECK ((retries > 0))
);
ALTER TABLE page_retries FORCE ROW LEVEL SECURITY;
ALTER TABLE page_retries ADD CONSTRAINT page_retries_pkey PRIMARY KEY (page_id, ink_hash);
ALTER TABLE page_retries ADD CONSTRAINT page_retries_user_id_page_id_fkey FOREIGN KEY (user_id, page_id) REFERENCES pages(user_id, id) ON DELETE CASCADE;
ALTER TABLE page_retries ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON page_retries TO rmirror_system USING (true);
CREATE POLICY tenant ON page_retries TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE page_retries TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE page_retries TO rmirror_system;

CREATE TABLE pages (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    page_uuid uuid NOT NULL,
    page_number integer NOT NULL,
    ink_hash text,
    image_hash text,
    image_at timestamptz,
    typed_text text DEFAULT '' NOT NULL,
    tags text[] DEFAULT '{}' NOT NULL,
    ocr_status text DEFAULT 'not_synced' NOT NULL,
    ocr_hash text,
    ocr_text text,
    ocr_confidence real,
    ocr_error text,
    ocr_completed_at timestamptz,
    text_hash text,
    change bigint NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    deleted_at timestamptz,
    ocr_language text,
    ocr_lines jsonb DEFAULT '[]' NOT NULL,
    typed_markdown text,
    look_hash text,
    display_hash text,
    shows_look boolean DEFAULT false NOT NULL,
    is_held boolean DEFAULT false NOT NULL,
    unreadable_parts integer DEFAULT 0 NOT NULL,
    CONSTRAINT pages_check CHECK (((deleted_at IS NOT NULL) OR (NOT is_held))),
    CONSTRAINT pages_display_hash_check CHECK ((length(display_hash) <= 100)),
    CONSTRAINT pages_image_hash_check CHECK ((length(image_hash) <= 100)),
    CONSTRAINT pages_ink_hash_check CHECK ((length(ink_hash) <= 100)),
    CONSTRAINT pages_look_hash_check CHECK ((length(look_hash) <= 100)),
    CONSTRAINT pages_ocr_confidence_check CHECK (((ocr_confidence >= (0)::double precision) AND (ocr_confidence <= (1)::double precision))),
    CONSTRAINT pages_ocr_error_check CHECK ((length(ocr_error) <= 1000)),
    CONSTRAINT pages_ocr_hash_check CHECK ((length(ocr_hash) <= 100)),
    CONSTRAINT pages_ocr_language_check CHECK ((length(ocr_language) <= 35)),
    CONSTRAINT pages_ocr_lines_check CHECK ((jsonb_typeof(ocr_lines) = 'array')),
    CONSTRAINT pages_ocr_status_check CHECK ((ocr_status IN ('not_synced', 'pending', 'processing', 'completed', 'failed', 'pending_quota', 'skipped'))),
    CONSTRAINT pages_ocr_text_check CHECK ((length(ocr_text) <= 1000000)),
    CONSTRAINT pages_page_number_check CHECK ((page_number > 0)),
    CONSTRAINT pages_text_hash_check CHECK ((length(text_hash) <= 100)),
    CONSTRAINT pages_typed_markdown_check CHECK ((length(typed_markdown) <= 1000000)),
    CONSTRAINT pages_typed_text_check CHECK ((length(typed_text) <= 1000000)),
    CONSTRAINT pages_unreadable_parts_check CHECK ((unreadable_parts >= 0))
);
ALTER TABLE pages FORCE ROW LEVEL SECURITY;
ALTER TABLE pages ADD CONSTRAINT pages_notebook_id_page_uuid_key UNIQUE (notebook_id, page_uuid);
ALTER TABLE pages ADD CONSTRAINT pages_pkey PRIMARY KEY (id);
ALTER TABLE pages ADD CONSTRAINT pages_place EXCLUDE USING btree (notebook_id WITH =, page_number WITH =) WHERE ((deleted_at IS NULL)) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE pages ADD CONSTRAINT pages_user_id_id_key UNIQUE (user_id, id);
ALTER TABLE pages ADD CONSTRAINT pages_user_id_notebook_id_fkey FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks(user_id, id) ON DELETE CASCADE;
CREATE INDEX pages_change ON pages USING btree (user_id, change, id);
CREATE INDEX pages_deleted ON pages USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX pages_held ON pages USING btree (notebook_id) WHERE is_held;
CREATE INDEX pages_notebook ON pages USING btree (user_id, notebook_id) WHERE (deleted_at IS NULL);
CREATE INDEX pages_read ON pages USING btree (user_id, ocr_hash) WHERE (ocr_text IS NOT NULL);
CREATE INDEX pages_tagged ON pages USING btree (notebook_id) WHERE ((deleted_at IS NULL) AND (tags <> '{}'));
CREATE INDEX pages_uuid ON pages USING btree (page_uuid);
CREATE INDEX pages_waiting ON pages USING btree (user_id, ocr_status, image_at DESC) WHERE (ocr_status IN ('pending', 'pending_quota'));
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON pages FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER note_changed_in_tree AFTER UPDATE ON pages FOR EACH ROW WHEN ((((old.deleted_at IS NULL) IS DISTINCT FROM (new.deleted_at IS NULL)) OR ((new.deleted_at IS NULL) AND ((old.notebook_id <> new.notebook_id) OR (old.tags <> new.tags) OR (progress_of(old.ocr_status) <> progress_of(new.ocr_status)))))) EXECUTE FUNCTION note_tree();
CREATE TRIGGER note_changed_text AFTER UPDATE ON pages FOR EACH ROW WHEN (((((old.typed_text IS DISTINCT FROM new.typed_text) OR (old.ocr_text IS DISTINCT FROM new.ocr_text)) OR (old.tags IS DISTINCT FROM new.tags)) OR ((old.deleted_at IS NULL) IS DISTINCT FROM (new.deleted_at IS NULL)))) EXECUTE FUNCTION note_page_text();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON pages REFERENCING OLD TABLE AS replaced NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON pages REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON pages REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_new_in_tree AFTER INSERT ON pages FOR EACH ROW WHEN ((new.deleted_at IS NULL)) EXECUTE FUNCTION note_tree();
CREATE TRIGGER note_new_text AFTER INSERT ON pages FOR EACH ROW WHEN (((new.deleted_at IS NULL) AND ((new.typed_text <> ''::text) OR (new.ocr_text <> ''::text) OR (new.tags <> '{}'::text[])))) EXECUTE FUNCTION note_page_text();
CREATE TRIGGER note_removed AFTER DELETE ON pages REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
CREATE TRIGGER note_todos AFTER UPDATE ON pages FOR EACH ROW WHEN (((old.deleted_at IS NULL) IS DISTINCT FROM (new.deleted_at IS NULL))) EXECUTE FUNCTION note_todos_of_page();
CREATE TRIGGER release_restored BEFORE UPDATE ON pages FOR EACH ROW WHEN ((new.is_held AND (new.deleted_at IS NULL))) EXECUTE FUNCTION release_restored();
CREATE TRIGGER show_look BEFORE UPDATE OF ocr_text, typed_text, typed_markdown ON pages FOR EACH ROW WHEN (((NOT new.shows_look) AND (new.display_hash IS NOT NULL) AND (((old.ocr_text IS DISTINCT FROM new.ocr_text) OR (old.typed_text IS DISTINCT FROM new.typed_text)) OR (old.typed_markdown IS DISTINCT FROM new.typed_markdown)))) EXECUTE FUNCTION show_look();
ALTER TABLE pages ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON pages TO rmirror_system USING (true);
CREATE POLICY tenant ON pages TO rmirror_tenant USING ((user_id = ( SELECT current_user_id() AS current_user_id)));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE pages TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE pages TO rmirror_system;

CREATE TABLE pending_blobs (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    sha256 text NOT NULL,
    copy text NOT NULL,
    state text NOT NULL,
    due_at timestamptz NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    size_bytes bigint DEFAULT 0 NOT NULL,
    CONSTRAINT pending_blobs_copy_check CHECK ((length(copy) IN (0, 36))),
    CONSTRAINT pending_blobs_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$')),
    CONSTRAINT pending_blobs_size_bytes_check CHECK ((size_bytes >= 0)),
    CONSTRAINT pending_blobs_state_check CHECK ((state IN ('arriving', 'leaving')))
);
ALTER TABLE pending_blobs FORCE ROW LEVEL SECURITY;
ALTER TABLE pending_blobs ADD CONSTRAINT pending_blobs_pkey PRIMARY KEY (id);
ALTER TABLE pending_blobs ADD CONSTRAINT pending_blobs_user_id_sha256_copy_key UNIQUE (user_id, sha256, copy);
ALTER TABLE pending_blobs ADD CONSTRAINT pending_blobs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX pending_blobs_due ON pending_blobs USING btree (due_at);
CREATE TRIGGER note_less_usage AFTER DELETE ON pending_blobs REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON pending_blobs REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
ALTER TABLE pending_blobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON pending_blobs TO rmirror_system USING (true);
CREATE POLICY tenant ON pending_blobs TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE pending_blobs TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE pending_blobs TO rmirror_system;

CREATE TABLE previews (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    target_name text NOT NULL,
    question jsonb NOT NULL,
    digest bytea NOT NULL,
    stage text DEFAULT 'notebooks' NOT NULL,
    cursor_at timestamptz DEFAULT 'infinity' NOT NULL,
    cursor_id uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff' NOT NULL,
    cursor_page uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff' NOT NULL,
    tally jsonb DEFAULT '{}' NOT NULL,
    sample text,
    asked_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT previews_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT previews_stage_check CHECK ((stage IN ('notebooks', 'records'))),
    CONSTRAINT previews_target_name_check CHECK (((length(target_name) >= 1) AND (length(target_name) <= 50)))
);
ALTER TABLE previews FORCE ROW LEVEL SECURITY;
ALTER TABLE previews ADD CONSTRAINT previews_pkey PRIMARY KEY (id);
ALTER TABLE previews ADD CONSTRAINT previews_user_id_target_name_digest_key UNIQUE (user_id, target_name, digest);
ALTER TABLE previews ADD CONSTRAINT previews_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE previews ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON previews TO rmirror_system USING (true);
CREATE POLICY tenant ON previews TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE previews TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE previews TO rmirror_system;

CREATE TABLE queue_holds (
    user_id uuid NOT NULL,
    target_name text NOT NULL,
    until timestamptz NOT NULL,
    is_trial boolean NOT NULL,
    CONSTRAINT queue_holds_target_name_check CHECK (((length(target_name) >= 1) AND (length(target_name) <= 50)))
);
ALTER TABLE queue_holds FORCE ROW LEVEL SECURITY;
ALTER TABLE queue_holds ADD CONSTRAINT queue_holds_pkey PRIMARY KEY (user_id, target_name);
ALTER TABLE queue_holds ADD CONSTRAINT queue_holds_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE queue_holds ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON queue_holds TO rmirror_system USING (true);
CREATE POLICY tenant ON queue_holds TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE queue_holds TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE queue_holds TO rmirror_system;

CREATE TABLE quota_months (
    user_id uuid NOT NULL,
    quota_type text NOT NULL,
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL,
    quota_limit bigint,
    used bigint NOT NULL,
    CONSTRAINT quota_months_check CHECK ((period_end > period_start)),
    CONSTRAINT quota_months_quota_limit_check CHECK ((quota_limit >= 0)),
    CONSTRAINT quota_months_quota_type_check CHECK ((quota_type IN ('ocr_pages', 'tokens'))),
    CONSTRAINT quota_months_used_check CHECK ((used >= 0))
);
ALTER TABLE quota_months FORCE ROW LEVEL SECURITY;
ALTER TABLE quota_months ADD CONSTRAINT quota_months_pkey PRIMARY KEY (user_id, quota_type, period_start);
ALTER TABLE quota_months ADD CONSTRAINT quota_months_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE quota_months ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON quota_months TO rmirror_system USING (true);
CREATE POLICY tenant ON quota_months TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE quota_months TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE quota_months TO rmirror_system;

CREATE TABLE quota_reservations (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    quota_type text NOT NULL,
    page_id uuid,
    created_at timestamptz DEFAULT now() NOT NULL,
    expires_at timestamptz NOT NULL,
    call_id uuid,
    units bigint DEFAULT 1 NOT NULL,
    is_being_read boolean DEFAULT false NOT NULL,
    CONSTRAINT quota_reservations_for_one CHECK ((num_nonnulls(page_id, call_id) = 1)),
    CONSTRAINT quota_reservations_page_is_one_unit CHECK (((page_id IS NULL) OR (units = 1))),
    CONSTRAINT quota_reservations_units_check CHECK ((units > 0))
);
ALTER TABLE quota_reservations FORCE ROW LEVEL SECURITY;
ALTER TABLE quota_reservations ADD CONSTRAINT quota_reservations_pkey PRIMARY KEY (id);
ALTER TABLE quota_reservations ADD CONSTRAINT quota_reservations_user_id_quota_type_page_id_key UNIQUE (user_id, quota_type, page_id);
ALTER TABLE quota_reservations ADD CONSTRAINT quota_reservations_user_id_page_id_fkey FOREIGN KEY (user_id, page_id) REFERENCES pages(user_id, id) ON DELETE CASCADE;
ALTER TABLE quota_reservations ADD CONSTRAINT quota_reservations_user_id_quota_type_fkey FOREIGN KEY (user_id, quota_type) REFERENCES quota_usage(user_id, quota_type) ON DELETE CASCADE;
CREATE UNIQUE INDEX quota_reservations_call ON quota_reservations USING btree (call_id, quota_type) WHERE (call_id IS NOT NULL);
CREATE INDEX quota_reservations_expiry ON quota_reservations USING btree (expires_at);
CREATE INDEX quota_reservations_page ON quota_reservations USING btree (page_id);
ALTER TABLE quota_reservations ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON quota_reservations TO rmirror_system USING (true);
CREATE POLICY tenant ON quota_reservations TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE quota_reservations TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE quota_reservations TO rmirror_system;

CREATE TABLE quota_usage (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    quota_type text NOT NULL,
    quota_limit bigint,
    used bigint DEFAULT 0 NOT NULL,
    reserved bigint DEFAULT 0 NOT NULL,
    notified_percent integer DEFAULT 0 NOT NULL,
    period_start timestamptz NOT NULL,
    reset_at timestamptz NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT quota_usage_check CHECK ((reset_at > period_start)),
    CONSTRAINT quota_usage_notified_percent_check CHECK ((notified_percent IN (0, 90, 100))),
    CONSTRAINT quota_usage_quota_limit_check CHECK ((quota_limit >= 0)),
    CONSTRAINT quota_usage_quota_type_check CHECK ((quota_type IN ('ocr_pages', 'tokens'))),
    CONSTRAINT quota_usage_reserved_check CHECK ((reserved >= 0)),
    CONSTRAINT quota_usage_used_check CHECK ((used >= 0))
);
ALTER TABLE quota_usage FORCE ROW LEVEL SECURITY;
ALTER TABLE quota_usage ADD CONSTRAINT quota_usage_pkey PRIMARY KEY (id);
ALTER TABLE quota_usage ADD CONSTRAINT quota_usage_user_id_quota_type_key UNIQUE (user_id, quota_type);
ALTER TABLE quota_usage ADD CONSTRAINT quota_usage_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX quota_usage_reset ON quota_usage USING btree (reset_at);
CREATE TRIGGER note_month AFTER UPDATE OF period_start ON quota_usage FOR EACH ROW WHEN ((new.period_start > old.period_start)) EXECUTE FUNCTION note_quota_month();
ALTER TABLE quota_usage ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON quota_usage TO rmirror_system USING (true);
CREATE POLICY tenant ON quota_usage TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE quota_usage TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE quota_usage TO rmirror_system;

CREATE TABLE reading_state (
    is_only_row boolean DEFAULT true NOT NULL,
    has_reader boolean NOT NULL,
    paused_because text,
    said_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT reading_state_is_only_row_check CHECK (is_only_row),
    CONSTRAINT reading_state_paused_because_check CHECK (((length(paused_because) >= 1) AND (length(paused_because) <= 1000)))
);
ALTER TABLE reading_state ADD CONSTRAINT reading_state_pkey PRIMARY KEY (is_only_row);
GRANT SELECT ON TABLE reading_state TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE reading_state TO rmirror_system;

CREATE TABLE refresh_tokens (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    session_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    used_at timestamptz,
    CONSTRAINT refresh_tokens_token_hash_check CHECK ((length(token_hash) = 32))
);
ALTER TABLE refresh_tokens FORCE ROW LEVEL SECURITY;
ALTER TABLE refresh_tokens ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id);
ALTER TABLE refresh_tokens ADD CONSTRAINT refresh_tokens_token_hash_key UNIQUE (token_hash);
ALTER TABLE refresh_tokens ADD CONSTRAINT refresh_tokens_user_id_session_id_fkey FOREIGN KEY (user_id, session_id) REFERENCES sessions(user_id, id) ON DELETE CASCADE;
CREATE INDEX refresh_tokens_session ON refresh_tokens USING btree (session_id);
ALTER TABLE refresh_tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON refresh_tokens TO rmirror_system USING (true);
CREATE POLICY tenant ON refresh_tokens TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE refresh_tokens TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE refresh_tokens TO rmirror_system;

CREATE TABLE removal_warnings (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    cause text NOT NULL,
    pages_before integer NOT NULL,
    highlights_before integer NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT removal_warnings_cause_check CHECK ((cause IN ('dropped', 'layout'))),
    CONSTRAINT removal_warnings_highlights_before_check CHECK ((highlights_before >= 0)),
    CONSTRAINT removal_warnings_pages_before_check CHECK ((pages_before >= 0))
);
ALTER TABLE removal_warnings FORCE ROW LEVEL SECURITY;
ALTER TABLE removal_warnings ADD CONSTRAINT removal_warnings_notebook_id_key UNIQUE (notebook_id);
ALTER TABLE removal_warnings ADD CONSTRAINT removal_warnings_pkey PRIMARY KEY (id);
ALTER TABLE removal_warnings ADD CONSTRAINT removal_warnings_user_id_notebook_id_fkey FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks(user_id, id) ON DELETE CASCADE;
CREATE INDEX removal_warnings_user ON removal_warnings USING btree (user_id, id);
ALTER TABLE removal_warnings ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON removal_warnings TO rmirror_system USING (true);
CREATE POLICY tenant ON removal_warnings TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE removal_warnings TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE removal_warnings TO rmirror_system;

CREATE TABLE removed_integrations (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    target_name text NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz DEFAULT now() NOT NULL,
    change bigint NOT NULL
);
ALTER TABLE removed_integrations FORCE ROW LEVEL SECURITY;
ALTER TABLE removed_integrations ADD CONSTRAINT removed_integrations_pkey PRIMARY KEY (id);
ALTER TABLE removed_integrations ADD CONSTRAINT removed_integrations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX removed_integrations_change ON removed_integrations USING btree (user_id, change);
CREATE INDEX removed_integrations_deleted ON removed_integrations USING btree (deleted_at);
CREATE TRIGGER note_removed AFTER DELETE ON removed_integrations REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
ALTER TABLE removed_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON removed_integrations TO rmirror_system USING (true);
CREATE POLICY tenant ON removed_integrations TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE removed_integrations TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE removed_integrations TO rmirror_system;

CREATE TABLE search_documents (
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    page_id uuid,
    language text NOT NULL,
    tags text[] NOT NULL,
    written_at timestamptz NOT NULL,
    vector tsvector NOT NULL,
    CONSTRAINT search_documents_language_check CHECK ((length(language) <= 10))
);
ALTER TABLE search_documents ALTER COLUMN vector SET STORAGE EXTERNAL;
ALTER TABLE search_documents FORCE ROW LEVEL SECURITY;
ALTER TABLE search_documents ADD CONSTRAINT search_documents_notebook_id_page_id_key UNIQUE NULLS NOT DISTINCT (notebook_id, page_id);
ALTER TABLE search_documents ADD CONSTRAINT search_documents_user_id_notebook_id_fkey FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks(user_id, id) ON DELETE CASCADE;
ALTER TABLE search_documents ADD CONSTRAINT search_documents_user_id_page_id_fkey FOREIGN KEY (user_id, page_id) REFERENCES pages(user_id, id) ON DELETE CASCADE;
CREATE INDEX search_documents_names ON search_documents USING gin (user_id, vector) WHERE (page_id IS NULL);
CREATE INDEX search_documents_newest ON search_documents USING btree (user_id, language, written_at, notebook_id, page_id);
CREATE INDEX search_documents_page ON search_documents USING btree (page_id);
CREATE INDEX search_documents_vector ON search_documents USING gin (user_id, vector) WITH (gin_pending_list_limit='256');
CREATE TRIGGER note_usage AFTER INSERT OR DELETE OR UPDATE ON search_documents FOR EACH ROW EXECUTE FUNCTION note_document_usage();
ALTER TABLE search_documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON search_documents TO rmirror_system USING (true);
CREATE POLICY tenant ON search_documents TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE search_documents TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE search_documents TO rmirror_system;

CREATE TABLE search_words (
    user_id uuid NOT NULL,
    word text NOT NULL,
    CONSTRAINT search_words_word_check CHECK (((length(word) >= 3) AND (length(word) <= 32)))
);
ALTER TABLE search_words FORCE ROW LEVEL SECURITY;
ALTER TABLE search_words ADD CONSTRAINT search_words_pkey PRIMARY KEY (user_id, word);
ALTER TABLE search_words ADD CONSTRAINT search_words_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX search_words_pieces ON search_words USING gin (user_id, search_pieces(word)) WITH (gin_pending_list_limit='256');
ALTER TABLE search_words ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON search_words TO rmirror_system USING (true);
CREATE POLICY tenant ON search_words TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE search_words TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE search_words TO rmirror_system;

CREATE TABLE sessions (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    user_agent text DEFAULT '' NOT NULL,
    address text DEFAULT '' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    last_used_at timestamptz DEFAULT now() NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoke_reason text,
    CONSTRAINT sessions_address_check CHECK ((length(address) <= 64)),
    CONSTRAINT sessions_check CHECK (((revoked_at IS NULL) = (revoke_reason IS NULL))),
    CONSTRAINT sessions_revoke_reason_check CHECK ((revoke_reason IN ('logout', 'reuse', 'password', 'administrator', 'ended', 'too_many'))),
    CONSTRAINT sessions_user_agent_check CHECK ((length(user_agent) <= 500))
);
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
ALTER TABLE sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
ALTER TABLE sessions ADD CONSTRAINT sessions_user_id_id_key UNIQUE (user_id, id);
ALTER TABLE sessions ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX sessions_expiry ON sessions USING btree (expires_at);
CREATE INDEX sessions_live ON sessions USING btree (user_id, last_used_at) WHERE (revoked_at IS NULL);
CREATE TRIGGER tell_ended_access AFTER UPDATE OF revoked_at ON sessions FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION tell_ended_access();
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON sessions TO rmirror_system USING (true);
CREATE POLICY tenant ON sessions TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sessions TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sessions TO rmirror_system;

CREATE TABLE sign_in_attempts (
    email_hash bytea NOT NULL,
    attempts integer DEFAULT 1 NOT NULL,
    locked_until timestamptz,
    last_at timestamptz DEFAULT now() NOT NULL,
    source text DEFAULT '' NOT NULL,
    CONSTRAINT sign_in_attempts_attempts_check CHECK ((attempts > 0)),
    CONSTRAINT sign_in_attempts_email_hash_check CHECK ((length(email_hash) = 32)),
    CONSTRAINT sign_in_attempts_source_check CHECK ((length(source) <= 64))
);
ALTER TABLE sign_in_attempts ADD CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (email_hash, source);
CREATE INDEX sign_in_attempts_age ON sign_in_attempts USING btree (last_at);
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sign_in_attempts TO rmirror_system;

CREATE TABLE spend_days (
    day date NOT NULL,
    nanodollars bigint DEFAULT 0 NOT NULL,
    refused_at timestamptz,
    CONSTRAINT spend_days_nanodollars_check CHECK ((nanodollars >= 0))
);
ALTER TABLE spend_days ADD CONSTRAINT spend_days_pkey PRIMARY KEY (day);
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE spend_days TO rmirror_system;

CREATE TABLE subscriptions (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    tier text DEFAULT 'free' NOT NULL,
    status text DEFAULT 'active' NOT NULL,
    anchor_at timestamptz DEFAULT now() NOT NULL,
    stripe_customer_id text,
    stripe_subscription_id text,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT subscriptions_status_check CHECK ((status IN ('active', 'past_due', 'cancelled'))),
    CONSTRAINT subscriptions_stripe_customer_id_check CHECK ((length(stripe_customer_id) <= 255)),
    CONSTRAINT subscriptions_stripe_subscription_id_check CHECK ((length(stripe_subscription_id) <= 255)),
    CONSTRAINT subscriptions_tier_check CHECK ((tier IN ('free', 'pro', 'team', 'enterprise')))
);
ALTER TABLE subscriptions FORCE ROW LEVEL SECURITY;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_pkey PRIMARY KEY (id);
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_user_id_key UNIQUE (user_id);
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE subscriptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON subscriptions TO rmirror_system USING (true);
CREATE POLICY tenant ON subscriptions TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions TO rmirror_system;

CREATE TABLE sync_passes (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    cause text NOT NULL,
    item_type text,
    notebook_uuids uuid[],
    most integer,
    stage text DEFAULT 'notebooks' NOT NULL,
    cursor_at timestamptz DEFAULT 'infinity' NOT NULL,
    cursor_id uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff' NOT NULL,
    cursor_page uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff' NOT NULL,
    queued integer DEFAULT 0 NOT NULL,
    skipped integer DEFAULT 0 NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    run_id uuid,
    CONSTRAINT sync_passes_cause_check CHECK ((cause IN ('first', 'choice', 'check', 'trigger', 'removal', 'stop'))),
    CONSTRAINT sync_passes_most_check CHECK ((most > 0)),
    CONSTRAINT sync_passes_stage_check CHECK ((stage IN ('notebooks', 'records', 'done')))
);
ALTER TABLE sync_passes FORCE ROW LEVEL SECURITY;
ALTER TABLE sync_passes ADD CONSTRAINT sync_passes_pkey PRIMARY KEY (id);
ALTER TABLE sync_passes ADD CONSTRAINT sync_passes_user_id_id_key UNIQUE (user_id, id);
ALTER TABLE sync_passes ADD CONSTRAINT sync_passes_user_id_integration_id_fkey FOREIGN KEY (user_id, integration_id) REFERENCES integrations(user_id, id) ON DELETE CASCADE;
CREATE INDEX sync_passes_integration ON sync_passes USING btree (integration_id, id);
CREATE INDEX sync_passes_run ON sync_passes USING btree (user_id, run_id) WHERE (run_id IS NOT NULL);
ALTER TABLE sync_passes ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON sync_passes TO rmirror_system USING (true);
CREATE POLICY tenant ON sync_passes TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sync_passes TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sync_passes TO rmirror_system;

CREATE TABLE sync_queue (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    target_name text NOT NULL,
    item_type text NOT NULL,
    item_key uuid NOT NULL,
    operation text DEFAULT 'create' NOT NULL,
    content_hash text,
    priority integer DEFAULT 5 NOT NULL,
    trigger_source text DEFAULT 'file_watcher' NOT NULL,
    status text DEFAULT 'pending' NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    run_after timestamptz DEFAULT now() NOT NULL,
    lease_id uuid,
    leased_until timestamptz,
    is_outdated boolean DEFAULT false NOT NULL,
    error_class text,
    error_message text,
    created_at timestamptz DEFAULT now() NOT NULL,
    started_at timestamptz,
    completed_at timestamptz,
    group_key uuid,
    pass_id uuid,
    CONSTRAINT sync_queue_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT sync_queue_check CHECK (((status = 'processing') = (lease_id IS NOT NULL))),
    CONSTRAINT sync_queue_check1 CHECK (((lease_id IS NULL) = (leased_until IS NULL))),
    CONSTRAINT sync_queue_check2 CHECK (((status IN ('completed', 'failed', 'cancelled')) = (completed_at IS NOT NULL))),
    CONSTRAINT sync_queue_content_hash_check CHECK ((length(content_hash) <= 100)),
    CONSTRAINT sync_queue_error_class_check CHECK ((error_class IN ('network_error', 'rate_limit', 'auth_error', 'invalid_data', 'quota_exceeded', 'unknown_error'))),
    CONSTRAINT sync_queue_error_message_check CHECK ((length(error_message) <= 1000)),
    CONSTRAINT sync_queue_item_type_check CHECK ((item_type IN ('ocr_page', 'notebook', 'notebook_metadata', 'page_text', 'todo', 'highlight'))),
    CONSTRAINT sync_queue_operation_check CHECK ((operation IN ('create', 'update', 'delete'))),
    CONSTRAINT sync_queue_priority_check CHECK (((priority >= 1) AND (priority <= 10))),
    CONSTRAINT sync_queue_status_check CHECK ((status IN ('pending', 'processing', 'retry', 'completed', 'failed', 'cancelled'))),
    CONSTRAINT sync_queue_target_name_check CHECK (((length(target_name) >= 1) AND (length(target_name) <= 50))),
    CONSTRAINT sync_queue_trigger_source_check CHECK ((trigger_source IN ('manual', 'webhook', 'scheduled', 'file_watcher')))
);
ALTER TABLE sync_queue FORCE ROW LEVEL SECURITY;
ALTER TABLE sync_queue ADD CONSTRAINT sync_queue_pkey PRIMARY KEY (id);
ALTER TABLE sync_queue ADD CONSTRAINT sync_queue_user_id_id_key UNIQUE (user_id, id);
ALTER TABLE sync_queue ADD CONSTRAINT sync_queue_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX sync_queue_backlog ON sync_queue USING btree (target_name, user_id, priority, run_after, id) WHERE ((status = 'pending') AND (trigger_source = 'scheduled'));
CREATE INDEX sync_queue_done ON sync_queue USING btree (completed_at) WHERE (completed_at IS NOT NULL);
CREATE INDEX sync_queue_ended ON sync_queue USING btree (user_id, target_name, item_type, item_key, completed_at) WHERE (status IN ('failed', 'cancelled'));
CREATE INDEX sync_queue_groups ON sync_queue USING btree (target_name, user_id, group_key) WHERE ((group_key IS NOT NULL) AND (status IN ('pending', 'processing', 'retry')));
CREATE INDEX sync_queue_lease ON sync_queue USING btree (lease_id) WHERE (lease_id IS NOT NULL);
CREATE INDEX sync_queue_leases ON sync_queue USING btree (leased_until) WHERE (status = 'processing');
CREATE UNIQUE INDEX sync_queue_live ON sync_queue USING btree (user_id, target_name, item_type, item_key) WHERE (status IN ('pending', 'processing', 'retry'));
CREATE INDEX sync_queue_pass ON sync_queue USING btree (pass_id) WHERE (pass_id IS NOT NULL);
CREATE INDEX sync_queue_turns ON sync_queue USING btree (target_name, user_id, priority, run_after, id) WHERE (status IN ('pending', 'retry'));
CREATE TRIGGER wake_workers AFTER INSERT OR UPDATE OF run_after, priority ON sync_queue FOR EACH STATEMENT EXECUTE FUNCTION wake_workers();
ALTER TABLE sync_queue ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON sync_queue TO rmirror_system USING (true);
CREATE POLICY tenant ON sync_queue TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sync_queue TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sync_queue TO rmirror_system;

CREATE TABLE sync_records (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    target_name text NOT NULL,
    item_type text NOT NULL,
    item_key uuid NOT NULL,
    content_hash text,
    notebook_uuid uuid,
    page_uuid uuid,
    page_number integer,
    external_id text,
    status text DEFAULT 'pending' NOT NULL,
    error_message text,
    retry_count integer DEFAULT 0 NOT NULL,
    metadata jsonb DEFAULT '{}' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    synced_at timestamptz,
    change bigint NOT NULL,
    deleted_at timestamptz,
    marker uuid,
    error_class text,
    again_at timestamptz,
    CONSTRAINT sync_records_content_hash_check CHECK ((length(content_hash) <= 100)),
    CONSTRAINT sync_records_error_class_check CHECK ((error_class IN ('network_error', 'rate_limit', 'auth_error', 'invalid_data', 'quota_exceeded', 'unknown_error'))),
    CONSTRAINT sync_records_error_message_check CHECK ((length(error_message) <= 1000)),
    CONSTRAINT sync_records_external_id_check CHECK ((length(external_id) <= 500)),
    CONSTRAINT sync_records_item_type_check CHECK ((item_type IN ('notebook', 'notebook_metadata', 'page_text', 'todo', 'highlight'))),
    CONSTRAINT sync_records_page_number_check CHECK ((page_number > 0)),
    CONSTRAINT sync_records_retry_count_check CHECK ((retry_count >= 0)),
    CONSTRAINT sync_records_status_check CHECK ((status IN ('pending', 'in_progress', 'success', 'retry', 'failed', 'skipped'))),
    CONSTRAINT sync_records_target_name_check CHECK (((length(target_name) >= 1) AND (length(target_name) <= 50)))
);
ALTER TABLE sync_records FORCE ROW LEVEL SECURITY;
ALTER TABLE sync_records ADD CONSTRAINT sync_records_item_key UNIQUE (item_key, item_type, target_name, user_id);
ALTER TABLE sync_records ADD CONSTRAINT sync_records_pkey PRIMARY KEY (id);
ALTER TABLE sync_records ADD CONSTRAINT sync_records_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX sync_records_again ON sync_records USING btree (again_at) WHERE (again_at IS NOT NULL);
CREATE INDEX sync_records_change ON sync_records USING btree (user_id, change, id);
CREATE INDEX sync_records_deleted ON sync_records USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX sync_records_notebook ON sync_records USING btree (notebook_uuid, user_id, target_name);
CREATE INDEX sync_records_target ON sync_records USING btree (user_id, target_name, id) WHERE (deleted_at IS NULL);
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON sync_records FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER note_removed AFTER DELETE ON sync_records REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_removed();
ALTER TABLE sync_records ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON sync_records TO rmirror_system USING (true);
CREATE POLICY tenant ON sync_records TO rmirror_tenant USING ((user_id = ( SELECT current_user_id() AS current_user_id)));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sync_records TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sync_records TO rmirror_system;

CREATE TABLE sync_selections (
    user_id uuid NOT NULL,
    excluded_notebooks uuid[] NOT NULL,
    excluded_folders uuid[] NOT NULL,
    excluded_tags text[] NOT NULL,
    newest_pages integer,
    display_images text DEFAULT 'notebooks' NOT NULL,
    deletes_excluded boolean DEFAULT false NOT NULL,
    shows_looks boolean DEFAULT false NOT NULL,
    CONSTRAINT sync_selections_display_images_check CHECK ((display_images IN ('none', 'notebooks', 'all'))),
    CONSTRAINT sync_selections_excluded_folders_check CHECK ((cardinality(excluded_folders) <= 5000)),
    CONSTRAINT sync_selections_excluded_notebooks_check CHECK ((cardinality(excluded_notebooks) <= 5000)),
    CONSTRAINT sync_selections_excluded_tags_check CHECK ((cardinality(excluded_tags) <= 500)),
    CONSTRAINT sync_selections_newest_pages_check CHECK (((newest_pages >= 1) AND (newest_pages <= 10000)))
);
ALTER TABLE sync_selections FORCE ROW LEVEL SECURITY;
ALTER TABLE sync_selections ADD CONSTRAINT sync_selections_pkey PRIMARY KEY (user_id);
ALTER TABLE sync_selections ADD CONSTRAINT sync_selections_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
CREATE INDEX sync_selections_unapplied ON sync_selections USING btree (user_id) WHERE (deletes_excluded OR shows_looks);
ALTER TABLE sync_selections ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON sync_selections TO rmirror_system USING (true);
CREATE POLICY tenant ON sync_selections TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sync_selections TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sync_selections TO rmirror_system;

CREATE TABLE todos (
    id uuid DEFAULT uuid_v7() NOT NULL,
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ordinal integer NOT NULL,
    text text NOT NULL,
    text_hash text NOT NULL,
    is_completed boolean DEFAULT false NOT NULL,
    confidence real,
    change bigint NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    deleted_at timestamptz,
    is_ticked boolean DEFAULT false NOT NULL,
    source text DEFAULT 'handwriting' NOT NULL,
    CONSTRAINT todos_confidence_check CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
    CONSTRAINT todos_ordinal_check CHECK ((ordinal >= 0)),
    CONSTRAINT todos_source_check CHECK ((source IN ('handwriting', 'typed_text'))),
    CONSTRAINT todos_text_check CHECK (((length(text) >= 1) AND (length(text) <= 10000))),
    CONSTRAINT todos_text_hash_check CHECK ((length(text_hash) <= 100))
);
ALTER TABLE todos FORCE ROW LEVEL SECURITY;
ALTER TABLE todos ADD CONSTRAINT todos_pkey PRIMARY KEY (id);
ALTER TABLE todos ADD CONSTRAINT todos_user_id_page_id_fkey FOREIGN KEY (user_id, page_id) REFERENCES pages(user_id, id) ON DELETE CASCADE;
CREATE INDEX todos_change ON todos USING btree (user_id, change, id);
CREATE INDEX todos_deleted ON todos USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX todos_page ON todos USING btree (page_id, user_id, source, ordinal);
CREATE INDEX todos_user ON todos USING btree (user_id, id) WHERE (deleted_at IS NULL);
CREATE TRIGGER note_change BEFORE INSERT OR UPDATE ON todos FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER note_changed_parts AFTER UPDATE ON todos REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_parts();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON todos REFERENCING OLD TABLE AS replaced NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_gone_parts AFTER DELETE ON todos REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_gone_parts();
CREATE TRIGGER note_less_usage AFTER DELETE ON todos REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON todos REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_new_parts AFTER INSERT ON todos REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_parts();
CREATE TRIGGER note_removed AFTER DELETE ON todos REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_removed_parts();
ALTER TABLE todos ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON todos TO rmirror_system USING (true);
CREATE POLICY tenant ON todos TO rmirror_tenant USING ((user_id = ( SELECT current_user_id() AS current_user_id)));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE todos TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE todos TO rmirror_system;

CREATE TABLE used_agent_tokens (
    jti uuid NOT NULL,
    user_id uuid NOT NULL,
    agent_token_id uuid NOT NULL,
    used_at timestamptz DEFAULT now() NOT NULL
);
ALTER TABLE used_agent_tokens FORCE ROW LEVEL SECURITY;
ALTER TABLE used_agent_tokens ADD CONSTRAINT used_agent_tokens_pkey PRIMARY KEY (jti);
ALTER TABLE used_agent_tokens ADD CONSTRAINT used_agent_tokens_user_id_agent_token_id_fkey FOREIGN KEY (user_id, agent_token_id) REFERENCES agent_tokens(user_id, id) ON DELETE CASCADE;
CREATE INDEX used_agent_tokens_device ON used_agent_tokens USING btree (user_id, agent_token_id);
ALTER TABLE used_agent_tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON used_agent_tokens TO rmirror_system USING (true);
CREATE POLICY tenant ON used_agent_tokens TO rmirror_tenant USING ((user_id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE used_agent_tokens TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE used_agent_tokens TO rmirror_system;

CREATE TABLE users (
    id uuid DEFAULT uuid_v7() NOT NULL,
    email text,
    full_name text DEFAULT '' NOT NULL,
    password_hash text,
    status text DEFAULT 'active' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    language text,
    time_zone text,
    first_steps_ended_at timestamptz,
    retention_days integer,
    CONSTRAINT users_email_check CHECK (((length(email) >= 3) AND (length(email) <= 320))),
    CONSTRAINT users_full_name_check CHECK ((length(full_name) <= 200)),
    CONSTRAINT users_language_check CHECK ((language IN ('en', 'de'))),
    CONSTRAINT users_password_hash_check CHECK ((length(password_hash) <= 256)),
    CONSTRAINT users_retention_days_check CHECK (((retention_days >= 7) AND (retention_days <= 3650))),
    CONSTRAINT users_status_check CHECK ((status IN ('active', 'disabled'))),
    CONSTRAINT users_time_zone_check CHECK ((length(time_zone) <= 100))
);
ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX users_email ON users USING btree (lower(email));
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON users TO rmirror_system USING (true);
CREATE POLICY tenant ON users TO rmirror_tenant USING ((id = current_user_id()));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE users TO rmirror_tenant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE users TO rmirror_system;

CREATE TABLE workspace_history (
    provider text NOT NULL,
    workspace_id text NOT NULL,
    account_id uuid,
    connected_at timestamptz,
    blocked_at timestamptz,
    blocked_because text,
    CONSTRAINT workspace_history_blocked_because_check CHECK (((length(blocked_because) >= 1) AND (length(blocked_because) <= 1000))),
    CONSTRAINT workspace_history_check CHECK (((account_id IS NULL) = (connected_at IS NULL))),
    CONSTRAINT workspace_history_check1 CHECK (((blocked_at IS NULL) = (blocked_because IS NULL))),
    CONSTRAINT workspace_history_provider_check CHECK (((length(provider) >= 1) AND (length(provider) <= 50))),
    CONSTRAINT workspace_history_workspace_id_check CHECK (((length(workspace_id) >= 1) AND (length(workspace_id) <= 255)))
);
ALTER TABLE workspace_history ADD CONSTRAINT workspace_history_pkey PRIMARY KEY (provider, workspace_id);
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE workspace_history TO rmirror_system;

-- Functions

CREATE FUNCTION add_usage(owner uuid, bytes bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    noted CONSTANT text := current_setting('rmirror.usage', true);
BEGIN
    IF bytes IS NULL OR bytes = 0 THEN
        RETURN;
    END IF;
    IF left(noted, 36) = owner::text THEN
        PERFORM set_config('rmirror.usage', left(noted, 37) || (substr(noted, 38)::bigint + bytes), true);
        RETURN;
    END IF;
    PERFORM flush_usage();
    -- When a whole user goes, the row may have gone before.
    IF bytes > 0 THEN
        INSERT INTO library_usage AS known (user_id, row_bytes) VALUES (owner, bytes)
        ON CONFLICT (user_id) DO UPDATE SET row_bytes = known.row_bytes + bytes;
    ELSE
        UPDATE library_usage SET row_bytes = row_bytes + bytes WHERE user_id = owner;
    END IF;
    PERFORM set_config('rmirror.usage', owner || ':0', true);
END
$$;

CREATE FUNCTION anniversaries_passed(anchor timestamptz, at timestamptz) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT greatest(0, months - CASE WHEN anniversary(anchor, months) > at THEN 1 ELSE 0 END)
    FROM (SELECT (12 * (extract(year FROM at AT TIME ZONE 'UTC') - extract(year FROM anchor AT TIME ZONE 'UTC'))
                  + extract(month FROM at AT TIME ZONE 'UTC')
                  - extract(month FROM anchor AT TIME ZONE 'UTC'))::integer AS months) AS calendar
$$;

CREATE FUNCTION anniversary(anchor timestamptz, months integer) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT (anchor AT TIME ZONE 'UTC' + make_interval(months => months)) AT TIME ZONE 'UTC'
$$;

CREATE FUNCTION begin_reading(owner uuid, free_limit integer, most_failed integer, page uuid) RETURNS text
    LANGUAGE plpgsql
    AS $$
DECLARE
    usage quota_usage := open_quota(owner, 'ocr_pages', free_limit);
    most bigint := coalesce(usage.quota_limit, most_failed);
    failed bigint := failed_pages(usage);
BEGIN
    IF failed >= most THEN
        PERFORM release_quota(owner, 'ocr_pages', free_limit, ARRAY[page]);
        IF usage.quota_limit IS NOT NULL THEN
            PERFORM note_waiting(usage);
        END IF;
        RETURN 'never';
    END IF;
    IF failed + (SELECT count(*) FROM quota_reservations
                 WHERE user_id = owner AND is_being_read AND page_id <> page) >= most THEN
        RETURN 'later';
    END IF;
    UPDATE quota_reservations SET is_being_read = true
    WHERE user_id = owner AND quota_type = 'ocr_pages' AND page_id = page;
    RETURN 'now';
END
$$;

CREATE FUNCTION bytes_of_document(page uuid, tags text[], vector tsvector) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT 350 + bytes_of_words(tags) + pg_column_size(vector || '') * 5 / 4
           + length(vector) * CASE WHEN page IS NULL THEN 48 ELSE 24 END::bigint
$$;

CREATE FUNCTION bytes_of_highlight(original_text text, corrected_text text, note text, color text, rects jsonb) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT 400 + octet_length(original_text) + coalesce(octet_length(corrected_text), 0) + octet_length(note)
           + octet_length(color) + CASE WHEN rects = '[]' THEN 0 ELSE 3 * octet_length(rects::text) / 2 END::bigint
$$;

CREATE FUNCTION bytes_of_image_row(hash text, parts integer) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT 400 + 2 * octet_length(hash) + 16 * parts::bigint
$$;

CREATE FUNCTION bytes_of_notebook(name text, tags text[], authors text[], full_path text, folders uuid[]) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT 500 + octet_length(name) + bytes_of_words(tags) + bytes_of_words(authors) + octet_length(full_path)
           + 16 * cardinality(folders)::bigint
$$;

CREATE FUNCTION bytes_of_page(typed_text text, typed_markdown text, tags text[], ocr_text text, ocr_lines jsonb, hashes text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT 550 + octet_length(typed_text) + coalesce(octet_length(typed_markdown), 0) + bytes_of_words(tags)
           + coalesce(octet_length(ocr_text), 0)
           + CASE WHEN ocr_lines = '[]' THEN 0 ELSE octet_length(ocr_lines::text) END + octet_length(hashes)::bigint
$$;

CREATE FUNCTION bytes_of_todo(words text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT 450 + octet_length(words)::bigint
$$;

CREATE FUNCTION bytes_of_word(word text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT 130 + 95 * greatest(0, length(word) - 7) + 10 * (octet_length(word) - length(word))::bigint
$$;

CREATE FUNCTION bytes_of_words(words text[]) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN words = '{}' THEN 0 ELSE 8 * cardinality(words) + octet_length(array_to_string(words, '')) END::bigint
$$;

CREATE FUNCTION change_of(changed_user uuid) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    held text := current_setting('rmirror.change', true);
    taken bigint;
BEGIN
    IF split_part(held, ':', 1) = changed_user::text THEN
        RETURN split_part(held, ':', 2)::bigint;
    END IF;
    INSERT INTO change_counters AS counter (user_id, last) VALUES (changed_user, 1)
    ON CONFLICT (user_id) DO UPDATE SET last = counter.last + 1
    RETURNING last INTO taken;
    PERFORM set_config('rmirror.change', changed_user || ':' || taken, true);
    PERFORM pg_notify('rmirror_changes', changed_user::text);
    RETURN taken;
END
$$;

CREATE FUNCTION commit_quota(owner uuid, kind text, free_limit integer, page uuid) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
    promised integer;
BEGIN
    DELETE FROM quota_reservations WHERE user_id = owner AND quota_type = kind AND page_id = page;
    GET DIAGNOSTICS promised = ROW_COUNT;
    IF promised = 0 AND quota_left(usage) = 0 THEN
        RETURN false;
    END IF;
    UPDATE quota_usage SET reserved = reserved - promised, used = used + 1, updated_at = now()
    WHERE id = usage.id RETURNING * INTO usage;
    PERFORM note_quota(usage);
    RETURN true;
END
$$;

CREATE FUNCTION content_hash(content jsonb) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT 'c1:' || encode(sha256(convert_to(content::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION count_retry(owner uuid, page uuid, look text, most integer) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
    INSERT INTO page_retries AS known (user_id, page_id, ink_hash, day, retries)
    VALUES (owner, page, look, today, 1)
    ON CONFLICT (page_id, ink_hash) DO UPDATE
    SET retries = CASE WHEN known.day < today THEN 1 ELSE known.retries + 1 END, day = greatest(known.day, today)
    WHERE known.day < today OR known.retries < most;
    RETURN FOUND;
END
$$;

CREATE FUNCTION current_user_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT nullif(current_setting('rmirror.user_id', true), '')::uuid
$$;

CREATE FUNCTION uuid_v7() RETURNS uuid
    LANGUAGE sql PARALLEL SAFE
    AS $$
    SELECT encode(
        overlay(overlay(uuid_send(gen_random_uuid())
                        PLACING substring(int8send(micro / 1000) FROM 3) FROM 1 FOR 6)
                PLACING substring(int4send((28672 + micro % 1000 * 4096 / 1000)::integer) FROM 3) FROM 7 FOR 2),
        'hex')::uuid
    FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micro) AS clock
$$;

CREATE FUNCTION date_on(page pages) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT substring(text_of(page) FROM '(?n)^[[:blank:]]*\*\*Date:[[:blank:]]*([^*]{1,100})\*\*')
$$;

CREATE FUNCTION days_kept(notebook notebooks, server_days integer) RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN notebook.is_deleted_here OR notebook.document_type = 'folder' THEN nullif(server_days, 0)
                ELSE (SELECT retention_days FROM users WHERE id = notebook.user_id) END
$$;

CREATE FUNCTION enqueue(owner uuid, target text, kind text, key uuid, action text, hash text, urgency integer, cause text, due timestamptz, together uuid DEFAULT NULL::uuid, pass uuid DEFAULT NULL::uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO sync_queue AS known (user_id, target_name, item_type, item_key, operation, content_hash, priority,
                                     trigger_source, run_after, group_key, pass_id)
    VALUES (owner, target, kind, key, action, hash, urgency, cause, due, together, pass)
    ON CONFLICT (user_id, target_name, item_type, item_key) WHERE status IN ('pending', 'processing', 'retry')
    DO UPDATE SET operation = excluded.operation, content_hash = excluded.content_hash,
                  priority = least(known.priority, excluded.priority), trigger_source = excluded.trigger_source,
                  group_key = excluded.group_key, pass_id = coalesce(excluded.pass_id, known.pass_id),
                  attempts = CASE WHEN known.status = 'processing'
                                       OR known.content_hash IS NOT DISTINCT FROM excluded.content_hash
                                  THEN known.attempts ELSE 0 END,
                  is_outdated = known.status = 'processing'
    WHERE known.status = 'processing'
        OR (known.operation, known.content_hash, known.group_key, known.trigger_source)
            IS DISTINCT FROM (excluded.operation, excluded.content_hash, excluded.group_key, excluded.trigger_source)
        OR known.priority > excluded.priority
        OR known.pass_id IS DISTINCT FROM coalesce(excluded.pass_id, known.pass_id);
END
$$;

CREATE FUNCTION failed_pages(usage quota_usage) RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT coalesce((SELECT pages FROM failed_readings
                     WHERE user_id = usage.user_id AND period_start = usage.period_start
                         AND usage.quota_type = 'ocr_pages'), 0)
$$;

CREATE FUNCTION first_steps_json(owner uuid) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'signed_up', true,
        'sent', EXISTS (SELECT FROM notebooks WHERE user_id = owner)
                OR EXISTS (SELECT FROM agent_tokens WHERE user_id = owner AND last_used_at IS NOT NULL),
        'transcribed', EXISTS (SELECT FROM pages WHERE user_id = owner AND ocr_status = 'completed'),
        'connected', EXISTS (SELECT FROM integrations WHERE user_id = owner),
        'delivered', EXISTS (SELECT FROM sync_records WHERE user_id = owner AND status = 'success'))
$$;

CREATE FUNCTION flush_noted_usage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM flush_usage();
    RETURN NULL;
END
$$;

CREATE FUNCTION flush_usage() RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    noted CONSTANT text := current_setting('rmirror.usage', true);
    bytes CONSTANT bigint := nullif(substr(noted, 38), '');
BEGIN
    IF bytes <> 0 THEN
        PERFORM set_config('rmirror.usage', left(noted, 37) || '0', true);
        UPDATE library_usage SET row_bytes = row_bytes + bytes WHERE user_id = left(noted, 36)::uuid;
    END IF;
END
$$;

CREATE FUNCTION forget_words(owner uuid) RETURNS void
    LANGUAGE sql
    AS $$
    WITH forgotten AS (
        DELETE FROM search_words
        WHERE user_id = owner AND NOT EXISTS (SELECT FROM search_documents WHERE user_id = owner)
        RETURNING word)
    SELECT add_usage(owner, -sum(bytes_of_word(word))::bigint) FROM forgotten
$$;

CREATE FUNCTION goes_with_notebook(owner uuid, target text, is_kept boolean, notebook uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT NOT coalesce(is_kept, NOT EXISTS (
        SELECT FROM sync_records
        WHERE notebook_uuid = notebook AND user_id = owner AND target_name = target AND item_type = 'notebook'
            AND deleted_at IS NULL))
$$;

CREATE FUNCTION guard_tenant_table(guarded regclass, owner_column text DEFAULT 'user_id'::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format('CREATE POLICY tenant ON %s TO rmirror_tenant USING (%I = current_user_id())', guarded, owner_column);
    EXECUTE format('CREATE POLICY system ON %s TO rmirror_system USING (true)', guarded);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO rmirror_tenant, rmirror_system', guarded);
END
$$;

CREATE FUNCTION has_parts(owner uuid, target text, notebook uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT FROM sync_records
                   WHERE notebook_uuid = notebook AND user_id = owner AND target_name = target
                       AND item_type <> 'notebook' AND deleted_at IS NULL
                       AND content_hash IS DISTINCT FROM 'covered')
$$;

CREATE FUNCTION has_reader() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT coalesce((SELECT has_reader FROM reading_state), false)
$$;

CREATE FUNCTION has_text(page pages) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(page.ocr_text <> '', false) OR coalesce(page.typed_markdown, page.typed_text) <> ''
$$;

CREATE FUNCTION held_since(notebook uuid, since timestamptz) RETURNS TABLE(pages integer, highlights integer)
    LANGUAGE sql STABLE
    AS $$
    SELECT (SELECT count(*) FROM pages WHERE notebook_id = notebook AND is_held AND deleted_at >= since)::integer,
           (SELECT count(*) FROM pages AS page JOIN highlights AS mark ON mark.page_id = page.id
            WHERE page.notebook_id = notebook AND mark.is_held AND mark.deleted_at >= since)::integer
$$;

CREATE FUNCTION highlight_content(highlight highlights, notebook_uuid uuid, page pages, with_location boolean) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object('notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid,
                              'text', coalesce(highlight.corrected_text, highlight.original_text),
                              'note', highlight.note, 'color', highlight.color)
        || CASE WHEN with_location THEN jsonb_build_object('location', page.page_number) ELSE '{}' END
$$;

CREATE FUNCTION highlight_json(highlight highlights) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'id', highlight.id, 'page_id', highlight.page_id, 'ordinal', highlight.ordinal,
        'original_text', highlight.original_text, 'corrected_text', highlight.corrected_text,
        'note', highlight.note, 'color', highlight.color, 'rects', highlight.rects)
$$;

CREATE FUNCTION highlights_on(page uuid) RETURNS TABLE(highlights jsonb)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('text', coalesce(mark.corrected_text, mark.original_text),
                                                 'note', mark.note, 'color', mark.color)
                              ORDER BY mark.ordinal, mark.id), '[]')
    FROM (SELECT * FROM highlights WHERE page_id = page OFFSET 0) AS mark
    WHERE (mark.deleted_at IS NULL OR mark.is_held) AND coalesce(mark.corrected_text, mark.original_text) ~ '[^[:space:]]'
$$;

CREATE FUNCTION hold_units(usage quota_usage, call uuid, units bigint, lifetime interval) RETURNS quota_usage
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO quota_reservations (user_id, quota_type, call_id, units, expires_at)
    VALUES (usage.user_id, usage.quota_type, call, units, now() + lifetime);
    UPDATE quota_usage SET reserved = reserved + units, updated_at = now()
    WHERE id = usage.id RETURNING * INTO usage;
    RETURN usage;
END
$$;

CREATE FUNCTION integration_json(integration integrations) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'id', integration.id, 'target_name', integration.target_name, 'is_enabled', integration.is_enabled,
        'created_at', integration.created_at, 'updated_at', integration.updated_at)
$$;

CREATE FUNCTION is_chosen(choice jsonb, notebook notebooks) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT choice IS NULL OR coalesce(choice -> 'notebooks' ? notebook.notebook_uuid::text, false)
        OR coalesce(choice -> 'folders' ?| notebook.folders::text[], false)
        OR coalesce(choice -> 'tags' ?| notebook.tags, false)
$$;

CREATE FUNCTION is_in_flux(page pages, with_pictures boolean) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT with_pictures AND page.ocr_status IN ('pending', 'processing') AND has_reader()
$$;

CREATE FUNCTION is_much(dropped integer, of_all integer) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT dropped >= 10 AND 2 * dropped > of_all
$$;

CREATE FUNCTION items_now(owner uuid, choice jsonb, extras text[], types text[], keys uuid[]) RETURNS TABLE(nth bigint, item_type text, item_key uuid, notebook_id uuid, notebook_uuid uuid, page_id uuid, page_uuid uuid, is_kept boolean, in_flux boolean, content jsonb)
    LANGUAGE sql STABLE
    AS $$
    SELECT asked.nth, asked.item_type, asked.item_key, item.*
    FROM unnest(types, keys) WITH ORDINALITY AS asked (item_type, item_key, nth)
    LEFT JOIN LATERAL (
        SELECT notebook.id, notebook.notebook_uuid, NULL::uuid, NULL::uuid, kept, false,
               CASE WHEN kept AND asked.item_type = 'notebook'
                        THEN notebook_content(notebook, 'texts' = ANY (extras))
                    WHEN kept THEN notebook_metadata_content(notebook) END
        FROM (SELECT * FROM notebooks WHERE id = asked.item_key OFFSET 0) AS notebook
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND notebook.document_type <> 'folder'
                                   AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type IN ('notebook', 'notebook_metadata') AND notebook.user_id = owner
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept,
               is_in_flux(page, 'pictures' = ANY (extras)),
               CASE WHEN kept AND (page.deleted_at IS NULL OR page.is_held)
                    THEN page_text_content(page, notebook.notebook_uuid, pictures, highlights, todos) END
        FROM (SELECT * FROM pages WHERE id = asked.item_key OFFSET 0) AS page
        JOIN notebooks AS notebook ON notebook.id = page.notebook_id
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        LEFT JOIN LATERAL pictures_on(page.id, page.image_hash) ON 'pictures' = ANY (extras)
        LEFT JOIN LATERAL highlights_on(page.id) ON 'highlights' = ANY (extras)
        LEFT JOIN LATERAL todos_on(page.id) ON 'todos' = ANY (extras)
        WHERE asked.item_type = 'page_text' AND page.user_id = owner
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept, false,
               CASE WHEN kept AND (page.deleted_at IS NULL OR page.is_held) AND todo.deleted_at IS NULL
                    THEN todo_content(todo, notebook.notebook_uuid, page.page_uuid) END
        FROM (SELECT * FROM todos WHERE id = asked.item_key OFFSET 0) AS todo
        JOIN pages AS page ON page.id = todo.page_id
        JOIN notebooks AS notebook ON notebook.id = page.notebook_id
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type = 'todo' AND todo.user_id = owner
        UNION ALL
        SELECT notebook.id, notebook.notebook_uuid, page.id, page.page_uuid, kept, false,
               -- Paper can be marked where no text is: there is nothing to bring anywhere.
               CASE WHEN kept AND (page.deleted_at IS NULL OR page.is_held) AND (highlight.deleted_at IS NULL OR highlight.is_held)
                       AND coalesce(highlight.corrected_text, highlight.original_text) ~ '[^[:space:]]'
                    THEN highlight_content(highlight, notebook.notebook_uuid, page, 'location' = ANY (extras)) END
        FROM (SELECT * FROM highlights WHERE id = asked.item_key OFFSET 0) AS highlight
        JOIN pages AS page ON page.id = highlight.page_id
        JOIN notebooks AS notebook ON notebook.id = page.notebook_id
        CROSS JOIN LATERAL (SELECT NOT notebook.is_gone AND is_chosen(choice, notebook)) AS state (kept)
        WHERE asked.item_type = 'highlight' AND highlight.user_id = owner) AS item
        ON true
$$;

CREATE FUNCTION learn_words(owner uuid, given text) RETURNS void
    LANGUAGE sql
    AS $$
    WITH learnt AS (
        INSERT INTO search_words (user_id, word)
        SELECT owner, lexeme FROM unnest(to_tsvector('search_simple', given))
        WHERE length(lexeme) BETWEEN 3 AND 32 AND lexeme !~ '[^[:alpha:]]'
        ON CONFLICT DO NOTHING
        RETURNING word)
    SELECT add_usage(owner, sum(bytes_of_word(word))::bigint) FROM learnt
$$;

CREATE FUNCTION library_usage_json(owner uuid, limits jsonb) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'storage', jsonb_build_object('limit', own -> 'storage', 'used', coalesce(stored_bytes + row_bytes, 0) + noted_usage(owner)),
        'notebooks', jsonb_build_object('limit', own -> 'notebooks', 'used', coalesce(notebooks, 0)),
        'pages', jsonb_build_object('limit', own -> 'pages', 'used', coalesce(pages, 0)))
    FROM (SELECT limits_of(owner, limits) AS own) AS tier LEFT JOIN library_usage ON user_id = owner
$$;

CREATE FUNCTION limits_of(owner uuid, limits jsonb) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT limits -> coalesce((SELECT tier FROM subscriptions WHERE user_id = owner AND status = 'active'), 'free')
$$;

CREATE FUNCTION lock_library(owner uuid) RETURNS void
    LANGUAGE sql
    AS $$
    SELECT pg_advisory_xact_lock(hashtextextended(owner::text, 0))
$$;

CREATE FUNCTION note_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.change := change_of(NEW.user_id);
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE FUNCTION note_changed_usage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'notebooks' THEN
            PERFORM add_usage(user_id, sum(bytes)::bigint)
            FROM (SELECT user_id, bytes_of_notebook(visible_name, tags, authors, full_path, folders) AS bytes
                  FROM written
                  UNION ALL
                  SELECT user_id, -bytes_of_notebook(visible_name, tags, authors, full_path, folders)
                  FROM replaced) AS both_sides
            GROUP BY user_id;
        WHEN 'pages' THEN
            PERFORM add_usage(user_id, sum(bytes)::bigint)
            FROM (SELECT user_id, bytes_of_page(
                             typed_text, typed_markdown, tags, ocr_text, ocr_lines,
                             concat(ink_hash, image_hash, ocr_hash, text_hash, look_hash, display_hash)) AS bytes
                  FROM written
                  UNION ALL
                  SELECT user_id, -bytes_of_page(
                             typed_text, typed_markdown, tags, ocr_text, ocr_lines,
                             concat(ink_hash, image_hash, ocr_hash, text_hash, look_hash, display_hash))
                  FROM replaced) AS both_sides
            GROUP BY user_id;
        WHEN 'highlights' THEN
            PERFORM add_usage(user_id, sum(bytes)::bigint)
            FROM (SELECT user_id, bytes_of_highlight(original_text, corrected_text, note, color, rects) AS bytes
                  FROM written
                  UNION ALL
                  SELECT user_id, -bytes_of_highlight(original_text, corrected_text, note, color, rects)
                  FROM replaced) AS both_sides
            GROUP BY user_id;
        WHEN 'todos' THEN
            PERFORM add_usage(user_id, sum(bytes)::bigint)
            FROM (SELECT user_id, bytes_of_todo(text) AS bytes FROM written
                  UNION ALL
                  SELECT user_id, -bytes_of_todo(text) FROM replaced) AS both_sides
            GROUP BY user_id;
        WHEN 'page_pictures' THEN
            PERFORM add_usage(user_id, sum(bytes)::bigint)
            FROM (SELECT user_id, bytes_of_image_row(ink_hash, cardinality(tops)) AS bytes FROM written
                  UNION ALL
                  SELECT user_id, -bytes_of_image_row(ink_hash, cardinality(tops)) FROM replaced) AS both_sides
            GROUP BY user_id;
        WHEN 'display_images' THEN
            PERFORM add_usage(user_id, sum(bytes)::bigint)
            FROM (SELECT user_id, bytes_of_image_row(look_hash, 0) AS bytes FROM written
                  UNION ALL
                  SELECT user_id, -bytes_of_image_row(look_hash, 0) FROM replaced) AS both_sides
            GROUP BY user_id;
    END CASE;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_document_usage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM add_usage(
        coalesce(NEW.user_id, OLD.user_id),
        CASE WHEN TG_OP = 'DELETE' THEN 0 ELSE bytes_of_document(NEW.page_id, NEW.tags, NEW.vector) END
        - CASE WHEN TG_OP = 'INSERT' THEN 0 ELSE bytes_of_document(OLD.page_id, OLD.tags, OLD.vector) END);
    RETURN NULL;
END
$$;

CREATE FUNCTION note_failed_reading(owner uuid, free_limit integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    usage quota_usage := open_quota(owner, 'ocr_pages', free_limit);
BEGIN
    INSERT INTO failed_readings AS known (user_id, period_start, pages) VALUES (owner, usage.period_start, 1)
    ON CONFLICT (user_id) DO UPDATE
    SET period_start = excluded.period_start,
        pages = CASE WHEN known.period_start = excluded.period_start THEN known.pages + 1 ELSE 1 END;
END
$$;

CREATE FUNCTION note_gone_parts() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_page_document(page)
    FROM pages AS page WHERE id IN (SELECT page_id FROM written WHERE deleted_at IS NULL);
    RETURN NULL;
END
$$;

CREATE FUNCTION note_items() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.full_path := NEW.visible_name;
        NEW.folders := '{}';
        NEW.is_gone := NEW.is_trashed OR NEW.deleted_at IS NOT NULL;
        NEW.items_change := NEW.change;
        RETURN NEW;
    END IF;
    NEW.is_gone := NEW.is_gone OR NEW.deleted_at IS NOT NULL;
    IF (NEW.visible_name, NEW.full_path, NEW.folders, NEW.is_gone, NEW.tags, NEW.authors, NEW.document_type)
       IS DISTINCT FROM
       (OLD.visible_name, OLD.full_path, OLD.folders, OLD.is_gone, OLD.tags, OLD.authors, OLD.document_type) THEN
        NEW.items_change := NEW.change;
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION note_notebook_name() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_notebook_document(NEW);
    RETURN NULL;
END
$$;

CREATE FUNCTION note_notification() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.change := change_of(NEW.user_id);
    RETURN NEW;
END
$$;

CREATE FUNCTION note_page_text() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_page_document(NEW);
    RETURN NULL;
END
$$;

CREATE FUNCTION note_parts() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_page_document(page)
    FROM pages AS page WHERE id IN (SELECT page_id FROM written);
    RETURN NULL;
END
$$;

CREATE FUNCTION note_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    moved uuid[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            moved := array(SELECT id FROM written WHERE parent_uuid IS NOT NULL OR document_type = 'folder');
        WHEN 'UPDATE' THEN
            moved := array(
                SELECT id
                FROM (SELECT id, visible_name, parent_uuid, is_trashed, document_type, deleted_at IS NULL FROM written
                      EXCEPT
                      SELECT id, visible_name, parent_uuid, is_trashed, document_type, deleted_at IS NULL
                      FROM replaced) AS changed);
        WHEN 'DELETE' THEN
            moved := array(
                SELECT notebook.id
                FROM removed AS folder
                JOIN notebooks AS notebook
                    ON notebook.user_id = folder.user_id AND notebook.parent_uuid = folder.notebook_uuid
                WHERE folder.document_type = 'folder' AND folder.deleted_at IS NULL
                    AND notebook.deleted_at IS NULL);
    END CASE;
    IF cardinality(moved) > 0 THEN
        PERFORM place_notebooks(moved);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_quota(usage quota_usage) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF usage.used = 0 OR usage.quota_limit IS NULL OR 10 * usage.used < 9 * usage.quota_limit THEN
        RETURN;
    END IF;
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES (usage.user_id, 'quota_near_limit',
            usage.quota_type || ' ' || to_char(usage.period_start AT TIME ZONE 'UTC', 'YYYY-MM-DD')
                || ' of ' || usage.quota_limit,
            jsonb_build_object('limit', usage.quota_limit, 'used', usage.used, 'reserved', usage.reserved,
                               'reset_at', usage.reset_at))
    ON CONFLICT DO NOTHING;
END
$$;

CREATE FUNCTION note_quota_month() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO quota_months (user_id, quota_type, period_start, period_end, quota_limit, used)
    VALUES (OLD.user_id, OLD.quota_type, OLD.period_start, OLD.reset_at, OLD.quota_limit, OLD.used)
    ON CONFLICT (user_id, quota_type, period_start) DO UPDATE SET used = quota_months.used + excluded.used;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_removed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE change_counters AS counter
    SET last = counter.last + was_shown::integer,
        forgotten = CASE WHEN was_shown THEN counter.last + 1 ELSE greatest(counter.forgotten, newest) END,
        tree_version = CASE WHEN was_shown AND TG_TABLE_NAME IN ('notebooks', 'pages') THEN gen_random_uuid()
                            ELSE counter.tree_version END
    FROM (SELECT user_id, bool_or(deleted_at IS NULL) AS was_shown, max(change) AS newest
          FROM removed GROUP BY user_id) AS gone
    WHERE counter.user_id = gone.user_id;
    PERFORM pg_notify('rmirror_changes', user_id::text) FROM removed WHERE deleted_at IS NULL GROUP BY user_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_removed_integrations() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO removed_integrations (id, user_id, target_name, created_at, change)
    SELECT id, user_id, target_name, created_at, change_of(user_id)
    FROM removed WHERE user_id IN (SELECT id FROM users);
    RETURN NULL;
END
$$;

CREATE FUNCTION note_removed_parts() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE change_counters AS counter
    SET last = counter.last + was_shown::integer,
        forgotten = CASE WHEN was_shown THEN counter.last + 1 ELSE greatest(counter.forgotten, newest) END
    FROM (SELECT part.user_id, bool_or(part.deleted_at IS NULL AND page.deleted_at IS NULL) AS was_shown,
                 max(part.change) AS newest
          FROM removed AS part LEFT JOIN pages AS page ON page.id = part.page_id
          GROUP BY part.user_id) AS gone
    WHERE counter.user_id = gone.user_id;
    PERFORM pg_notify('rmirror_changes', part.user_id::text)
    FROM removed AS part LEFT JOIN pages AS page ON page.id = part.page_id
    WHERE part.deleted_at IS NULL AND page.deleted_at IS NULL GROUP BY part.user_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_todos_of_page() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE todos SET change = change WHERE user_id = NEW.user_id AND page_id = NEW.id AND deleted_at IS NULL;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_tree() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF current_setting('rmirror.tree', true) IS DISTINCT FROM NEW.user_id::text THEN
        UPDATE change_counters SET tree_version = gen_random_uuid() WHERE user_id = NEW.user_id;
        PERFORM set_config('rmirror.tree', NEW.user_id::text, true);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_usage() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    sign CONSTANT integer := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
    IF TG_OP = 'INSERT' AND TG_TABLE_NAME IN ('blobs', 'pending_blobs', 'notebooks', 'pages') THEN
        INSERT INTO library_usage (user_id) SELECT DISTINCT user_id FROM written ON CONFLICT DO NOTHING;
    END IF;
    CASE TG_TABLE_NAME
        WHEN 'blobs' THEN
            UPDATE library_usage AS known SET stored_bytes = stored_bytes + sign * bytes
            FROM (SELECT user_id, sum(size_bytes)::bigint AS bytes FROM written GROUP BY user_id) AS summed
            WHERE known.user_id = summed.user_id;
            PERFORM add_usage(user_id, (sign * sum(bytes_of_image_row('', 0)))::bigint) FROM written GROUP BY user_id;
        WHEN 'pending_blobs' THEN
            UPDATE library_usage AS known SET pending_bytes = pending_bytes + sign * bytes
            FROM (SELECT user_id, sum(size_bytes)::bigint AS bytes FROM written GROUP BY user_id) AS summed
            WHERE known.user_id = summed.user_id;
        WHEN 'notebooks' THEN
            UPDATE library_usage AS known SET notebooks = notebooks + sign * amount
            FROM (SELECT user_id, count(*) AS amount FROM written GROUP BY user_id) AS summed
            WHERE known.user_id = summed.user_id;
            PERFORM add_usage(user_id, (sign * sum(bytes_of_notebook(visible_name, tags, authors, full_path,
                                                                     folders)))::bigint)
            FROM written GROUP BY user_id;
        WHEN 'pages' THEN
            UPDATE library_usage AS known SET pages = pages + sign * amount
            FROM (SELECT user_id, count(*) AS amount FROM written GROUP BY user_id) AS summed
            WHERE known.user_id = summed.user_id;
            PERFORM add_usage(user_id, (sign * sum(bytes_of_page(
                        typed_text, typed_markdown, tags, ocr_text, ocr_lines,
                        concat(ink_hash, image_hash, ocr_hash, text_hash, look_hash, display_hash))))::bigint)
            FROM written GROUP BY user_id;
        WHEN 'highlights' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_highlight(original_text, corrected_text, note, color,
                                                                      rects)))::bigint)
            FROM written GROUP BY user_id;
        WHEN 'todos' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_todo(text)))::bigint) FROM written GROUP BY user_id;
        WHEN 'page_images' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_image_row(ink_hash, 0)))::bigint)
            FROM written GROUP BY user_id;
        WHEN 'display_images' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_image_row(look_hash, 0)))::bigint)
            FROM written GROUP BY user_id;
        WHEN 'page_pictures' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_image_row(ink_hash, cardinality(tops))))::bigint)
            FROM written GROUP BY user_id;
    END CASE;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_waiting(usage quota_usage) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF usage.notified_percent = 100
        AND EXISTS (SELECT FROM pages
                    WHERE user_id = usage.user_id AND ocr_status = 'pending_quota' AND deleted_at IS NULL) THEN
        RETURN;
    END IF;
    UPDATE quota_usage SET notified_percent = 100 WHERE id = usage.id;
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES (usage.user_id, 'quota_exhausted',
            usage.quota_type || ' ' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
            jsonb_build_object('limit', usage.quota_limit, 'used', usage.used, 'reserved', usage.reserved,
                               'reset_at', usage.reset_at))
    ON CONFLICT DO NOTHING;
END
$$;

CREATE FUNCTION notebook_content(notebook notebooks, with_texts boolean) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object('notebook_uuid', notebook.notebook_uuid)
        || CASE WHEN with_texts THEN jsonb_build_object(
                    'visible_name', notebook.visible_name, 'full_path', notebook.full_path,
                    'tags', to_jsonb(notebook.tags),
                    'pages', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                         'page_uuid', page_uuid, 'page_number', page_number, 'text', text_of(page),
                                         'tags', to_jsonb(page.tags))
                                     ORDER BY page_number, deleted_at NULLS FIRST, page_uuid), '[]')
                              FROM pages AS page WHERE notebook_id = notebook.id AND (deleted_at IS NULL OR is_held)))
                ELSE jsonb_build_object(
                    'pages', (SELECT coalesce(jsonb_agg(page_uuid ORDER BY page_number, deleted_at NULLS FIRST, page_uuid),
                                       '[]')
                              FROM pages WHERE notebook_id = notebook.id AND (deleted_at IS NULL OR is_held))) END
$$;

CREATE FUNCTION notebook_json(notebook notebooks) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'id', notebook.id, 'notebook_uuid', notebook.notebook_uuid, 'document_type', notebook.document_type,
        'visible_name', notebook.visible_name, 'full_path', notebook.full_path,
        'parent_uuid', notebook.parent_uuid,
        'is_trashed', notebook.is_trashed, 'is_pinned', notebook.is_pinned, 'orientation', notebook.orientation,
        'tags', to_jsonb(notebook.tags), 'authors', to_jsonb(notebook.authors),
        'last_modified', notebook.last_modified, 'last_opened', notebook.last_opened,
        'created_at', notebook.created_at, 'updated_at', notebook.updated_at)
$$;

CREATE FUNCTION notebook_metadata_content(notebook notebooks) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'notebook_uuid', notebook.notebook_uuid, 'visible_name', notebook.visible_name,
        'full_path', notebook.full_path, 'document_type', notebook.document_type,
        'tags', to_jsonb(notebook.tags), 'authors', to_jsonb(notebook.authors), 'is_pinned', notebook.is_pinned)
$$;

CREATE FUNCTION noted_usage(owner uuid) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE left(current_setting('rmirror.usage', true), 36) WHEN owner::text
           THEN substr(current_setting('rmirror.usage', true), 38)::bigint ELSE 0 END
$$;

CREATE FUNCTION notification_json(notification notifications) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'id', notification.id, 'kind', notification.kind, 'details', notification.details,
        'created_at', notification.created_at, 'read_at', notification.read_at)
$$;

CREATE FUNCTION open_quota(owner uuid, kind text, free_limit bigint) RETURNS quota_usage
    LANGUAGE plpgsql
    AS $$
DECLARE
    usage quota_usage;
    limit_now bigint := quota_limit_of(owner, free_limit);
    anchor timestamptz;
    months integer;
    lapsed bigint;
BEGIN
    SELECT coalesce(subscription.anchor_at, users.created_at) INTO STRICT anchor
    FROM users LEFT JOIN subscriptions AS subscription ON subscription.user_id = users.id WHERE users.id = owner;
    months := anniversaries_passed(anchor, now());
    SELECT * INTO usage FROM quota_usage WHERE user_id = owner AND quota_type = kind FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO quota_usage (user_id, quota_type, quota_limit, period_start, reset_at)
        VALUES (owner, kind, limit_now, anniversary(anchor, months), anniversary(anchor, months + 1))
        ON CONFLICT DO NOTHING;
        SELECT * INTO usage FROM quota_usage WHERE user_id = owner AND quota_type = kind FOR UPDATE;
    END IF;
    WITH gone AS (DELETE FROM quota_reservations
                  WHERE user_id = owner AND quota_type = kind AND expires_at <= now() RETURNING units)
    SELECT coalesce(sum(units), 0) INTO lapsed FROM gone;
    IF usage.reset_at <= now() THEN
        UPDATE quota_usage
        SET used = 0, notified_percent = 0, period_start = anniversary(anchor, months),
            reset_at = anniversary(anchor, months + 1), quota_limit = limit_now,
            reserved = reserved - lapsed, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
    ELSIF lapsed > 0 OR usage.quota_limit IS DISTINCT FROM limit_now THEN
        UPDATE quota_usage SET quota_limit = limit_now, reserved = reserved - lapsed, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
    END IF;
    RETURN usage;
END
$$;

CREATE FUNCTION page_json(page pages, notebook_uuid uuid) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'id', page.id, 'notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid,
        'page_number', page.page_number, 'ink_hash', page.ink_hash,
        'has_image', page.image_hash IS NOT NULL,
        'is_image_current', page.image_hash IS NOT NULL AND page.image_hash = page.ink_hash,
        'display_hash', page.display_hash,
        'is_display_current', page.display_hash IS NOT NULL AND page.display_hash = page.look_hash,
        'unreadable_parts', page.unreadable_parts,
        'ocr_status', page.ocr_status,
        'ocr_error', CASE WHEN page.ocr_status = 'pending'
                          THEN coalesce((SELECT paused_because FROM reading_state), page.ocr_error)
                          ELSE page.ocr_error END,
        'ocr_language', page.ocr_language,
        'ocr_confidence', page.ocr_confidence, 'text_hash', page.text_hash, 'tags', to_jsonb(page.tags),
        'created_at', page.created_at, 'updated_at', page.updated_at)
$$;

CREATE FUNCTION page_purged_at(page pages, server_days integer) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT page.deleted_at + interval '1 day' * CASE
        WHEN notebook.is_purged THEN 0
        WHEN page.deleted_at >= notebook.deleted_at THEN days_kept(notebook, server_days)
        ELSE nullif(server_days, 0) END
    FROM notebooks AS notebook WHERE notebook.id = page.notebook_id
$$;

CREATE FUNCTION page_tags_json(of_notebook uuid) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(jsonb_agg(tag), '[]')
    FROM (SELECT DISTINCT tag FROM pages, unnest(tags) AS tag
          WHERE notebook_id = of_notebook AND deleted_at IS NULL AND tags <> '{}'
          ORDER BY tag LIMIT 200) AS first_of_all
$$;

CREATE FUNCTION page_text_content(page pages, notebook_uuid uuid, pictures jsonb, highlights jsonb, todos jsonb) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE
        WHEN has_text(page) OR (pictures IS NOT NULL AND page.image_hash IS NOT NULL) OR highlights <> '[]'
        THEN jsonb_build_object('notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid, 'text', text_of(page),
                                'tags', to_jsonb(page.tags))
             || (CASE WHEN pictures IS NULL THEN '{}' ELSE jsonb_build_object('pictures', pictures) END
                 || CASE WHEN highlights IS NULL THEN '{}' ELSE jsonb_build_object('highlights', highlights) END
                 || CASE WHEN todos IS NULL THEN '{}' ELSE jsonb_build_object('todos', todos) END) END
$$;

CREATE FUNCTION pictures_of(owner uuid, page uuid, look text) RETURNS TABLE(pictures text, tops double precision[], heights double precision[])
    LANGUAGE sql STABLE
    AS $$
    SELECT encode(sha256(convert_to(string_agg(blob.sha256, ' ' ORDER BY image.part), 'UTF8')), 'hex'),
           array_agg(image.crop_top ORDER BY image.part), array_agg(image.crop_height ORDER BY image.part)
    FROM page_images AS image JOIN blobs AS blob ON blob.id = image.blob_id
    WHERE image.user_id = owner AND image.page_id = page AND image.ink_hash = look
    HAVING count(*) = max(image.part_count)
$$;

CREATE FUNCTION pictures_on(page uuid, look text) RETURNS TABLE(pictures jsonb)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(
        (SELECT jsonb_build_array(jsonb_build_object('part', 1, 'purpose', 'display', 'sha256', blob.sha256,
                                                     'width', image.width, 'height', image.height))
         FROM pages AS shown JOIN display_images AS image ON image.page_id = shown.id
         CROSS JOIN LATERAL (SELECT sha256 FROM blobs WHERE id = image.blob_id OFFSET 0) AS blob
         WHERE shown.id = page AND shown.shows_look AND shown.display_hash = shown.look_hash),
        (SELECT jsonb_agg(jsonb_build_object('part', image.part, 'sha256', blob.sha256, 'width', image.width,
                                             'height', image.height) ORDER BY image.part)
         FROM page_images AS image
         CROSS JOIN LATERAL (SELECT sha256 FROM blobs WHERE id = image.blob_id OFFSET 0) AS blob
         WHERE image.page_id = page AND image.ink_hash = look),
        '[]')
$$;

CREATE FUNCTION place_notebooks(moved uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
BEGIN
    UPDATE notebooks SET full_path = new_path, folders = new_folders, is_gone = will_be_gone
    FROM places_of(moved) WHERE id = notebook_id;
END
$$;

CREATE FUNCTION places_of(moved uuid[]) RETURNS TABLE(notebook_id uuid, new_path text, new_folders uuid[], will_be_gone boolean)
    LANGUAGE plpgsql STABLE ROWS 1
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    SET jit TO 'off'
    AS $$
DECLARE
    most_folders CONSTANT integer := 32;
    most_letters CONSTANT integer := 2000;
    below CONSTANT uuid[] := array(
        WITH RECURSIVE inside AS (
            SELECT notebook.*
            FROM unnest(moved) AS given (id)
            CROSS JOIN LATERAL (
                SELECT id, user_id, notebook_uuid, deleted_at FROM notebooks WHERE id = given.id OFFSET 0) AS notebook
            UNION
            SELECT notebook.*
            FROM inside AS folder
            CROSS JOIN LATERAL (
                SELECT id, user_id, notebook_uuid, deleted_at FROM notebooks
                WHERE user_id = folder.user_id AND parent_uuid = folder.notebook_uuid AND deleted_at IS NULL
                OFFSET 0) AS notebook)
        SELECT id FROM inside WHERE deleted_at IS NULL);
BEGIN
    RETURN QUERY
    WITH RECURSIVE changed AS MATERIALIZED (
        SELECT notebook.*
        FROM unnest(below) AS given (id)
        CROSS JOIN LATERAL (SELECT * FROM notebooks WHERE id = given.id OFFSET 0) AS notebook),
    above (user_id, innermost, depth, folder, parent, name, letters, is_trashed) AS (
        SELECT folder.user_id, folder.notebook_uuid, 1, folder.notebook_uuid, folder.parent_uuid, folder.visible_name,
               length(folder.visible_name) + 1, folder.is_trashed
        FROM (SELECT DISTINCT user_id, parent_uuid FROM changed) AS place
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = place.user_id AND notebook_uuid = place.parent_uuid
            OFFSET 0) AS folder
        WHERE folder.document_type = 'folder' AND folder.deleted_at IS NULL
        UNION ALL
        SELECT folder.user_id, above.innermost, above.depth + 1, folder.notebook_uuid, folder.parent_uuid,
               CASE WHEN above.letters + length(folder.visible_name) <= most_letters THEN folder.visible_name END,
               above.letters + length(folder.visible_name) + 1, folder.is_trashed
        FROM above
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = above.user_id AND notebook_uuid = above.parent
            OFFSET 0) AS folder
        WHERE folder.document_type = 'folder' AND folder.deleted_at IS NULL AND above.depth < most_folders),
    -- Once a folder comes again, those that follow have all been there.
    chains AS MATERIALIZED (
        SELECT user_id, innermost, array_agg(folder ORDER BY depth DESC) AS folders,
               array_agg(name ORDER BY depth DESC) AS names, bool_or(is_trashed) AS is_trashed
        FROM (SELECT *, row_number() OVER (PARTITION BY user_id, innermost, folder ORDER BY depth) AS nth
              FROM above) AS each
        WHERE nth = 1
        GROUP BY user_id, innermost)
    SELECT changed.id, placed.*
    FROM changed
    FULL JOIN chains AS chain ON chain.user_id = changed.user_id AND chain.innermost = changed.parent_uuid
    CROSS JOIN LATERAL coalesce(array_position(chain.folders, changed.notebook_uuid), 0) AS itself
    CROSS JOIN LATERAL (
        SELECT array_to_string(chain.names[itself + 1:] || changed.visible_name, '/'),
               coalesce(chain.folders[itself + 1:], '{}'),
               changed.is_trashed OR coalesce(chain.is_trashed, false)) AS placed (full_path, folders, is_gone)
    WHERE (changed.full_path, changed.folders, changed.is_gone)
        IS DISTINCT FROM (placed.full_path, placed.folders, placed.is_gone);
END
$$;

CREATE FUNCTION progress_of(ocr_status text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT CASE ocr_status WHEN 'completed' THEN 'synced' WHEN 'skipped' THEN 'synced'
                           WHEN 'processing' THEN 'pending' ELSE ocr_status END
$$;

CREATE FUNCTION put_page_document(page pages, spoken text, tags text, tasks text, marks text, body text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    configuration regconfig := search_configuration(spoken);
BEGIN
    INSERT INTO search_documents AS known (user_id, notebook_id, page_id, language, tags, written_at, vector)
    VALUES (page.user_id, page.notebook_id, page.id, spoken, lower(page.tags::text)::text[],
            coalesce(page.image_at, now()),
            setweight(to_tsvector(configuration, coalesce(tags, '')), 'A')
            || setweight(to_tsvector(configuration, coalesce(tasks, '')), 'B')
            || setweight(to_tsvector(configuration, coalesce(marks, '')), 'C')
            || to_tsvector(configuration, coalesce(body, '')))
    ON CONFLICT (notebook_id, page_id) DO UPDATE
    SET language = excluded.language, tags = excluded.tags, written_at = excluded.written_at,
        vector = excluded.vector;
    PERFORM learn_words(page.user_id, concat_ws(' ', tags, tasks, marks, body));
END
$$;

CREATE FUNCTION queue_differences(integration integrations, accepted text[], extras text[], types text[], keys uuid[], again boolean, urgency integer, cause text, pass uuid, most integer, OUT queued integer, OUT skipped integer) RETURNS record
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH asked AS (
        SELECT array_agg(item_type) AS types, array_agg(item_key) AS keys
        FROM (SELECT DISTINCT item_type, item_key FROM unnest(types, keys) AS given (item_type, item_key)) AS each
        WHERE item_type = ANY (accepted)),
    item AS MATERIALIZED (
        SELECT item_type, item_key, notebook_id, notebook_uuid, is_kept, in_flux, content_hash(content) AS hash
        FROM asked, items_now(integration.user_id,
                              CASE WHEN integration.removing_at IS NULL THEN integration.choice ELSE '{}' END, extras,
                              asked.types, asked.keys)),
    compared AS (
        SELECT item.item_type, item.item_key, coalesce(item.notebook_id, gone.id) AS notebook_id, item.hash,
               record.id IS NOT NULL AS is_known,
               CASE
                   WHEN item.in_flux AND item.hash IS NOT NULL THEN false
                   WHEN item.hash IS NOT NULL THEN
                       record.id IS NULL OR record.content_hash IS DISTINCT FROM item.hash
                       OR (again AND (record.status = 'failed'
                                      OR (record.status = 'skipped' AND integration.backfill_stopped_at IS NULL)))
                   -- With its notebook everything in it goes, where the notebook is an item itself; also what
                   -- came there before the notebook did.
                   WHEN item.item_type <> 'notebook' AND 'notebook' = ANY (accepted)
                        AND goes_with_notebook(integration.user_id, integration.target_name,
                                               coalesce(item.is_kept, NOT gone.is_gone), record.notebook_uuid) THEN false
                   WHEN item.item_type = 'notebook' AND has_parts(
                            integration.user_id, integration.target_name,
                            coalesce(item.notebook_uuid, record.notebook_uuid)) THEN true
                   ELSE record.id IS NOT NULL AND (record.content_hash IS NOT NULL
                                                   OR (again AND record.status = 'failed'))
               END AS differs
        FROM item
        LEFT JOIN LATERAL (SELECT * FROM sync_records WHERE item_key = item.item_key OFFSET 0) AS record
            ON record.user_id = integration.user_id AND record.target_name = integration.target_name
            AND record.item_type = item.item_type AND record.deleted_at IS NULL
        LEFT JOIN LATERAL (
            SELECT id, is_gone FROM notebooks
            WHERE item.is_kept IS NULL AND user_id = integration.user_id AND notebook_uuid = record.notebook_uuid
            OFFSET 0) AS gone ON true),
    chosen AS (
        SELECT *, row_number() OVER (ORDER BY item_type, item_key) AS nth FROM compared WHERE differs),
    done AS (
        SELECT enqueue(integration.user_id, integration.target_name, item_type, item_key,
                       CASE WHEN hash IS NULL THEN 'delete' WHEN is_known THEN 'update' ELSE 'create' END, hash,
                       urgency + CASE WHEN item_type IN ('notebook', 'notebook_metadata') THEN 0 ELSE 1 END, cause,
                       now(), notebook_id, pass)
        FROM chosen WHERE most IS NULL OR nth <= most)
    SELECT (SELECT count(*) FROM done), (SELECT count(*) FROM compared WHERE NOT differs) INTO queued, skipped;
END
$$;

CREATE FUNCTION quota_left(usage quota_usage) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN usage.quota_limit IS NULL THEN NULL
                WHEN failed_pages(usage) >= usage.quota_limit THEN 0
                ELSE greatest(0, usage.quota_limit - usage.used - usage.reserved) END
$$;

CREATE FUNCTION quota_limit_of(owner uuid, free_limit bigint) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM subscriptions
                             WHERE user_id = owner AND tier <> 'free' AND status = 'active') THEN NULL
                ELSE free_limit END
$$;

CREATE FUNCTION read_of_kind(kind text, cursor_kind text, cursor_id uuid) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN kind COLLATE "C" < cursor_kind THEN 'ffffffff-ffff-ffff-ffff-ffffffffffff'
                WHEN kind = cursor_kind THEN cursor_id
                ELSE '00000000-0000-0000-0000-000000000000' END::uuid
$$;

CREATE FUNCTION read_quota(owner uuid, kind text, free_limit bigint) RETURNS quota_usage
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    usage quota_usage;
    anchor timestamptz;
    months integer;
BEGIN
    SELECT * INTO usage FROM quota_usage WHERE user_id = owner AND quota_type = kind;
    IF NOT FOUND OR usage.reset_at <= now() THEN
        SELECT coalesce(subscription.anchor_at, users.created_at) INTO STRICT anchor
        FROM users LEFT JOIN subscriptions AS subscription ON subscription.user_id = users.id WHERE users.id = owner;
        months := anniversaries_passed(anchor, now());
        usage.user_id := owner;
        usage.quota_type := kind;
        usage.used := 0;
        usage.notified_percent := 0;
        usage.period_start := anniversary(anchor, months);
        usage.reset_at := anniversary(anchor, months + 1);
    END IF;
    usage.quota_limit := quota_limit_of(owner, free_limit);
    usage.reserved := (SELECT coalesce(sum(units), 0) FROM quota_reservations
                       WHERE user_id = owner AND quota_type = kind AND expires_at > now());
    RETURN usage;
END
$$;

CREATE FUNCTION record_json(record sync_records) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'id', record.id, 'target_name', record.target_name, 'item_type', record.item_type,
        'item_key', record.item_key, 'notebook_uuid', record.notebook_uuid, 'page_uuid', record.page_uuid,
        'page_number', (SELECT page_number FROM pages AS page JOIN notebooks AS notebook ON notebook.id = page.notebook_id
                        WHERE notebook.user_id = record.user_id AND notebook.notebook_uuid = record.notebook_uuid
                            AND page.page_uuid = record.page_uuid),
        'status', record.status, 'error_class', record.error_class, 'error_message', record.error_message,
        'retry_count', record.retry_count,
        'kept', CASE WHEN record.metadata ? 'override' THEN 0
                     ELSE coalesce((record.metadata -> 'kept')::integer, 0) END,
        'queue_id', CASE WHEN record.status IN ('failed', 'skipped') THEN
            (SELECT id FROM sync_queue
             WHERE user_id = record.user_id AND target_name = record.target_name AND item_type = record.item_type
                 AND item_key = record.item_key AND status IN ('failed', 'cancelled')
             ORDER BY completed_at DESC LIMIT 1) END,
        'synced_at', record.synced_at, 'created_at', record.created_at, 'updated_at', record.updated_at)
$$;

CREATE FUNCTION release_deferred(owner uuid, kind text, free_limit integer, lifetime interval) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    usage quota_usage;
    chosen uuid[];
    promised integer;
BEGIN
    PERFORM lock_library(owner);
    usage := open_quota(owner, kind, free_limit);
    SELECT array_agg(id ORDER BY nth) INTO chosen
    FROM (SELECT page.id, row_number() OVER (
              ORDER BY notebook.last_modified DESC NULLS LAST, (page.image_at AT TIME ZONE 'UTC')::date DESC,
                  page.page_number DESC, page.id) AS nth
          FROM pages AS page JOIN notebooks AS notebook ON notebook.id = page.notebook_id
          WHERE page.user_id = owner AND page.ocr_status = 'pending_quota' AND page.deleted_at IS NULL
          ORDER BY nth
          LIMIT CASE WHEN lifetime IS NULL THEN NULL ELSE quota_left(usage) END) AS first_ones;
    IF chosen IS NULL THEN
        RETURN 0;
    END IF;
    IF lifetime IS NOT NULL THEN
        INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at)
        SELECT owner, kind, page, now() + lifetime FROM unnest(chosen) AS page ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS promised = ROW_COUNT;
        UPDATE quota_usage SET reserved = reserved + promised, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
        PERFORM note_quota(usage);
    END IF;
    UPDATE pages SET ocr_status = 'pending' WHERE id = ANY (chosen);
    -- What is equally urgent runs in the order of run_after.
    PERFORM enqueue(owner, 'ocr', 'ocr_page', page.id, 'create', page.image_hash, 5, 'scheduled',
                    now() + nth * interval '1 microsecond')
    FROM unnest(chosen) WITH ORDINALITY AS place (id, nth) JOIN pages AS page USING (id);
    RETURN cardinality(chosen);
END
$$;

CREATE FUNCTION release_deleted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM removal_warnings WHERE user_id = NEW.user_id AND notebook_id = NEW.id;
    PERFORM release_held(NEW.user_id, NEW.id, '-infinity');
    RETURN NULL;
END
$$;

CREATE FUNCTION release_held(owner uuid, notebook uuid, since timestamptz) RETURNS void
    LANGUAGE sql
    AS $$
    UPDATE highlights AS mark SET is_held = false
    FROM pages AS page
    WHERE page.user_id = owner AND page.notebook_id = notebook AND mark.page_id = page.id AND mark.is_held
        AND mark.deleted_at >= since;
    UPDATE pages SET is_held = false
    WHERE user_id = owner AND notebook_id = notebook AND is_held AND deleted_at >= since;
$$;

CREATE FUNCTION release_quota(owner uuid, kind text, free_limit integer, released uuid[]) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
    freed integer;
BEGIN
    DELETE FROM quota_reservations WHERE user_id = owner AND quota_type = kind AND page_id = ANY (released);
    GET DIAGNOSTICS freed = ROW_COUNT;
    IF freed > 0 THEN
        UPDATE quota_usage SET reserved = reserved - freed, updated_at = now() WHERE id = usage.id;
    END IF;
    RETURN freed;
END
$$;

CREATE FUNCTION release_restored() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.is_held := false;
    RETURN NEW;
END
$$;

CREATE FUNCTION removed_integration_json(integration removed_integrations) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'id', integration.id, 'target_name', integration.target_name, 'is_enabled', false,
        'created_at', integration.created_at, 'updated_at', integration.deleted_at)
$$;

CREATE FUNCTION reserve_call(owner uuid, call uuid, free_pages bigint, pages bigint, free_tokens bigint, tokens bigint, lifetime interval) RETURNS TABLE(lacking text, token_limit bigint, tokens_left bigint)
    LANGUAGE plpgsql
    AS $$
DECLARE
    page_usage quota_usage;
    token_usage quota_usage;
BEGIN
    IF pages > 0 THEN
        page_usage := open_quota(owner, 'ocr_pages', free_pages);
    END IF;
    token_usage := open_quota(owner, 'tokens', free_tokens);
    lacking := CASE WHEN pages > 0 AND quota_left(page_usage) < pages THEN 'ocr_pages'
                    WHEN quota_left(token_usage) < tokens THEN 'tokens' END;
    IF lacking IS NULL THEN
        IF pages > 0 THEN
            PERFORM note_quota(hold_units(page_usage, call, pages, lifetime));
        END IF;
        IF tokens > 0 THEN
            token_usage := hold_units(token_usage, call, tokens, lifetime);
        END IF;
    END IF;
    token_limit := token_usage.quota_limit;
    tokens_left := quota_left(token_usage);
    RETURN NEXT;
END
$$;

CREATE FUNCTION reserve_quota(owner uuid, kind text, free_limit integer, page uuid, lifetime interval) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
BEGIN
    UPDATE quota_reservations SET expires_at = now() + lifetime
    WHERE user_id = owner AND quota_type = kind AND page_id = page;
    IF FOUND THEN
        RETURN true;
    END IF;
    IF quota_left(usage) = 0 THEN
        PERFORM note_waiting(usage);
        RETURN false;
    END IF;
    INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at)
    VALUES (owner, kind, page, now() + lifetime);
    UPDATE quota_usage SET reserved = reserved + 1, updated_at = now() WHERE id = usage.id;
    RETURN true;
END
$$;

CREATE FUNCTION reserve_spend(amount bigint, most bigint) RETURNS TABLE(is_reserved boolean, reserved_on date, is_first_refusal boolean, seconds_left integer)
    LANGUAGE plpgsql
    AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
    INSERT INTO spend_days (day) VALUES (today) ON CONFLICT DO NOTHING;
    UPDATE spend_days SET nanodollars = nanodollars + amount WHERE day = today AND nanodollars + amount <= most;
    is_reserved := FOUND;
    reserved_on := today;
    is_first_refusal := false;
    seconds_left := seconds_left_today();
    IF NOT is_reserved THEN
        UPDATE spend_days SET refused_at = now() WHERE day = today AND refused_at IS NULL;
        is_first_refusal := FOUND;
    END IF;
    RETURN NEXT;
END
$$;

CREATE FUNCTION row_bytes_of(owner uuid) RETURNS bigint
    LANGUAGE sql STABLE
    AS $$
    SELECT (SELECT coalesce(sum(bytes_of_notebook(visible_name, tags, authors, full_path, folders)), 0)
            FROM notebooks WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_page(
                         typed_text, typed_markdown, tags, ocr_text, ocr_lines,
                         concat(ink_hash, image_hash, ocr_hash, text_hash, look_hash, display_hash))), 0)
              FROM pages WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_highlight(original_text, corrected_text, note, color, rects)), 0)
              FROM highlights WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_todo(text)), 0) FROM todos WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_image_row('', 0)), 0) FROM blobs WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_image_row(ink_hash, 0)), 0) FROM page_images WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_image_row(look_hash, 0)), 0) FROM display_images WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_image_row(ink_hash, cardinality(tops))), 0)
              FROM page_pictures WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_document(page_id, tags, vector)), 0)
              FROM search_documents WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_word(word)), 0) FROM search_words WHERE user_id = owner)::bigint
$$;

CREATE FUNCTION same_pictures(owner uuid, page uuid, look text) RETURNS TABLE(page_id uuid, ink_hash text, moved double precision)
    LANGUAGE sql STABLE
    AS $$
    SELECT other.page_id, other.ink_hash, mine.tops[1] - other.tops[1]
    FROM page_pictures AS mine
    JOIN page_pictures AS other ON other.user_id = owner AND other.pictures = mine.pictures
    WHERE mine.user_id = owner AND mine.page_id = page AND mine.ink_hash = look
        AND NOT EXISTS (
            SELECT FROM unnest(mine.tops, mine.heights, other.tops, other.heights)
                AS part (top, height, other_top, other_height)
            WHERE abs((top - mine.tops[1]) - (other_top - other.tops[1])) > 0.5
                OR abs(height - other_height) > 0.5)
$$;

CREATE FUNCTION search_allows(notebook uuid, tags text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT (only_in IS NULL OR notebook = ANY (only_in)) AND notebook <> ALL (not_in)
        AND (tag IS NULL OR tag = ANY (tags) OR notebook = ANY (tagged))
$$;

CREATE FUNCTION search_configuration(language text) RETURNS regconfig
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT ('search_' || language)::regconfig
$$;

CREATE FUNCTION search_faults(one text, other text) RETURNS integer
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
DECLARE
    a CONSTANT text[] := string_to_array(one, NULL);
    b CONSTANT text[] := string_to_array(other, NULL);
    -- Of the beginnings of `a` with two letters fewer, one letter fewer and these, with each beginning of `b`.
    second_last integer[];
    last integer[] := array(SELECT generate_series(0, cardinality(b)));
    here integer[];
    faults integer;
BEGIN
    FOR i IN 1 .. cardinality(a) LOOP
        here := ARRAY[i];
        FOR j IN 1 .. cardinality(b) LOOP
            faults := least(last[j + 1] + 1, here[j] + 1, last[j] + (a[i] <> b[j])::integer);
            IF i > 1 AND j > 1 AND a[i] = b[j - 1] AND a[i - 1] = b[j] THEN
                faults := least(faults, second_last[j - 1] + 1);
            END IF;
            here[j + 1] := faults;
        END LOOP;
        second_last := last;
        last := here;
    END LOOP;
    RETURN last[cardinality(b) + 1];
END
$$;

CREATE FUNCTION search_hits(asked_language text, asked tsquery, exact tsquery, only_in uuid[], not_in uuid[], tag text, tagged uuid[], at_most integer) RETURNS TABLE(notebook_id uuid, page_id uuid, rank real, is_exact boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_column
DECLARE
    owner CONSTANT uuid := current_user_id();
    sample CONSTANT integer := 200;
    common CONSTANT integer := 20;  -- Of the sample. There both ways cost the same in a hundred thousand pages.
    few_notebooks CONSTANT integer := 30;
    matching integer := 0;
    chosen tid[];
BEGIN
    IF cardinality(only_in) <= few_notebooks THEN
        chosen := array(
            SELECT document.ctid
            FROM (SELECT ctid, inside.* FROM search_documents AS inside
                  WHERE user_id = owner AND inside.notebook_id = ANY (only_in) OFFSET 0) AS document
            WHERE vector @@ asked AND language = asked_language
                AND search_allows(document.notebook_id, document.tags, only_in, not_in, tag, tagged)
            ORDER BY written_at DESC, document.notebook_id DESC, document.page_id DESC LIMIT at_most);
    ELSE
        SELECT count(*) INTO matching
        FROM (SELECT * FROM search_documents WHERE user_id = owner AND language = asked_language
              ORDER BY written_at DESC, notebook_id DESC, page_id DESC LIMIT sample) AS document
        WHERE vector @@ asked
            AND search_allows(document.notebook_id, document.tags, only_in, not_in, tag, tagged);
    END IF;
    IF matching >= common THEN
        chosen := array(
            SELECT document.ctid
            FROM (SELECT ctid, newest.* FROM search_documents AS newest
                  WHERE user_id = owner AND language = asked_language
                  ORDER BY written_at DESC, notebook_id DESC, page_id DESC
                  LIMIT 2 * at_most * sample / matching) AS document
            WHERE vector @@ asked
                AND search_allows(document.notebook_id, document.tags, only_in, not_in, tag, tagged)
            LIMIT at_most);
    END IF;
    IF chosen IS NULL OR (matching >= common AND cardinality(chosen) < at_most) THEN
        chosen := array(
            SELECT document.ctid FROM search_documents AS document
            WHERE user_id = owner AND vector @@ asked AND language = asked_language
                AND search_allows(document.notebook_id, document.tags, only_in, not_in, tag, tagged)
            ORDER BY written_at DESC, document.notebook_id DESC, document.page_id DESC LIMIT at_most);
    END IF;
    RETURN QUERY
    SELECT document.notebook_id, document.page_id,
           ts_rank_cd('{0.4, 0.6, 0.8, 1}', vector, asked, 1), vector @@ exact
    FROM search_documents AS document WHERE document.ctid = ANY (chosen);
END
$$;
ALTER FUNCTION search_hits(asked_language text, asked tsquery, exact tsquery, only_in uuid[], not_in uuid[], tag text, tagged uuid[], at_most integer) OWNER TO rmirror_system;

CREATE FUNCTION search_language(tag text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN coalesce(code, '') = '' THEN 'en'
                WHEN code IN ('nb', 'nn') THEN 'no'
                WHEN EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'search_' || code) THEN code
                ELSE 'simple' END
    FROM lower(split_part(tag, '-', 1)) AS code
$$;

CREATE FUNCTION search_named(asked tsquery[]) RETURNS TABLE(answered integer[], notebooks uuid[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
    WITH RECURSIVE below AS (
        SELECT question.nth::integer, notebook.id, notebook.notebook_uuid
        FROM unnest(asked) WITH ORDINALITY AS question (query, nth)
        JOIN search_documents AS document
            ON document.user_id = current_user_id() AND page_id IS NULL AND vector @@ query
        JOIN notebooks AS notebook ON notebook.id = document.notebook_id
        UNION
        SELECT below.nth, inner_one.id, inner_one.notebook_uuid
        FROM below JOIN notebooks AS inner_one
            ON inner_one.user_id = current_user_id() AND inner_one.parent_uuid = below.notebook_uuid
        WHERE inner_one.deleted_at IS NULL),
    each_notebook AS (
        SELECT id, array_agg(nth ORDER BY nth) AS answered FROM below GROUP BY id)
    SELECT answered, array_agg(id) FROM each_notebook GROUP BY answered ORDER BY cardinality(answered) DESC, answered
$$;
ALTER FUNCTION search_named(asked tsquery[]) OWNER TO rmirror_system;

CREATE FUNCTION search_near_words(asked text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[]) RETURNS TABLE(word text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_column
DECLARE
    allowed CONSTANT integer := CASE WHEN length(asked) < 4 THEN 0 WHEN length(asked) < 5 THEN 1
                                     WHEN length(asked) < 9 THEN 2 ELSE 3 END;
    most_tried CONSTANT integer := 20;
    found integer := 0;
    near record;
BEGIN
    FOR faults IN 1 .. allowed LOOP
        FOR near IN
            SELECT known.word
            FROM (SELECT known.word, levenshtein_less_equal(known.word, asked, 2 * faults) AS distance,
                         greatest(abs(length(known.word) - length(asked)), length(translate(known.word, asked, '')),
                                  length(translate(asked, known.word, ''))) AS changed
                  FROM search_words AS known
                  WHERE user_id = current_user_id() AND search_pieces(known.word) && search_pieces(asked, faults)
                      AND length(known.word) BETWEEN length(asked) - faults AND length(asked) + faults
                      AND length(translate(known.word, asked, '')) <= faults
                      AND length(translate(asked, known.word, '')) <= faults
                      AND known.word <> asked OFFSET 0) AS known
            WHERE distance <= faults
                OR (distance <= 2 * faults - changed AND search_faults(known.word, asked) <= faults)
            ORDER BY similarity(known.word, asked) DESC, known.word
            LIMIT most_tried
        LOOP
            IF search_stands(near.word, languages, only_in, not_in, tag, tagged) THEN
                word := near.word;
                found := found + 1;
                RETURN NEXT;
            END IF;
            EXIT WHEN found = 3;
        END LOOP;
        EXIT WHEN found > 0;
    END LOOP;
END
$$;
ALTER FUNCTION search_near_words(asked text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[]) OWNER TO rmirror_system;

CREATE FUNCTION search_pieces(word text, faults integer DEFAULT 0) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT array_agg(DISTINCT side || left(half, gap) || substr(half, gap + 2))
    FROM (SELECT '<' AS side, left(word, size) AS half
          FROM generate_series((length(word) - faults + 1) / 2 - faults / 2,
                               (length(word) + faults + 1) / 2 + faults / 2) AS size
          WHERE size >= 0
          UNION
          SELECT '>', right(word, size)
          FROM generate_series((length(word) - faults) / 2 - faults / 2,
                               (length(word) + faults) / 2 + faults / 2) AS size
          WHERE size >= 0) AS halves
    CROSS JOIN generate_series(0, length(half)) AS gap
$$;

CREATE FUNCTION search_query(configuration regconfig, asked text) RETURNS tsquery
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $_$
    SELECT websearch_to_tsquery(configuration, regexp_replace(regexp_replace(asked, '-{2,}', ' ', 'g'),
                                                              '-(?=\s|$)', ' ', 'g'))
$_$;

CREATE FUNCTION search_stands(word text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
    SELECT EXISTS (
        SELECT FROM unnest(languages) AS spoken (language)
        CROSS JOIN LATERAL (
            SELECT FROM search_documents AS document
            WHERE user_id = current_user_id() AND document.language = spoken.language
                AND vector @@ plainto_tsquery(search_configuration(spoken.language), word)
                AND search_allows(notebook_id, document.tags, only_in, not_in, tag, tagged)
            LIMIT 1) AS found)
$$;
ALTER FUNCTION search_stands(word text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[]) OWNER TO rmirror_system;

CREATE FUNCTION seconds_left_today() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT ceil(86400 - extract(epoch FROM (now() AT TIME ZONE 'UTC')::time))::integer
$$;

CREATE FUNCTION settle_call(owner uuid, kind text, free_limit bigint, call uuid, units bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    usage quota_usage;
    held bigint;
    charged bigint;
BEGIN
    -- Its own reservation first, which open_quota() would give back where it is late.
    PERFORM FROM quota_usage WHERE user_id = owner AND quota_type = kind FOR UPDATE;
    DELETE FROM quota_reservations AS reservation
    WHERE user_id = owner AND quota_type = kind AND call_id = call RETURNING reservation.units INTO held;
    charged := coalesce(settle_call.units, held, 0);
    UPDATE quota_usage SET reserved = reserved - coalesce(held, 0), updated_at = now()
    WHERE user_id = owner AND quota_type = kind;
    usage := open_quota(owner, kind, free_limit);
    UPDATE quota_usage SET used = used + charged WHERE id = usage.id RETURNING * INTO usage;
    IF kind = 'ocr_pages' THEN
        PERFORM note_quota(usage);
    END IF;
    RETURN charged;
END
$$;

CREATE FUNCTION settle_spend(reserved_on date, reserved bigint, cost bigint) RETURNS void
    LANGUAGE sql
    AS $$
    UPDATE spend_days SET nanodollars = greatest(0, nanodollars - reserved + cost) WHERE day = reserved_on
$$;

CREATE FUNCTION show_look() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.shows_look := true;
    RETURN NEW;
END
$$;

CREATE FUNCTION sync_progress_json(of_notebook uuid) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object(
        'total', count(*),
        'synced', count(*) FILTER (WHERE progress_of(ocr_status) = 'synced'),
        'not_synced', count(*) FILTER (WHERE progress_of(ocr_status) = 'not_synced'),
        'pending', count(*) FILTER (WHERE progress_of(ocr_status) = 'pending'),
        'pending_quota', count(*) FILTER (WHERE progress_of(ocr_status) = 'pending_quota'),
        'failed', count(*) FILTER (WHERE progress_of(ocr_status) = 'failed'))
    FROM pages WHERE notebook_id = of_notebook AND deleted_at IS NULL
$$;

CREATE FUNCTION tell_ended_access() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('rmirror_changes', NEW.user_id || ' access');
    RETURN NULL;
END
$$;

CREATE FUNCTION text_of(page pages) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT concat_ws(E'\n\n', nullif(page.ocr_text, ''), nullif(coalesce(page.typed_markdown, page.typed_text), ''))
$$;

CREATE FUNCTION todo_content(todo todos, notebook_uuid uuid, page_uuid uuid) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object('notebook_uuid', notebook_uuid, 'page_uuid', page_uuid, 'text', todo.text,
                              'is_completed', todo.is_completed)
$$;

CREATE FUNCTION todo_json(todo todos) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object('id', todo.id, 'page_id', todo.page_id, 'source', todo.source, 'ordinal', todo.ordinal,
                              'text', todo.text, 'is_completed', todo.is_completed, 'confidence', todo.confidence,
                              'created_at', todo.created_at, 'updated_at', todo.updated_at)
$$;

CREATE FUNCTION todos_on(page uuid) RETURNS TABLE(todos jsonb)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('text', todo.text, 'is_completed', todo.is_completed)
                              ORDER BY todo.source, todo.ordinal, todo.id), '[]')
    FROM (SELECT * FROM todos WHERE page_id = page OFFSET 0) AS todo
    WHERE todo.deleted_at IS NULL
$$;

CREATE FUNCTION waiting_items(owner uuid, target text) RETURNS TABLE(item_type text, item_key uuid, group_key uuid, operation text)
    LANGUAGE sql STABLE
    AS $$
    SELECT item_type, item_key, group_key, operation FROM sync_queue
    WHERE user_id = owner AND target_name = target AND status IN ('pending', 'processing', 'retry')
$$;

CREATE FUNCTION wake_workers() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('rmirror_queue', '');
    RETURN NULL;
END
$$;

CREATE FUNCTION write_notebook_document(notebook notebooks) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    spoken CONSTANT text := search_language(NULL);
    given text := left(concat_ws(' ', notebook.visible_name, array_to_string(notebook.tags, ' '),
                                 array_to_string(notebook.authors, ' ')), 10000);
BEGIN
    IF notebook.deleted_at IS NOT NULL OR given = '' THEN
        DELETE FROM search_documents WHERE notebook_id = notebook.id AND page_id IS NULL;
        RETURN;
    END IF;
    INSERT INTO search_documents AS known (user_id, notebook_id, language, tags, written_at, vector)
    VALUES (notebook.user_id, notebook.id, spoken, '{}', coalesce(notebook.last_modified, now()),
            setweight(to_tsvector(search_configuration(spoken), given), 'A'))
    ON CONFLICT (notebook_id, page_id) DO UPDATE
    SET written_at = excluded.written_at, vector = excluded.vector;
    PERFORM learn_words(notebook.user_id, given);
END
$$;

CREATE FUNCTION write_page_document(page pages) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    surely_fitting CONSTANT integer := 100000;  -- Bytes.
    most_letters integer := 100000;
    spoken text := search_language(to_jsonb(page) ->> 'ocr_language');
    tags text := array_to_string(page.tags, ' ');
    tasks text;
    marks text;
    body text := left(concat_ws(E'\n', page.typed_text, page.ocr_text), most_letters);
BEGIN
    IF page.deleted_at IS NULL THEN
        SELECT string_agg(text, E'\n' ORDER BY source, ordinal, id) INTO tasks
        FROM todos WHERE page_id = page.id AND deleted_at IS NULL;
        SELECT string_agg(concat_ws(E'\n', original_text, corrected_text, note), E'\n' ORDER BY ordinal, id) INTO marks
        FROM highlights WHERE page_id = page.id AND deleted_at IS NULL;
    END IF;
    IF page.deleted_at IS NOT NULL OR concat(tags, tasks, marks, body) = '' THEN
        DELETE FROM search_documents WHERE page_id = page.id;
        RETURN;
    END IF;
    IF octet_length(concat(tags, tasks, marks, body)) <= surely_fitting THEN
        PERFORM put_page_document(page, spoken, left(tags, most_letters / 10), left(tasks, most_letters / 10),
                                  left(marks, most_letters / 2), body);
        RETURN;
    END IF;
    LOOP
        BEGIN
            PERFORM put_page_document(page, spoken, left(tags, most_letters / 10), left(tasks, most_letters / 10),
                                      left(marks, most_letters / 2), left(body, most_letters));
            RETURN;
        EXCEPTION WHEN program_limit_exceeded THEN
            most_letters := most_letters / 2;
        END;
    END LOOP;
END
$$;

-- Who may what

REVOKE ALL ON FUNCTION search_hits(asked_language text, asked tsquery, exact tsquery, only_in uuid[], not_in uuid[], tag text, tagged uuid[], at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION search_hits(asked_language text, asked tsquery, exact tsquery, only_in uuid[], not_in uuid[], tag text, tagged uuid[], at_most integer) TO rmirror_tenant;
REVOKE ALL ON FUNCTION search_named(asked tsquery[]) FROM PUBLIC;
GRANT ALL ON FUNCTION search_named(asked tsquery[]) TO rmirror_tenant;
REVOKE ALL ON FUNCTION search_near_words(asked text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION search_near_words(asked text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[]) TO rmirror_tenant;
REVOKE ALL ON FUNCTION search_stands(word text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION search_stands(word text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[]) TO rmirror_tenant;

-- How words are made alike

CREATE TEXT SEARCH DICTIONARY search_ar (
    TEMPLATE = pg_catalog.snowball,
    language = 'arabic' );
CREATE TEXT SEARCH DICTIONARY search_ca (
    TEMPLATE = pg_catalog.snowball,
    language = 'catalan' );
CREATE TEXT SEARCH DICTIONARY search_da (
    TEMPLATE = pg_catalog.snowball,
    language = 'danish' );
CREATE TEXT SEARCH DICTIONARY search_de (
    TEMPLATE = pg_catalog.snowball,
    language = 'german' );
CREATE TEXT SEARCH DICTIONARY search_el (
    TEMPLATE = pg_catalog.snowball,
    language = 'greek' );
CREATE TEXT SEARCH DICTIONARY search_en (
    TEMPLATE = pg_catalog.snowball,
    language = 'english' );
CREATE TEXT SEARCH DICTIONARY search_es (
    TEMPLATE = pg_catalog.snowball,
    language = 'spanish' );
CREATE TEXT SEARCH DICTIONARY search_eu (
    TEMPLATE = pg_catalog.snowball,
    language = 'basque' );
CREATE TEXT SEARCH DICTIONARY search_fi (
    TEMPLATE = pg_catalog.snowball,
    language = 'finnish' );
CREATE TEXT SEARCH DICTIONARY search_fr (
    TEMPLATE = pg_catalog.snowball,
    language = 'french' );
CREATE TEXT SEARCH DICTIONARY search_ga (
    TEMPLATE = pg_catalog.snowball,
    language = 'irish' );
CREATE TEXT SEARCH DICTIONARY search_hi (
    TEMPLATE = pg_catalog.snowball,
    language = 'hindi' );
CREATE TEXT SEARCH DICTIONARY search_hu (
    TEMPLATE = pg_catalog.snowball,
    language = 'hungarian' );
CREATE TEXT SEARCH DICTIONARY search_hy (
    TEMPLATE = pg_catalog.snowball,
    language = 'armenian' );
CREATE TEXT SEARCH DICTIONARY search_id (
    TEMPLATE = pg_catalog.snowball,
    language = 'indonesian' );
CREATE TEXT SEARCH DICTIONARY search_it (
    TEMPLATE = pg_catalog.snowball,
    language = 'italian' );
CREATE TEXT SEARCH DICTIONARY search_lt (
    TEMPLATE = pg_catalog.snowball,
    language = 'lithuanian' );
CREATE TEXT SEARCH DICTIONARY search_ne (
    TEMPLATE = pg_catalog.snowball,
    language = 'nepali' );
CREATE TEXT SEARCH DICTIONARY search_nl (
    TEMPLATE = pg_catalog.snowball,
    language = 'dutch' );
CREATE TEXT SEARCH DICTIONARY search_no (
    TEMPLATE = pg_catalog.snowball,
    language = 'norwegian' );
CREATE TEXT SEARCH DICTIONARY search_pt (
    TEMPLATE = pg_catalog.snowball,
    language = 'portuguese' );
CREATE TEXT SEARCH DICTIONARY search_ro (
    TEMPLATE = pg_catalog.snowball,
    language = 'romanian' );
CREATE TEXT SEARCH DICTIONARY search_ru (
    TEMPLATE = pg_catalog.snowball,
    language = 'russian' );
CREATE TEXT SEARCH DICTIONARY search_sr (
    TEMPLATE = pg_catalog.snowball,
    language = 'serbian' );
CREATE TEXT SEARCH DICTIONARY search_sv (
    TEMPLATE = pg_catalog.snowball,
    language = 'swedish' );
CREATE TEXT SEARCH DICTIONARY search_ta (
    TEMPLATE = pg_catalog.snowball,
    language = 'tamil' );
CREATE TEXT SEARCH DICTIONARY search_tr (
    TEMPLATE = pg_catalog.snowball,
    language = 'turkish' );
CREATE TEXT SEARCH DICTIONARY search_yi (
    TEMPLATE = pg_catalog.snowball,
    language = 'yiddish' );

-- Each of search_ar, search_ca, search_da, search_de, search_el, search_en, search_es, search_eu, search_fi, search_fr, search_ga, search_hi, search_hu, search_hy, search_id, search_it, search_lt, search_ne, search_nl, search_no, search_pt, search_ro, search_ru, search_sr, search_sv, search_ta, search_tr, search_yi:
CREATE TEXT SEARCH CONFIGURATION search_* (
    PARSER = pg_catalog."default" );
ALTER TEXT SEARCH CONFIGURATION search_*
    ADD MAPPING FOR asciiword, hword_asciipart, asciihword WITH search_*;
ALTER TEXT SEARCH CONFIGURATION search_*
    ADD MAPPING FOR word, hword_part, hword WITH unaccent, search_*;
ALTER TEXT SEARCH CONFIGURATION search_*
    ADD MAPPING FOR numword, hword_numpart, numhword WITH unaccent, simple;
ALTER TEXT SEARCH CONFIGURATION search_*
    ADD MAPPING FOR email, url, host, sfloat, version, url_path, file, float, int, uint WITH simple;

CREATE TEXT SEARCH CONFIGURATION search_simple (
    PARSER = pg_catalog."default" );
ALTER TEXT SEARCH CONFIGURATION search_simple
    ADD MAPPING FOR asciiword, email, url, host, sfloat, version, hword_asciipart, asciihword, url_path, file, float, int, uint WITH simple;
ALTER TEXT SEARCH CONFIGURATION search_simple
    ADD MAPPING FOR word, numword, hword_numpart, hword_part, numhword, hword WITH unaccent, simple;
