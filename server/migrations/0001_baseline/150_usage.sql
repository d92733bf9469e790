-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How much each user stores, counted as it is written (docs/decisions/0075).
--
-- The bytes of a row were measured with PostgreSQL 15: the row, its indexes and the usual free space in their pages,
-- plus the text. tests/server/library/storage_count_test.cpp keeps them within a factor of two.

-- Stable like array_to_string(), or they would not become part of the statements that call them.
CREATE FUNCTION bytes_of_words(words text[]) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN words = '{}' THEN 0
                ELSE 8 * cardinality(words) + octet_length(array_to_string(words, '')) END::bigint
$$;

CREATE FUNCTION bytes_of_notebook(name text, tags text[], authors text[], full_path text, folders uuid[])
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT 500 + octet_length(name) + bytes_of_words(tags) + bytes_of_words(authors) + octet_length(full_path)
           + 16 * cardinality(folders)::bigint
$$;

CREATE FUNCTION bytes_of_page(typed_text text, typed_markdown text, tags text[], texts text, ocr_lines jsonb,
    hashes text)
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT 550 + octet_length(typed_text) + coalesce(octet_length(typed_markdown), 0) + bytes_of_words(tags)
           + octet_length(texts)
           + CASE WHEN ocr_lines = '[]' THEN 0 ELSE octet_length(ocr_lines::text) END + octet_length(hashes)::bigint
$$;

CREATE FUNCTION bytes_of_highlight(texts text, color text, rects jsonb)
RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 400 + octet_length(texts) + octet_length(color)
           + CASE WHEN rects = '[]' THEN 0 ELSE 3 * octet_length(rects::text) / 2 END::bigint
$$;

CREATE FUNCTION bytes_of_version(content text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 250 + octet_length(content)::bigint
$$;

CREATE FUNCTION bytes_of_todo(words text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 450 + octet_length(words)::bigint
$$;

-- A row of blobs, page_images, display_images or page_pictures. `hash` is in an index as well.
CREATE FUNCTION bytes_of_image_row(hash text, parts integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 400 + 2 * octet_length(hash) + 16 * parts::bigint
$$;

CREATE FUNCTION bytes_of_attachment(file_name text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 450 + octet_length(file_name)::bigint
$$;

-- Some words of a document have entries of their own in the index, others share one. The concatenation makes
-- pg_column_size() give the value's own size, wherever it is stored.
CREATE FUNCTION bytes_of_document(page uuid, tags text[], vector tsvector) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT 350 + bytes_of_words(tags) + pg_column_size(vector || '') * 5 / 4
           + length(vector) * CASE WHEN page IS NULL THEN 48 ELSE 24 END::bigint
$$;

-- By its pieces (search_pieces()): those of short words are the same for many words.
CREATE FUNCTION bytes_of_word(word text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 130 + 95 * greatest(0, length(word) - 7) + 10 * (octet_length(word) - length(word))::bigint
$$;

-- row_bytes ----------------------------------------------------------------------------------------------------------
--
-- What a transaction adds to a user's row_bytes is summed in a setting of the transaction, 'user:bytes', and written
-- once at its end: otherwise one transaction would leave thousands of versions of one row, each read with the next.

-- What this transaction has not written yet.
CREATE FUNCTION noted_usage(owner uuid) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE left(current_setting('rmirror.usage', true), 36) WHEN owner::text
           THEN substr(current_setting('rmirror.usage', true), 38)::bigint ELSE 0 END
$$;

CREATE FUNCTION flush_usage() RETURNS void
LANGUAGE plpgsql AS $$
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

CREATE FUNCTION add_usage(owner uuid, bytes bigint) RETURNS void
LANGUAGE plpgsql AS $$
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
    -- When a whole user goes, the row may be gone already.
    IF bytes > 0 THEN
        INSERT INTO library_usage AS known (user_id, row_bytes) VALUES (owner, bytes)
        ON CONFLICT (user_id) DO UPDATE SET row_bytes = known.row_bytes + bytes;
    ELSE
        UPDATE library_usage SET row_bytes = row_bytes + bytes WHERE user_id = owner;
    END IF;
    PERFORM set_config('rmirror.usage', owner || ':0', true);
END
$$;

-- At the end of each transaction that called add_usage().
CREATE FUNCTION flush_noted_usage() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM flush_usage();
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER flush_usage AFTER INSERT OR UPDATE ON library_usage
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION flush_noted_usage();

-- Adds to the counts. When a whole user goes, the row may be gone already.
CREATE FUNCTION count_stored(owner uuid, more_bytes bigint, more_notebooks bigint, more_pages bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE library_usage
    SET stored_bytes = stored_bytes + more_bytes, notebooks = notebooks + more_notebooks, pages = pages + more_pages
    WHERE user_id = owner;
    IF NOT FOUND AND more_bytes + more_notebooks + more_pages > 0 THEN
        INSERT INTO library_usage AS known (user_id, stored_bytes, notebooks, pages)
        VALUES (owner, more_bytes, more_notebooks, more_pages)
        ON CONFLICT (user_id) DO UPDATE
        SET stored_bytes = known.stored_bytes + excluded.stored_bytes,
            notebooks = known.notebooks + excluded.notebooks, pages = known.pages + excluded.pages;
    END IF;
END
$$;

-- Adds what a statement inserted, or subtracts what it deleted.
CREATE FUNCTION note_usage() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    sign CONSTANT integer := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
    CASE plain_name(TG_TABLE_NAME)
        WHEN 'blobs' THEN
            PERFORM count_stored(user_id, sign * sum(size_bytes)::bigint, 0, 0) FROM written GROUP BY user_id;
            PERFORM add_usage(user_id, (sign * sum(bytes_of_image_row('', 0)))::bigint) FROM written GROUP BY user_id;
        WHEN 'notebooks' THEN
            PERFORM count_stored(user_id, 0, sign * count(*), 0) FROM written GROUP BY user_id;
            PERFORM add_usage(user_id, (sign * sum(bytes_of_notebook(concat(visible_name, title), tags, authors,
                                                                     full_path, folders)))::bigint)
            FROM written GROUP BY user_id;
        WHEN 'pages' THEN
            PERFORM count_stored(user_id, 0, 0, sign * count(*)) FROM written GROUP BY user_id;
            PERFORM add_usage(user_id, (sign * sum(bytes_of_page(
                        typed_text, typed_markdown, tags, concat(ocr_text, document, document_base), ocr_lines,
                        concat(ink_hash, image_hash, ocr_hash, text_hash, look_hash, display_hash,
                               nullif(emphasised, '[]')::text))))::bigint)
            FROM written GROUP BY user_id;
        WHEN 'highlights' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_highlight(
                concat(original_text, corrected_text, repaired_text, note, sentence, heading), color, rects)))::bigint)
            FROM written GROUP BY user_id;
        WHEN 'todos' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_todo(text)))::bigint) FROM written GROUP BY user_id;
        WHEN 'document_versions' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_version(content)))::bigint) FROM written GROUP BY user_id;
        WHEN 'attachments' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_attachment(file_name)))::bigint)
            FROM written GROUP BY user_id;
        WHEN 'sealed_chunks' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_sealed_chunk()))::bigint) FROM written GROUP BY user_id;
        WHEN 'sealed_backups' THEN
            PERFORM add_usage(user_id, (sign * sum(bytes_of_sealed_backup(sealed, chunks)))::bigint)
            FROM written GROUP BY user_id;
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

