-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Search by meaning: which pages need vectors.

-- Not before a worker has reported so.
CREATE FUNCTION has_embedder() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN coalesce((SELECT has_embedder FROM meaning_state), false);
END
$$;

-- A page whose text has changed waits a few seconds, because people save while they write.
CREATE FUNCTION note_meaning() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL) THEN
        UPDATE passages SET is_live = NEW.deleted_at IS NULL
        WHERE user_id = (SELECT NEW.user_id) AND page_id = NEW.id;
    END IF;
    IF NEW.deleted_at IS NOT NULL THEN
        RETURN NULL;
    ELSIF has_embedder() THEN
        PERFORM enqueue(NEW.user_id, 'meaning', 'page_meaning', NEW.id, 'update', NULL, 7, 'file_watcher',
                        now() + interval '5 seconds');
    ELSIF TG_OP = 'UPDATE' THEN
        UPDATE embedded_pages SET is_stale = true
        WHERE user_id = (SELECT NEW.user_id) AND page_id = NEW.id AND NOT is_stale;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_new_meaning AFTER INSERT ON pages
    FOR EACH ROW WHEN (NEW.deleted_at IS NULL
                       AND (NEW.typed_text <> '' OR coalesce(NEW.document, NEW.ocr_text) <> ''))
    EXECUTE FUNCTION note_meaning();
CREATE TRIGGER note_changed_meaning AFTER UPDATE ON pages
    FOR EACH ROW WHEN (OLD.typed_text IS DISTINCT FROM NEW.typed_text
                       OR coalesce(OLD.document, OLD.ocr_text) IS DISTINCT FROM coalesce(NEW.document, NEW.ocr_text)
                       OR (OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL))
    EXECUTE FUNCTION note_meaning();

-- Pages with text, of all users, that lack vectors of a space and aren't in the queue. Those that failed aren't tried
-- again before their text changes.
CREATE FUNCTION unembedded_pages(wanted integer, at_most integer) RETURNS TABLE (user_id uuid, page_id uuid)
LANGUAGE sql STABLE AS $$
    SELECT page.user_id, page.id
    FROM pages AS page
    LEFT JOIN embedded_pages AS known ON known.user_id = page.user_id AND known.page_id = page.id
    WHERE page.deleted_at IS NULL AND (page.typed_text <> '' OR coalesce(page.document, page.ocr_text) <> '')
        AND (known.page_id IS NULL OR known.is_stale OR known.space <> wanted)
        AND NOT EXISTS (SELECT 1 FROM sync_queue AS item
                        WHERE item.user_id = page.user_id AND item.target_name = 'meaning'
                            AND item.item_type = 'page_meaning' AND item.item_key = page.id
                            AND item.status IN ('pending', 'processing', 'retry'))
        AND NOT EXISTS (SELECT 1 FROM sync_queue AS item
                        WHERE item.user_id = page.user_id AND item.target_name = 'meaning'
                            AND item.item_type = 'page_meaning' AND item.item_key = page.id
                            AND item.status IN ('failed', 'cancelled'))
    LIMIT at_most
$$;

-- After embedding was turned off: what waits would wait forever. If it is turned on again, these pages are queued again.
CREATE FUNCTION drop_embedding_items() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    dropped bigint;
BEGIN
    UPDATE embedded_pages AS known SET is_stale = true
    FROM sync_queue AS item
    WHERE item.user_id = known.user_id AND item.item_key = known.page_id AND item.target_name = 'meaning'
        AND item.status IN ('pending', 'retry');
    DELETE FROM sync_queue WHERE target_name = 'meaning' AND status IN ('pending', 'retry');
    GET DIAGNOSTICS dropped = ROW_COUNT;
    RETURN dropped;
END
$$;

CREATE FUNCTION note_vector_usage() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM add_usage(coalesce(NEW.user_id, OLD.user_id),
                      CASE WHEN TG_OP = 'DELETE' THEN 0 ELSE bytes_of_vectors(NEW.hashes, NEW.vectors) END
                      - CASE WHEN TG_OP = 'INSERT' THEN 0 ELSE bytes_of_vectors(OLD.hashes, OLD.vectors) END);
    RETURN NULL;
END
$$;

CREATE TRIGGER note_usage AFTER INSERT OR UPDATE OR DELETE ON embedded_pages
    FOR EACH ROW EXECUTE FUNCTION note_vector_usage();
