-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Full-text search: how words are compared, and what can be found.

-- One configuration for each language that has a stemmer, named by its ISO 639-1 code. None has stop words: "to be or
-- not to be" is a phrase that people look for. search_simple keeps words as they are.
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

-- The configuration for a language, given as a BCP 47 tag. Unknown languages are treated as English, in texts and in
-- queries.
CREATE FUNCTION search_language(tag text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    code CONSTANT text := lower(split_part(tag, '-', 1));
BEGIN
    IF coalesce(code, '') = '' THEN
        RETURN 'en';
    ELSIF code IN ('nb', 'nn') THEN
        RETURN 'no';
    ELSIF EXISTS (SELECT 1 FROM pg_ts_config WHERE cfgname = 'search_' || code) THEN
        RETURN code;
    END IF;
    RETURN 'simple';
END
$$;

CREATE FUNCTION search_configuration(language text) RETURNS regconfig
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ('search_' || language)::regconfig
$$;

-- A text for to_tsvector() and for queries: what is written without blanks between words, in Chinese, Japanese, Korean,
-- Thai, Lao, Khmer or Burmese, is taken apart into letters with their marks, by U+001F. For PostgreSQL's parser each is
-- a word then, and in a query those of a run are a phrase, because no blank is between them: so any part of a run is
-- found, and no dictionary is needed (docs/decisions/0107). Snippets are made of the same text, and lose U+001F.
CREATE FUNCTION search_apart(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(
        given,
        '([\u0E01-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17DD\u3005-\u3007\u3031-\u3035\u3041-\u30FF'
        '\u3131-\u318E\u31A0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uA960-\uA97C\uAC00-\uD7FB\uF900-\uFAFF'
        '\uFF66-\uFFDC\U00020000-\U0003FFFF]'
        '[\u0300-\u036F\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECD\u102B-\u103E'
        '\u1056-\u1059\u17B4-\u17D3\u1160-\u11FF\u3099\u309A\uFE00-\uFE0F\U000E0100-\U000E01EF]*)',
        E'\x1F\\1\x1F', 'g')
$$;

-- The two halves of a word, and each with one letter left out. In a word with at most three faults one half has at most
-- one fault, and that half and the intended one share one of these pieces; only an exchange across the middle with a
-- fault on either side is missed. With `faults`: the halves of all words that may be meant.
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

-- What can be found: a page with everything written on it, or a notebook with its name, tags and authors. A table of
-- its own because most pages of a manifest have no text, so they cost nothing here, and pages is updated for many other
-- reasons.
CREATE TABLE search_documents (
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    page_id uuid,  -- NULL: the notebook itself.
    language text NOT NULL CHECK (length(language) <= 10),
    tags text[] NOT NULL,  -- Of the page, in lower case.
    written_at timestamptz NOT NULL,
    vector tsvector NOT NULL,  -- Weights: A name and tags, B to-dos, C highlights, D text.
    UNIQUE NULLS NOT DISTINCT (user_id, notebook_id, page_id),
    FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks ON DELETE CASCADE,
    FOREIGN KEY (user_id, page_id) REFERENCES pages ON DELETE CASCADE
);
ALTER TABLE search_documents ALTER vector SET STORAGE EXTERNAL;  -- Read far more often than written.
CREATE INDEX search_documents_newest ON search_documents (user_id, language, written_at, notebook_id, page_id);
CREATE INDEX search_documents_names ON search_documents USING gin (user_id, vector) WHERE page_id IS NULL;
-- Each search reads the whole list of entries that aren't in the index's tree yet: it is kept short.
CREATE INDEX search_documents_vector ON search_documents USING gin (user_id, vector)
    WITH (gin_pending_list_limit = 256);
-- Created last, so that it is taken for look-ups of single documents: see guard_tenant_table().
CREATE INDEX search_documents_page ON search_documents (user_id, page_id);
SELECT guard_tenant_table('search_documents');

-- All words a user has written, to find what a misspelt one was meant to be. They go with the last search document.
CREATE TABLE search_words (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    word text NOT NULL CHECK (length(word) BETWEEN 3 AND 32),
    PRIMARY KEY (user_id, word)
);
CREATE INDEX search_words_pieces ON search_words USING gin (user_id, search_pieces(word))
    WITH (gin_pending_list_limit = 256);
SELECT guard_tenant_table('search_words');
