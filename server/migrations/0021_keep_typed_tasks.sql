-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Typed text as Markdown, whose tasks become todos beside those that were read in handwriting.

-- NULL: nothing is typed, or no device has sent Markdown for these words.
ALTER TABLE pages ADD COLUMN typed_markdown text CHECK (length(typed_markdown) <= 1000000);

ALTER TABLE todos
    ADD COLUMN source text NOT NULL DEFAULT 'handwriting' CHECK (source IN ('handwriting', 'typed_text'));

CREATE OR REPLACE FUNCTION todo_json(todo todos) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object('id', todo.id, 'page_id', todo.page_id, 'source', todo.source, 'ordinal', todo.ordinal,
                              'text', todo.text, 'is_completed', todo.is_completed, 'confidence', todo.confidence,
                              'created_at', todo.created_at, 'updated_at', todo.updated_at)
$$;

-- Todos of each source have their own order.
CREATE OR REPLACE FUNCTION write_page_document(page pages) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    most_letters CONSTANT integer := 100000;  -- A vector holds a megabyte.
    spoken text := search_language(to_jsonb(page) ->> 'ocr_language');
    configuration regconfig := search_configuration(spoken);
    tags text := left(array_to_string(page.tags, ' '), most_letters / 10);
    tasks text;
    marks text;
    body text := left(concat_ws(E'\n', page.typed_text, page.ocr_text), most_letters);
BEGIN
    IF page.deleted_at IS NULL THEN
        SELECT left(string_agg(text, E'\n' ORDER BY source, ordinal, id), most_letters / 10) INTO tasks
        FROM todos WHERE page_id = page.id AND deleted_at IS NULL;
        SELECT left(string_agg(concat_ws(E'\n', original_text, corrected_text, note), E'\n' ORDER BY ordinal, id),
                    most_letters / 2) INTO marks
        FROM highlights WHERE page_id = page.id AND deleted_at IS NULL;
    END IF;
    IF page.deleted_at IS NOT NULL OR concat(tags, tasks, marks, body) = '' THEN
        DELETE FROM search_documents WHERE page_id = page.id;
        RETURN;
    END IF;
    INSERT INTO search_documents AS known (user_id, notebook_id, page_id, language, tags, written_at, vector)
    VALUES (page.user_id, page.notebook_id, page.id, spoken, lower(page.tags::text)::text[],
            coalesce(page.image_at, now()),
            setweight(to_tsvector(configuration, tags), 'A')
            || setweight(to_tsvector(configuration, coalesce(tasks, '')), 'B')
            || setweight(to_tsvector(configuration, coalesce(marks, '')), 'C')
            || to_tsvector(configuration, body))
    ON CONFLICT (notebook_id, page_id) DO UPDATE
    SET language = excluded.language, tags = excluded.tags, written_at = excluded.written_at,
        vector = excluded.vector;
    PERFORM learn_words(page.user_id, concat_ws(' ', tags, tasks, marks, body));
END
$$;