CREATE TRIGGER note_more_usage AFTER INSERT ON blobs REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON blobs REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON notebooks REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON notebooks REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON pages REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON pages REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON highlights REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON highlights REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON todos REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON todos REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON document_versions REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON document_versions REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON attachments REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON attachments REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON sealed_chunks REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON sealed_chunks REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON sealed_backups REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON sealed_backups REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON page_images REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON page_images REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON display_images REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON display_images REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON page_pictures REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON page_pictures REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_usage();

-- Counts blobs in transit at the end of the transaction, so that uploads of one user that run at the same time wait for
-- each other no longer than that takes. When a whole user goes, the row may be gone already.
CREATE FUNCTION note_pending_bytes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE pending_usage SET bytes = bytes - OLD.size_bytes WHERE user_id = OLD.user_id;
    ELSE
        INSERT INTO pending_usage AS known (user_id, bytes) VALUES (NEW.user_id, NEW.size_bytes)
        ON CONFLICT (user_id) DO UPDATE SET bytes = known.bytes + excluded.bytes;
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER note_pending_bytes AFTER INSERT OR DELETE ON pending_blobs
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_pending_bytes();

-- Adds what the rows have grown. Most updates leave the text as it is.
CREATE FUNCTION note_changed_usage() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    CASE plain_name(TG_TABLE_NAME)
        WHEN 'notebooks' THEN
            PERFORM add_usage(user_id, sum(bytes)::bigint)
            FROM (SELECT user_id,
                         bytes_of_notebook(concat(visible_name, title), tags, authors, full_path, folders) AS bytes
                  FROM written
                  UNION ALL
                  SELECT user_id, -bytes_of_notebook(concat(visible_name, title), tags, authors, full_path, folders)
                  FROM replaced) AS both_sides
            GROUP BY user_id;
        WHEN 'pages' THEN
            PERFORM add_usage(user_id, sum(bytes)::bigint)
            FROM (SELECT user_id, bytes_of_page(
                             typed_text, typed_markdown, tags, concat(ocr_text, document, document_base), ocr_lines,
                             concat(ink_hash, image_hash, ocr_hash, text_hash, look_hash, display_hash,
                                    nullif(emphasised, '[]')::text)) AS bytes
                  FROM written
                  UNION ALL
                  SELECT user_id, -bytes_of_page(
                             typed_text, typed_markdown, tags, concat(ocr_text, document, document_base), ocr_lines,
                             concat(ink_hash, image_hash, ocr_hash, text_hash, look_hash, display_hash,
                                    nullif(emphasised, '[]')::text))
                  FROM replaced) AS both_sides
            GROUP BY user_id;
        WHEN 'highlights' THEN
            PERFORM add_usage(user_id, sum(bytes)::bigint)
            FROM (SELECT user_id, bytes_of_highlight(
                      concat(original_text, corrected_text, repaired_text, note, sentence, heading), color, rects) AS bytes
                  FROM written
                  UNION ALL
                  SELECT user_id, -bytes_of_highlight(
                      concat(original_text, corrected_text, repaired_text, note, sentence, heading), color, rects)
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

CREATE TRIGGER note_changed_usage AFTER UPDATE ON notebooks REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON pages REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON highlights REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON todos REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON display_images REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON page_pictures REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();

-- Search documents are written one by one, as many as a manifest has pages.
CREATE FUNCTION note_document_usage() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM add_usage(
        coalesce(NEW.user_id, OLD.user_id),
        CASE WHEN TG_OP = 'DELETE' THEN 0 ELSE bytes_of_document(NEW.page_id, NEW.tags, NEW.vector) END
        - CASE WHEN TG_OP = 'INSERT' THEN 0 ELSE bytes_of_document(OLD.page_id, OLD.tags, OLD.vector) END);
    RETURN NULL;
END
$$;

CREATE TRIGGER note_usage AFTER INSERT OR UPDATE OR DELETE ON search_documents
    FOR EACH ROW EXECUTE FUNCTION note_document_usage();

-- Counted from all rows: what library_usage.row_bytes must equal. Tests compare them.
CREATE FUNCTION row_bytes_of(owner uuid) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT (SELECT coalesce(sum(bytes_of_notebook(concat(visible_name, title), tags, authors, full_path,
                                                  folders)), 0)
            FROM notebooks WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_page(
                         typed_text, typed_markdown, tags, concat(ocr_text, document, document_base), ocr_lines,
                         concat(ink_hash, image_hash, ocr_hash, text_hash, look_hash, display_hash,
                                nullif(emphasised, '[]')::text))), 0)
              FROM pages WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_highlight(
                         concat(original_text, corrected_text, repaired_text, note, sentence, heading),
                         color, rects)), 0)
              FROM highlights WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_todo(text)), 0) FROM todos WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_version(content)), 0) FROM document_versions WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_attachment(file_name)), 0) FROM attachments WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_vectors(hashes, vectors)), 0) FROM embedded_pages WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_sealed_chunk()), 0) FROM sealed_chunks WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_sealed_backup(sealed, chunks)), 0)
              FROM sealed_backups WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_image_row('', 0)), 0) FROM blobs WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_image_row(ink_hash, 0)), 0) FROM page_images WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_image_row(look_hash, 0)), 0) FROM display_images WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_image_row(ink_hash, cardinality(tops))), 0)
              FROM page_pictures WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_document(page_id, tags, vector)), 0)
              FROM search_documents WHERE user_id = owner)
           + (SELECT coalesce(sum(bytes_of_word(word)), 0) FROM search_words WHERE user_id = owner)::bigint
$$;

-- The limits of a user's tier, of the limits of all tiers: {"free": {"storage": 20000000000, "notebooks": 20000}}. What
-- isn't named is unlimited. The beta has those of free accounts.
CREATE FUNCTION limits_of(owner uuid, limits jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN coalesce((SELECT (limits -> replace(tier_of(owner), 'beta', 'free'))
                            || jsonb_strip_nulls(jsonb_build_object('storage', storage_limit)) FROM subscriptions
                     WHERE user_id = owner), limits -> 'free');
END
$$;
