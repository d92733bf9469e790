-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Search: one rule for misspelt words, words of a notebook's name and folders count for its pages, and pages with more
-- words than the index can hold.

-- What is typed as a search. A run of dashes and a dash before nothing are no exclusions; PostgreSQL counts each of them
-- as one, and fails at the 33rd.
CREATE FUNCTION search_query(configuration regconfig, asked text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT websearch_to_tsquery(configuration, regexp_replace(regexp_replace(asked, '-{2,}', ' ', 'g'),
                                                              '-(?=\s|$)', ' ', 'g'))
$$;

-- Pages ------------------------------------------------------------------------------------------------------------

CREATE FUNCTION put_page_document(page pages, spoken text, tags text, tasks text, marks text, body text) RETURNS void
LANGUAGE plpgsql AS $$
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

-- A vector holds a megabyte. Words of few letters fit in any case; of others as much as fits is found, half as many
-- letters at each try. Trying costs a transaction of its own inside this one, so it is left to long pages.
CREATE OR REPLACE FUNCTION write_page_document(page pages) RETURNS void
LANGUAGE plpgsql AS $$
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

-- Misspelt words ---------------------------------------------------------------------------------------------------

-- How many letters are to be left out, added, replaced, or exchanged with their neighbours, to make one word of the
-- other.
CREATE FUNCTION search_faults(one text, other text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
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

-- The two halves of a word, and each with one letter left out. Of a word with at most three faults one half has at most
-- one, and half and meant half have one of these in common; only an exchange across the middle with a fault on either
-- side is missed. With `faults`: the halves of all words that may be meant.
CREATE FUNCTION search_pieces(word text, faults integer DEFAULT 0) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
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

DROP INDEX search_words_similar;
DROP FUNCTION search_near_words;
DROP FUNCTION search_letters;
CREATE INDEX search_words_pieces ON search_words USING gin (user_id, search_pieces(word))
    WITH (gin_pending_list_limit = 256);

-- Whether a word, or one that differs in its ending alone, stands anywhere it is looked for: see search_allows().
CREATE FUNCTION search_stands(word text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[])
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    SELECT EXISTS (
        SELECT FROM unnest(languages) AS spoken (language)
        CROSS JOIN LATERAL (
            SELECT FROM search_documents AS document
            WHERE user_id = current_user_id() AND document.language = spoken.language
                AND vector @@ plainto_tsquery(search_configuration(spoken.language), word)
                AND search_allows(notebook_id, document.tags, only_in, not_in, tag, tagged)
            LIMIT 1) AS found)
$$;

-- The words nearest to one of four letters or more that may be misspelt: at most three, with equally few faults, of
-- those that stand where they are looked for. Most words have one fault, and words with one are found fastest.
-- levenshtein counts an exchange as two. So where it counts more than `faults`, each fault more is an exchange, which
-- leaves that many fewer to change the letters; few words are left to be counted by search_faults().
CREATE FUNCTION search_near_words(asked text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[])
RETURNS TABLE (word text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
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

-- Where words stand ------------------------------------------------------------------------------------------------

CREATE INDEX search_documents_names ON search_documents USING gin (user_id, vector) WHERE page_id IS NULL;

-- Which notebooks have which of the questions in their name, tags or authors, or in those of a folder they are in: of
-- each such choice all its notebooks.
CREATE FUNCTION search_named(asked tsquery[]) RETURNS TABLE (answered integer[], notebooks uuid[])
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
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

-- A function works as its owner, who for this moment must be allowed to make one.
REVOKE ALL ON FUNCTION search_stands, search_near_words, search_named FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_stands, search_near_words, search_named TO rmirror_tenant;
GRANT CREATE ON SCHEMA public TO rmirror_system;
ALTER FUNCTION search_stands OWNER TO rmirror_system;
ALTER FUNCTION search_near_words OWNER TO rmirror_system;
ALTER FUNCTION search_named OWNER TO rmirror_system;
REVOKE CREATE ON SCHEMA public FROM rmirror_system;
