-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Search documents are written whenever a text or a name changes.

CREATE FUNCTION learn_words(owner uuid, given text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    bytes bigint;
BEGIN
    WITH learnt AS (
        INSERT INTO search_words (user_id, word)
        SELECT owner, lexeme FROM unnest(to_tsvector('search_simple', search_apart(given)))
        WHERE length(lexeme) BETWEEN 3 AND 32 AND lexeme !~ '[^[:alpha:]]'
        ON CONFLICT DO NOTHING
        RETURNING word)
    SELECT sum(bytes_of_word(word)) INTO bytes FROM learnt;
    PERFORM add_usage(owner, bytes);
END
$$;

CREATE FUNCTION put_page_document(page pages, spoken text, tags text, tasks text, marks text, body text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    configuration regconfig := search_configuration(spoken);
BEGIN
    INSERT INTO search_documents AS known (user_id, notebook_id, page_id, language, tags, written_at, vector)
    VALUES (page.user_id, page.notebook_id, page.id, spoken, lower(page.tags::text)::text[],
            coalesce(page.image_at, now()),
            setweight(to_tsvector(configuration, search_apart(coalesce(tags, ''))), 'A')
            || setweight(to_tsvector(configuration, search_apart(coalesce(tasks, ''))), 'B')
            || setweight(to_tsvector(configuration, search_apart(coalesce(marks, ''))), 'C')
            || to_tsvector(configuration, search_apart(coalesce(body, ''))))
    ON CONFLICT (user_id, notebook_id, page_id) DO UPDATE
    SET language = excluded.language, tags = excluded.tags, written_at = excluded.written_at,
        vector = excluded.vector;
    PERFORM learn_words(page.user_id, concat_ws(' ', tags, tasks, marks, body));
END
$$;

-- A vector takes at most a megabyte. Words of 100,000 bytes of text always fit; of longer texts as much as fits is
-- indexed, with half as many letters at each try. A try needs a subtransaction, so short pages do without.
CREATE FUNCTION write_page_document(page pages) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    always_fits CONSTANT integer := 100000;  -- Bytes.
    most_letters integer := 100000;
    spoken text := search_language(to_jsonb(page) ->> 'ocr_language');
    tags text := array_to_string(page.tags, ' ');
    tasks text;
    marks text;
    body text := left(concat_ws(E'\n', page.typed_text,
                                without_attachment_links(coalesce(page.document, page.ocr_text))), most_letters);
BEGIN
    IF page.deleted_at IS NULL THEN
        SELECT string_agg(text, E'\n' ORDER BY source, ordinal, id) INTO tasks
        FROM todos WHERE user_id = (SELECT page.user_id) AND page_id = page.id AND deleted_at IS NULL;
        SELECT string_agg(concat_ws(E'\n', original_text, corrected_text, repaired_text, note),
                          E'\n' ORDER BY ordinal, id) INTO marks
        FROM highlights WHERE user_id = (SELECT page.user_id) AND page_id = page.id AND deleted_at IS NULL;
    END IF;
    IF page.deleted_at IS NOT NULL OR concat(tags, tasks, marks, body) = '' THEN
        DELETE FROM search_documents WHERE user_id = (SELECT page.user_id) AND page_id = page.id;
        RETURN;
    END IF;
    IF octet_length(concat(tags, tasks, marks, body)) <= always_fits THEN
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

CREATE FUNCTION note_page_text() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    page pages := NEW;
BEGIN
    PERFORM write_page_document(page);
    RETURN NULL;
END
$$;

CREATE TRIGGER note_new_text AFTER INSERT ON pages
    FOR EACH ROW WHEN (NEW.deleted_at IS NULL
                       AND (NEW.typed_text <> '' OR coalesce(NEW.document, NEW.ocr_text) <> '' OR NEW.tags <> '{}'))
    EXECUTE FUNCTION note_page_text();
CREATE TRIGGER note_changed_text AFTER UPDATE ON pages
    FOR EACH ROW WHEN (OLD.typed_text IS DISTINCT FROM NEW.typed_text
                       OR coalesce(OLD.document, OLD.ocr_text) IS DISTINCT FROM coalesce(NEW.document, NEW.ocr_text)
                       OR OLD.tags IS DISTINCT FROM NEW.tags
                       OR (OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL))
    EXECUTE FUNCTION note_page_text();

-- To-dos and highlights are written many at a time: each page once. A tombstone is in no document, so removing it
-- changes none.
CREATE FUNCTION note_parts() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    part record;
    page pages;
BEGIN
    FOR part IN SELECT DISTINCT user_id, page_id FROM written WHERE TG_OP <> 'DELETE' OR deleted_at IS NULL LOOP
        SELECT * INTO page FROM pages WHERE user_id = part.user_id AND id = part.page_id;
        IF FOUND THEN
            PERFORM write_page_document(page);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_new_parts AFTER INSERT ON todos REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_parts();
CREATE TRIGGER note_changed_parts AFTER UPDATE ON todos REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_parts();
CREATE TRIGGER note_gone_parts AFTER DELETE ON todos REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_parts();
CREATE TRIGGER note_new_parts AFTER INSERT ON highlights REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_parts();
CREATE TRIGGER note_changed_parts AFTER UPDATE ON highlights REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_parts();
CREATE TRIGGER note_gone_parts AFTER DELETE ON highlights REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_parts();

CREATE FUNCTION note_notebook_name() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    spoken CONSTANT text := search_language(NULL);
    given text := left(concat_ws(' ', NEW.visible_name, array_to_string(NEW.tags, ' '),
                                 array_to_string(NEW.authors, ' ')), 10000);
BEGIN
    IF NEW.deleted_at IS NOT NULL OR given = '' THEN
        DELETE FROM search_documents
        WHERE user_id = (SELECT NEW.user_id) AND notebook_id = NEW.id AND page_id IS NULL;
        RETURN NULL;
    END IF;
    INSERT INTO search_documents AS known (user_id, notebook_id, language, tags, written_at, vector)
    VALUES (NEW.user_id, NEW.id, spoken, '{}', coalesce(NEW.last_modified, now()),
            setweight(to_tsvector(search_configuration(spoken), search_apart(given)), 'A'))
    ON CONFLICT (user_id, notebook_id, page_id) DO UPDATE
    SET written_at = excluded.written_at, vector = excluded.vector;
    PERFORM learn_words(NEW.user_id, given);
    RETURN NULL;
END
$$;

CREATE TRIGGER note_new_name AFTER INSERT ON notebooks
    FOR EACH ROW WHEN (NEW.deleted_at IS NULL) EXECUTE FUNCTION note_notebook_name();
CREATE TRIGGER note_changed_name AFTER UPDATE ON notebooks
    FOR EACH ROW WHEN (OLD.visible_name IS DISTINCT FROM NEW.visible_name OR OLD.tags IS DISTINCT FROM NEW.tags
                       OR OLD.authors IS DISTINCT FROM NEW.authors
                       OR (OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL))
    EXECUTE FUNCTION note_notebook_name();
