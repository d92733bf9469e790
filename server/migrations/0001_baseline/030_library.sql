-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a user's devices upload. The key or index that comes last is the one for look-ups of single rows
-- (guard_tenant_table()). Foreign keys carry the user because they aren't subject to row-level security: without
-- it a row could refer to another tenant's.

-- Numbers the changes of a user's library (GET /api/v1/changes). A sequence wouldn't do: transactions don't commit in
-- the order in which they began, and a reader would miss what a slow one commits later. This row stays locked until
-- its transaction ends, so a user's numbers become visible in order.
CREATE TABLE change_counters (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    last bigint NOT NULL CHECK (last > 0),
    -- Changes when what the tree shows changes (docs/decisions/0037). Not a number: after a restore from a backup
    -- numbers repeat with another meaning.
    tree_version uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Rows with changes up to this one were removed for good, without tombstones: a reader that had not come this far
    -- must begin again.
    forgotten bigint NOT NULL DEFAULT 0,
    CHECK (forgotten BETWEEN 0 AND last)
);
SELECT guard_tenant_table('change_counters');

-- Notebooks, documents and folders.
CREATE TABLE notebooks (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    notebook_uuid uuid NOT NULL,  -- The tablet's id.
    document_type text NOT NULL CHECK (document_type IN ('notebook', 'pdf', 'epub', 'folder', 'notes')),
    visible_name text NOT NULL CHECK (length(visible_name) <= 1000),
    parent_uuid uuid,  -- The folder's notebook_uuid; NULL at the top. The folder may arrive later than its contents.
    is_trashed boolean NOT NULL DEFAULT false,
    is_pinned boolean NOT NULL DEFAULT false,
    orientation text NOT NULL DEFAULT 'portrait' CHECK (orientation IN ('portrait', 'landscape')),
    tags text[] NOT NULL DEFAULT '{}',
    authors text[] NOT NULL DEFAULT '{}',
    -- Of the book or article that a PDF or EPUB is; '' if the document doesn't state it.
    title text NOT NULL DEFAULT '' CHECK (length(title) <= 1000),
    metadata jsonb NOT NULL DEFAULT '{}',
    last_modified timestamptz,  -- On the tablet.
    last_opened timestamptz,
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,  -- A tombstone: gone from the tablet, or deleted here.
    -- Kept by triggers. In a tombstone full_path and folders keep their last values.
    full_path text NOT NULL,   -- The names of the folders above and its own, joined by '/'.
    folders uuid[] NOT NULL,   -- The notebook_uuids of the folders above, outermost first.
    is_gone boolean NOT NULL,  -- Deleted or in the tablet's trash, itself or a folder above it.
    items_change bigint NOT NULL,  -- The last change that affects everything in it, such as its name or its place.
    -- Deleted by a person here: it stays deleted, whatever devices list, until it is restored. So its row stays when
    -- its pages are purged.
    is_deleted_here boolean NOT NULL DEFAULT false,
    is_purged boolean NOT NULL DEFAULT false,  -- A person had its pages and images removed before their time.
    workspace_id uuid REFERENCES workspaces,  -- NULL: the own workspace of its user.
    language text CHECK (length(language) <= 35),  -- Of its handwriting, as its owner set it: BCP 47. NULL: not set.
    UNIQUE (user_id, notebook_uuid),
    CHECK (deleted_at IS NOT NULL OR NOT is_deleted_here),
    CHECK (deleted_at IS NOT NULL OR NOT is_purged)
);
CREATE INDEX notebooks_change ON notebooks (user_id, change, id);
CREATE INDEX notebooks_items_change ON notebooks (user_id, items_change, id);
CREATE INDEX notebooks_parent ON notebooks (user_id, parent_uuid) WHERE deleted_at IS NULL;
CREATE INDEX notebooks_restorable ON notebooks (user_id, deleted_at DESC, id DESC)
    WHERE deleted_at IS NOT NULL AND NOT is_purged AND document_type <> 'folder';
