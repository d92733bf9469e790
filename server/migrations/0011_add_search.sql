-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Finding words in pages and names. All four extensions are PostgreSQL's own and trusted: who owns the database may
-- create them.
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- One configuration for each language that has a stemmer, by its ISO 639-1 code. None leaves words out: "to be or not
-- to be" is a phrase that people look for. search_simple keeps words as they are.
CREATE TEXT SEARCH CONFIGURATION search_simple (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION search_simple
    ALTER MAPPING FOR word, hword, hword_part, numword, numhword, hword_numpart WITH unaccent, simple;
DO $$
DECLARE
    code text;
    stemmer text;
BEGIN
    FOR code, stemmer IN VALUES
        ('ar', 'arabic'), ('ca', 'catalan'), ('da', 'danish'), ('de', 'german'), ('el', 'greek'), ('en', 'english'),
        ('es', 'spanish'), ('eu', 'basque'), ('fi', 'finnish'), ('fr', 'french'), ('ga', 'irish'), ('hi', 'hindi'),
        ('hu', 'hungarian'), ('hy', 'armenian'), ('id', 'indonesian'), ('it', 'italian'), ('lt', 'lithuanian'),
        ('ne', 'nepali'), ('nl', 'dutch'), ('no', 'norwegian'), ('pt', 'portuguese'), ('ro', 'romanian'),
        ('ru', 'russian'), ('sr', 'serbian'), ('sv', 'swedish'), ('ta', 'tamil'), ('tr', 'turkish'), ('yi', 'yiddish')
    LOOP
        EXECUTE format('CREATE TEXT SEARCH DICTIONARY search_%s (TEMPLATE = snowball, Language = %L)', code, stemmer);
        EXECUTE format('CREATE TEXT SEARCH CONFIGURATION search_%s (COPY = search_simple)', code);
        EXECUTE format('ALTER TEXT SEARCH CONFIGURATION search_%1$s '
                       'ALTER MAPPING FOR asciiword, asciihword, hword_asciipart WITH search_%1$s', code);
        EXECUTE format('ALTER TEXT SEARCH CONFIGURATION search_%1$s '
                       'ALTER MAPPING FOR word, hword, hword_part WITH unaccent, search_%1$s', code);
    END LOOP;
END
$$;

-- How the words of a language, as a BCP 47 tag, are made alike. Where nobody knows the language English endings are
-- taken off, in texts and in what is asked alike.
CREATE FUNCTION search_language(tag text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN coalesce(code, '') = '' THEN 'en'
                WHEN code IN ('nb', 'nn') THEN 'no'
                WHEN EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'search_' || code) THEN code
                ELSE 'simple' END
    FROM lower(split_part(tag, '-', 1)) AS code
$$;

CREATE FUNCTION search_configuration(language text) RETURNS regconfig
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ('search_' || language)::regconfig
$$;

-- What can be found: a page with all that is written on it, or a notebook by its name and tags. A table of its own, as
-- most pages of a manifest have no text and so cost nothing here, and as `pages` is written for many other reasons.
CREATE TABLE search_documents (
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    page_id uuid,  -- NULL: the notebook itself.
    language text NOT NULL CHECK (length(language) <= 10),
    tags text[] NOT NULL,  -- Of the page, in lower case.
    written_at timestamptz NOT NULL,
    vector tsvector NOT NULL,  -- Weights: A name and tags, B todos, C highlights, D text.
    FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks (user_id, id) ON DELETE CASCADE,
    FOREIGN KEY (user_id, page_id) REFERENCES pages (user_id, id) ON DELETE CASCADE,
    UNIQUE NULLS NOT DISTINCT (notebook_id, page_id)
);
ALTER TABLE search_documents ALTER vector SET STORAGE EXTERNAL;  -- Read far more often than written.
CREATE INDEX search_documents_page ON search_documents (page_id);
CREATE INDEX search_documents_newest ON search_documents (user_id, language, written_at, notebook_id, page_id);
-- Searching reads all of the list of what is not in its place yet: a short one.
CREATE INDEX search_documents_vector ON search_documents USING gin (user_id, vector)
    WITH (gin_pending_list_limit = 256);
SELECT guard_tenant_table('search_documents');

-- All words a user ever wrote, to find what a misspelt one was meant to be.
CREATE TABLE search_words (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    word text NOT NULL CHECK (length(word) BETWEEN 3 AND 32),
    PRIMARY KEY (user_id, word)
);
CREATE INDEX search_words_similar ON search_words USING gin (user_id, word gin_trgm_ops)
    WITH (gin_pending_list_limit = 256);
SELECT guard_tenant_table('search_words');

CREATE FUNCTION learn_words(owner uuid, given text) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO search_words (user_id, word)
    SELECT owner, lexeme FROM unnest(to_tsvector('search_simple', given))
    WHERE length(lexeme) BETWEEN 3 AND 32 AND lexeme !~ '[^[:alpha:]]'
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION write_page_document(page pages) RETURNS void
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
        SELECT left(string_agg(text, E'\n' ORDER BY ordinal, id), most_letters / 10) INTO tasks
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

CREATE FUNCTION write_notebook_document(notebook notebooks) RETURNS void
LANGUAGE plpgsql AS $$
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

CREATE FUNCTION note_page_text() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_page_document(NEW);
    RETURN NULL;
END
$$;
CREATE TRIGGER note_new_text AFTER INSERT ON pages FOR EACH ROW
    WHEN (NEW.deleted_at IS NULL AND (NEW.typed_text <> '' OR NEW.ocr_text <> '' OR NEW.tags <> '{}'))
    EXECUTE FUNCTION note_page_text();
CREATE TRIGGER note_changed_text AFTER UPDATE ON pages FOR EACH ROW
    WHEN ((OLD.typed_text, OLD.ocr_text, OLD.tags, OLD.deleted_at IS NULL)
          IS DISTINCT FROM (NEW.typed_text, NEW.ocr_text, NEW.tags, NEW.deleted_at IS NULL))
    EXECUTE FUNCTION note_page_text();

CREATE FUNCTION note_notebook_name() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_notebook_document(NEW);
    RETURN NULL;
END
$$;
CREATE TRIGGER note_new_name AFTER INSERT ON notebooks FOR EACH ROW
    WHEN (NEW.deleted_at IS NULL) EXECUTE FUNCTION note_notebook_name();
CREATE TRIGGER note_changed_name AFTER UPDATE ON notebooks FOR EACH ROW
    WHEN ((OLD.visible_name, OLD.tags, OLD.authors, OLD.deleted_at IS NULL)
          IS DISTINCT FROM (NEW.visible_name, NEW.tags, NEW.authors, NEW.deleted_at IS NULL))
    EXECUTE FUNCTION note_notebook_name();

-- Todos and highlights are written many at a time: each page once.
CREATE FUNCTION note_parts() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_page_document(page)
    FROM pages AS page WHERE id IN (SELECT page_id FROM written);
    RETURN NULL;
END
$$;
DO $$
DECLARE
    parts regclass;
BEGIN
    FOREACH parts IN ARRAY ARRAY['todos', 'highlights']::regclass[] LOOP
        EXECUTE format('CREATE TRIGGER note_new_parts AFTER INSERT ON %s REFERENCING NEW TABLE AS written '
                       'FOR EACH STATEMENT EXECUTE FUNCTION note_parts()', parts);
        EXECUTE format('CREATE TRIGGER note_changed_parts AFTER UPDATE ON %s REFERENCING NEW TABLE AS written '
                       'FOR EACH STATEMENT EXECUTE FUNCTION note_parts()', parts);
        EXECUTE format('CREATE TRIGGER note_gone_parts AFTER DELETE ON %s REFERENCING OLD TABLE AS written '
                       'FOR EACH STATEMENT EXECUTE FUNCTION note_parts()', parts);
    END LOOP;
END
$$;

-- Row-level security keeps what is asked away from indexes: an operator that is not leakproof is tried only on rows
-- that are known to be the user's. So these two look as the system, for the user of the transaction and nobody else,
-- and give away nothing but ids, which open no row of others, and words.

-- `only_in` and `not_in` are notebooks, as are those `tagged`; pages may have the tag themselves.
CREATE FUNCTION search_allows(notebook uuid, tags text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[])
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (only_in IS NULL OR notebook = ANY (only_in)) AND notebook <> ALL (not_in)
        AND (tag IS NULL OR tag = ANY (tags) OR notebook = ANY (tagged))
$$;

-- Of the documents in a language that match `asked`, the newest `at_most`, in no order. `is_exact`: they match `exact`.
-- A word may stand in nearly every page, and to find the newest of these all would be read. So a few of the newest tell
-- how common it is; what is common is looked for from the newest on, in as many as should do, and only then in all.
CREATE FUNCTION search_hits(asked_language text, asked tsquery, exact tsquery, only_in uuid[], not_in uuid[],
                            tag text, tagged uuid[], at_most integer)
RETURNS TABLE (notebook_id uuid, page_id uuid, rank real, is_exact boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
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

-- A word's letters in the order of the alphabet: equal for words in which letters only changed places.
CREATE FUNCTION search_letters(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg(letter, '' ORDER BY letter) FROM regexp_split_to_table(word, '') AS letter
$$;

-- The words nearest to one that may be misspelt: at most three, equally near. Two letters that changed places are one
-- fault.
CREATE FUNCTION search_near_words(asked text) RETURNS TABLE (word text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET pg_trgm.similarity_threshold = 0.25 AS $$
    WITH alike AS (
        SELECT word, similarity(word, asked) AS likeness,
               levenshtein_less_equal(word, asked, allowed) AS distance, allowed
        FROM search_words, (SELECT CASE WHEN length(asked) < 5 THEN 1
                                        WHEN length(asked) < 9 THEN 2 ELSE 3 END AS allowed) AS bound
        WHERE user_id = current_user_id() AND word % asked AND word <> asked),
    near AS (
        SELECT word, likeness,
               distance - (distance > 1 AND search_letters(word) = search_letters(asked))::integer AS faults
        FROM alike WHERE distance <= allowed)
    SELECT word FROM near WHERE faults = (SELECT min(faults) FROM near)
    ORDER BY likeness DESC, word
    LIMIT 3
$$;

-- A function works as its owner, who for this moment must be allowed to make one.
REVOKE ALL ON FUNCTION search_hits, search_near_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_hits, search_near_words TO rmirror_tenant;
GRANT CREATE ON SCHEMA public TO rmirror_system;
ALTER FUNCTION search_hits OWNER TO rmirror_system;
ALTER FUNCTION search_near_words OWNER TO rmirror_system;
REVOKE CREATE ON SCHEMA public FROM rmirror_system;

-- What is there already.
SET LOCAL ROLE rmirror_system;
SELECT write_page_document(page) FROM pages AS page WHERE deleted_at IS NULL;
SELECT write_notebook_document(notebook) FROM notebooks AS notebook WHERE deleted_at IS NULL;
RESET ROLE;
