-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What is held back from targets, and how long deleted things are kept.

-- Whether a device dropped so much at once that its owner is asked (docs/decisions/0057): ten or more, and over half.
CREATE FUNCTION is_much(dropped integer, of_all integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT dropped >= 10 AND 2 * dropped > of_all
$$;

-- How much of a notebook was dropped since then and is held.
CREATE FUNCTION held_since(owner uuid, notebook uuid, since timestamptz)
RETURNS TABLE (pages integer, highlights integer)
LANGUAGE sql STABLE AS $$
    SELECT (SELECT count(*) FROM pages
            WHERE user_id = owner AND notebook_id = notebook AND is_held AND deleted_at >= since)::integer,
           (SELECT count(*)
            FROM pages AS page JOIN highlights AS mark ON mark.user_id = owner AND mark.page_id = page.id
            WHERE page.user_id = owner AND page.notebook_id = notebook AND mark.is_held
                AND mark.deleted_at >= since)::integer
$$;

-- Lets targets remove what of a notebook was dropped since then.
CREATE FUNCTION release_held(owner uuid, notebook uuid, since timestamptz) RETURNS void
LANGUAGE sql AS $$
    UPDATE highlights AS mark SET is_held = false
    FROM pages AS page
    WHERE page.user_id = owner AND page.notebook_id = notebook AND mark.user_id = owner
        AND mark.page_id = page.id AND mark.is_held AND mark.deleted_at >= since;
    UPDATE pages SET is_held = false
    WHERE user_id = owner AND notebook_id = notebook AND is_held AND deleted_at >= since;
$$;

-- A notebook that was deleted goes as a whole.
CREATE FUNCTION release_deleted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM removal_warnings WHERE user_id = NEW.user_id AND notebook_id = NEW.id;
    PERFORM release_held(NEW.user_id, NEW.id, '-infinity');
    RETURN NULL;
END
$$;

CREATE TRIGGER release_deleted AFTER UPDATE ON notebooks
    FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION release_deleted();

-- What comes back is no longer held.
CREATE FUNCTION release_restored() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.is_held := false;
    RETURN NEW;
END
$$;

CREATE TRIGGER release_restored BEFORE UPDATE ON pages
    FOR EACH ROW WHEN (NEW.is_held AND NEW.deleted_at IS NULL) EXECUTE FUNCTION release_restored();
CREATE TRIGGER release_restored BEFORE UPDATE ON highlights
    FOR EACH ROW WHEN (NEW.is_held AND NEW.deleted_at IS NULL) EXECUTE FUNCTION release_restored();

-- Targets are given the image for display from the first change of the text on, so that no older image stands beside a
-- newer text.
CREATE FUNCTION show_look() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.shows_look := true;
    RETURN NEW;
END
$$;

CREATE TRIGGER show_look BEFORE UPDATE OF ocr_text, document, typed_text, typed_markdown ON pages
    FOR EACH ROW WHEN (NOT NEW.shows_look AND NEW.display_hash IS NOT NULL
                       AND (coalesce(OLD.document, OLD.ocr_text) IS DISTINCT FROM coalesce(NEW.document, NEW.ocr_text)
                            OR OLD.typed_text IS DISTINCT FROM NEW.typed_text
                            OR OLD.typed_markdown IS DISTINCT FROM NEW.typed_markdown))
    EXECUTE FUNCTION show_look();

-- Days for which a deleted notebook is kept: as its owner set if it disappeared from the tablet, the server's days if
-- it was deleted here. A folder contains nothing of its own. NULL: until someone removes it.
CREATE FUNCTION days_kept(notebook notebooks, server_days integer) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN notebook.is_deleted_here OR notebook.document_type = 'folder' THEN nullif(server_days, 0)
                ELSE (SELECT retention_days FROM users WHERE id = notebook.user_id) END
$$;

-- When a deleted page is removed for good: with its notebook if it was deleted with it. NULL: when someone removes
-- that.
CREATE FUNCTION page_purged_at(page pages, server_days integer) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT page.deleted_at + interval '1 day' * CASE
        WHEN notebook.is_purged THEN 0
        WHEN page.deleted_at >= notebook.deleted_at THEN days_kept(notebook, server_days)
        ELSE nullif(server_days, 0) END
    FROM notebooks AS notebook
    WHERE notebook.user_id = page.user_id AND notebook.id = page.notebook_id
$$;