CREATE INDEX notebooks_workspace ON notebooks (workspace_id, user_id) WHERE workspace_id IS NOT NULL;
CREATE INDEX notebooks_deleted ON notebooks (deleted_at) WHERE deleted_at IS NOT NULL;
ALTER TABLE notebooks ADD PRIMARY KEY (user_id, id);
SELECT guard_tenant_table('notebooks');

CREATE TABLE pages (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    page_uuid uuid NOT NULL,  -- The tablet's id, unique within the notebook.
    page_number integer NOT NULL CHECK (page_number > 0),
    ink_hash text CHECK (length(ink_hash) <= 100),  -- Of the handwriting, as the device last reported it.
    image_hash text CHECK (length(image_hash) <= 100),  -- The ink_hash of the stored image for transcription.
    image_at timestamptz,
    look_hash text CHECK (length(look_hash) <= 100),  -- Of the page as it looks. NULL: no device reported one.
    display_hash text CHECK (length(display_hash) <= 100),  -- The look_hash of the stored image for display.
    -- Targets are given the image for display: once the text has changed while one was stored, or at the owner's wish.
    shows_look boolean NOT NULL DEFAULT false,
    -- Parts of the page's file that the device skipped, because they are damaged or of a newer tablet version.
    unreadable_parts integer NOT NULL DEFAULT 0 CHECK (unreadable_parts >= 0),
    typed_text text NOT NULL DEFAULT '' CHECK (length(typed_text) <= 1000000),
    -- NULL: nothing is typed, or no device has sent Markdown for this text.
    typed_markdown text CHECK (length(typed_markdown) <= 1000000),
    tags text[] NOT NULL DEFAULT '{}',
    ocr_status text NOT NULL DEFAULT 'not_synced' CHECK (ocr_status IN (
        'not_synced', 'pending', 'processing', 'completed', 'failed', 'pending_quota', 'skipped')),
    ocr_hash text CHECK (length(ocr_hash) <= 100),  -- The ink_hash that ocr_text was transcribed from.
    ocr_text text CHECK (length(ocr_text) <= 1000000),
    ocr_confidence real CHECK (ocr_confidence BETWEEN 0 AND 1),
    ocr_error text CHECK (length(ocr_error) <= 1000),
    ocr_completed_at timestamptz,
    ocr_language text CHECK (length(ocr_language) <= 35),  -- BCP 47. NULL: unknown.
    reads_pictures boolean NOT NULL DEFAULT false,  -- Its owner had its pictures read, and their text isn't there yet.
    -- [{text, confidence, top, bottom}], from top to bottom, in page units (1/227 inch).
    ocr_lines jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(ocr_lines) = 'array'),
    -- Parts of the handwriting that a pen mark emphasises: [{x, y, width, height}], in page units.
    emphasised jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(emphasised) = 'array'),
    -- Drawings that the transcription has no picture of (docs/decisions/0113).
    drawings_left_out integer NOT NULL DEFAULT 0 CHECK (drawings_left_out >= 0),
    -- The page's document (docs/decisions/0085): Markdown. NULL: it is what was transcribed.
    document text CHECK (octet_length(document) <= 1000000),
    document_base text,  -- The transcription that the document was last merged with.
    document_author text CHECK (document_author IN ('person', 'transcription')),  -- Who wrote it last.
    document_saved_at timestamptz,
    document_began_at timestamptz,  -- What this author wrote up to ten minutes later is one version.
    -- Lines that a later transcription changed in another way than the person did: [{mine, theirs}].
    document_conflicts jsonb CHECK (jsonb_typeof(document_conflicts) = 'array'),
    document_created bigint,  -- The change with which the page first had a text. NULL: it never had one.
    document_change bigint,  -- The last change of its text, or of whether the page is deleted.
    text_hash text CHECK (length(text_hash) <= 100),  -- Of the document.
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,  -- A tombstone.
    -- Deleted, but still given to targets until the owner answers the warning (docs/decisions/0057).
    is_held boolean NOT NULL DEFAULT false,
    UNIQUE (user_id, notebook_id, page_uuid),
    FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks ON DELETE CASCADE,
    -- Deferred, so that pages can swap places within a transaction; a partial unique index can't be deferred.
    CONSTRAINT pages_place EXCLUDE USING btree (user_id WITH =, notebook_id WITH =, page_number WITH =)
        WHERE (deleted_at IS NULL) DEFERRABLE INITIALLY DEFERRED,
    CHECK (deleted_at IS NOT NULL OR NOT is_held),
    CHECK (num_nulls(document, document_base, document_author, document_saved_at, document_began_at) IN (0, 5)),
    CHECK (document IS NOT NULL OR document_conflicts IS NULL)
);
CREATE INDEX pages_change ON pages (user_id, change, id);
CREATE INDEX pages_read ON pages (user_id, ocr_hash) WHERE ocr_text IS NOT NULL;
CREATE INDEX pages_waiting ON pages (user_id, ocr_status, image_at DESC)
    WHERE ocr_status IN ('pending', 'pending_quota');
CREATE INDEX pages_document_change ON pages (user_id, document_change, id) WHERE document_change IS NOT NULL;
CREATE INDEX pages_documents ON pages (user_id, id)
    WHERE deleted_at IS NULL AND coalesce(document, ocr_text) <> '';
CREATE INDEX pages_held ON pages (user_id, notebook_id) WHERE is_held;
CREATE INDEX pages_tagged ON pages (user_id, notebook_id) WHERE deleted_at IS NULL AND tags <> '{}';
CREATE INDEX pages_deleted ON pages (deleted_at) WHERE deleted_at IS NOT NULL;
ALTER TABLE pages ADD PRIMARY KEY (user_id, id);
SELECT guard_tenant_table('pages');

-- Earlier texts of documents: one for each author and ten minutes of writing, and one for each name that a person gave.
-- Rows are never changed.
CREATE TABLE document_versions (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    author text NOT NULL CHECK (author IN ('person', 'transcription')),
    name text CHECK (length(name) BETWEEN 1 AND 200),
    content text NOT NULL CHECK (octet_length(content) <= 1000000),
    saved_at timestamptz NOT NULL,  -- When its author wrote it.
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE
);
CREATE INDEX document_versions_page ON document_versions (user_id, page_id, id);
SELECT guard_tenant_table('document_versions');
REVOKE UPDATE, DELETE ON document_versions FROM rmirror_tenant, rmirror_system;

CREATE TABLE todos (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    source text NOT NULL DEFAULT 'handwriting' CHECK (source IN ('handwriting', 'typed_text')),
    ordinal integer NOT NULL CHECK (ordinal >= 0),  -- Its place among those of the page and source.
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 10000),
    text_hash text NOT NULL CHECK (length(text_hash) <= 100),
    is_completed boolean NOT NULL DEFAULT false,
    -- Ticked on paper when the page was last transcribed. Only a change of it overrides what was set here.
    is_ticked boolean NOT NULL DEFAULT false,
    confidence real CHECK (confidence BETWEEN 0 AND 1),
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE
);
CREATE INDEX todos_change ON todos (user_id, change, id);
CREATE INDEX todos_user ON todos (user_id, id) WHERE deleted_at IS NULL;
CREATE INDEX todos_deleted ON todos (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX todos_page ON todos (user_id, page_id, source, ordinal);
SELECT guard_tenant_table('todos');

CREATE TABLE highlights (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    original_text text NOT NULL CHECK (length(original_text) <= 100000),
    corrected_text text CHECK (length(corrected_text) <= 100000),  -- A person's; shown before all others.
    -- What is printed there, if the tablet lost or broke the text, by a device that has the PDF or EPUB
    -- (docs/decisions/0103), and how sure that is.
    repaired_text text CHECK (length(repaired_text) BETWEEN 1 AND 100000),
    confidence real CHECK (confidence BETWEEN 0 AND 1),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 100000),
    color text NOT NULL DEFAULT '' CHECK (length(color) <= 50),
    rects jsonb NOT NULL DEFAULT '[]',  -- In page units.
    text_hash text NOT NULL CHECK (length(text_hash) <= 100),  -- Of original_text; without one, of rects.
    -- The shape of the pen mark that the text was found under. NULL: highlighted as text on the tablet.
    mark text CHECK (mark IN ('underline', 'highlighter', 'circle', 'margin_bar', 'arrow')),
    sentence text NOT NULL DEFAULT '' CHECK (length(sentence) <= 30000),  -- Around the mark's words,
    heading text NOT NULL DEFAULT '' CHECK (length(heading) <= 3000),     -- and the one of its section.
    -- Why a pen mark isn't shown although it is on the page: its owner rejected it, or wants none of the notebook
    -- (docs/decisions/0102). It counts as deleted.
    hidden text CHECK (hidden IN ('rejected', 'off')),
    change bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    is_held boolean NOT NULL DEFAULT false,  -- As in pages.
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE,
    CHECK (deleted_at IS NOT NULL OR NOT is_held),
    CHECK (hidden IS NULL OR (mark IS NOT NULL AND deleted_at IS NOT NULL)),
    CHECK ((repaired_text IS NULL) = (confidence IS NULL))
);
CREATE INDEX highlights_mark ON highlights (user_id, page_id) WHERE mark IS NOT NULL;
CREATE INDEX highlights_change ON highlights (user_id, change, id);
CREATE INDEX highlights_held ON highlights (user_id, page_id) WHERE is_held;
CREATE INDEX highlights_deleted ON highlights (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX highlights_page ON highlights (user_id, page_id, ordinal);
SELECT guard_tenant_table('highlights');

-- Open warnings: a device dropped much of a notebook at once. What was dropped since created_at is held until the owner
-- answers (docs/decisions/0057).
CREATE TABLE removal_warnings (
    id uuid NOT NULL DEFAULT uuid_v7(),
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    cause text NOT NULL CHECK (cause IN ('dropped', 'layout')),
    pages_before integer NOT NULL CHECK (pages_before >= 0),
    highlights_before integer NOT NULL CHECK (highlights_before >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, notebook_id),
    FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks ON DELETE CASCADE
);
SELECT guard_tenant_table('removal_warnings');

-- What a user excludes from sync. Users who sync everything have no row.
CREATE TABLE sync_selections (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    excluded_notebooks uuid[] NOT NULL CHECK (cardinality(excluded_notebooks) <= 5000),
    excluded_folders uuid[] NOT NULL CHECK (cardinality(excluded_folders) <= 5000),
    excluded_tags text[] NOT NULL CHECK (cardinality(excluded_tags) <= 500),
    newest_pages integer CHECK (newest_pages BETWEEN 1 AND 10000),  -- Of each notebook. NULL: all.
    -- Which pages are stored as they look, beside their handwriting.
    display_images text NOT NULL DEFAULT 'notebooks' CHECK (display_images IN ('none', 'notebooks', 'all')),
    -- Work that is done in pieces (docs/decisions/0080):
    deletes_excluded boolean NOT NULL DEFAULT false,  -- some of what is excluded is still to be deleted,
    shows_looks boolean NOT NULL DEFAULT false,       -- some pages are still to be marked with shows_look,
    settles_marks boolean NOT NULL DEFAULT false,     -- some pen marks are still to be hidden or shown.
    -- Whether pen marks become highlights, and the notebooks for which it is otherwise.
    pen_marks boolean NOT NULL DEFAULT true,
    pen_marks_on uuid[] NOT NULL DEFAULT '{}',  -- Notebooks of the library only.
    pen_marks_off uuid[] NOT NULL DEFAULT '{}'
);
CREATE INDEX sync_selections_unapplied ON sync_selections (user_id)
    WHERE deletes_excluded OR shows_looks OR settles_marks;
SELECT guard_tenant_table('sync_selections');
