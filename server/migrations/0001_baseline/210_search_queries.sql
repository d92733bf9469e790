-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Searching. Row-level security keeps conditions away from indexes: an operator that isn't leakproof is only tried on
-- rows that are known to be the user's. So some functions run as rmirror_system, for the user of the transaction and no
-- other, and for members of workspaces only in what they may read. They return only ids, which give no access to other
-- users' rows, and words.

-- A search as typed. Runs of dashes and a dash before nothing aren't exclusions; PostgreSQL counts each of them as one
-- and fails at the 33rd.
CREATE FUNCTION search_query(configuration regconfig, asked text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT websearch_to_tsquery(configuration, search_apart(regexp_replace(regexp_replace(asked, '-{2,}', ' ', 'g'),
                                                                           '-(?=\s|$)', ' ', 'g')))
$$;

-- Whether a document is where the user looks. `only_in`, `not_in` and `tagged` are notebooks; `tagged` have the tag
-- themselves, other pages may have it.
CREATE FUNCTION search_allows(notebook uuid, tags text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[])
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (only_in IS NULL OR notebook = ANY (only_in)) AND notebook <> ALL (not_in)
        AND (tag IS NULL OR tag = ANY (tags) OR notebook = ANY (tagged))
$$;

-- Where a member of workspaces may search, of where they look: for them, the functions below see nothing else.
CREATE FUNCTION search_scope(only_in uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF member_id() IS NULL THEN
        RETURN only_in;
    END IF;
    RETURN array(SELECT id FROM unnest(member_notebooks()) AS shared (id) WHERE only_in IS NULL OR id = ANY (only_in));
END
$$;

-- Of the documents in a language that match `asked`, the newest `at_most`, in no order. `is_exact`: they match `exact`.
-- A word may occur on nearly every page, and all of these would be read to find the newest. So a sample of the newest
-- tells how common the word is; a common one is looked for from the newest on, first in as many as should suffice, then
-- in all.
CREATE FUNCTION search_hits(asked_language text, asked tsquery, exact tsquery, only_in uuid[], not_in uuid[],
    tag text, tagged uuid[], at_most integer)
RETURNS TABLE (notebook_id uuid, page_id uuid, rank real, is_exact boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    owner CONSTANT uuid := current_user_id();
    sample CONSTANT integer := 200;
    common CONSTANT integer := 20;  -- In the sample. Then both ways cost the same in 100,000 pages.
    few_notebooks CONSTANT integer := 30;
    matching integer := 0;
    chosen tid[];
BEGIN
    only_in := search_scope(only_in);
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
    FROM search_documents AS document WHERE document.user_id = owner AND document.ctid = ANY (chosen);
END
$$;

-- Whether a word, or one that differs only in its ending, occurs where the user looks (search_allows()).
CREATE FUNCTION search_stands(word text, languages text[], only_in uuid[], not_in uuid[], tag text, tagged uuid[])
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    owner CONSTANT uuid := current_user_id();
    spoken text;
BEGIN
    only_in := search_scope(only_in);
    FOREACH spoken IN ARRAY languages LOOP
        IF EXISTS (SELECT 1 FROM search_documents AS document
                   WHERE document.user_id = owner AND document.language = spoken
                       AND document.vector @@ plainto_tsquery(search_configuration(spoken), word)
                       AND search_allows(document.notebook_id, document.tags, only_in, not_in, tag, tagged)) THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END
$$;

-- How many letters must be left out, added, replaced, or exchanged with their neighbours to turn one word into the
-- other.
CREATE FUNCTION search_faults(one text, other text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    a CONSTANT text[] := string_to_array(one, NULL);
    b CONSTANT text[] := string_to_array(other, NULL);
    -- The faults of a prefix of `a` to each prefix of `b`: for the current prefix and the two before it.
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

-- Words like one of four letters or more that may be misspelt: at most three, with equally few faults, of those that
-- occur where the user looks. Most misspelt words have one fault, and those are found fastest. levenshtein counts an
-- exchange as two. So where it counts more than `faults`, each further one is an exchange, which leaves that many fewer
-- faults for changed letters; few words remain to be counted by search_faults().
CREATE FUNCTION search_near_words(asked text, languages text[], only_in uuid[], not_in uuid[], tag text,
    tagged uuid[])
RETURNS TABLE (word text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    allowed CONSTANT integer := CASE WHEN length(asked) < 4 THEN 0 WHEN length(asked) < 5 THEN 1
                                     WHEN length(asked) < 9 THEN 2 ELSE 3 END;
    most_tried CONSTANT integer := 20;
    owner CONSTANT uuid := current_user_id();
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
                  WHERE user_id = owner AND search_pieces(known.word) && search_pieces(asked, faults)
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

-- Which notebooks have which of the queries in their name, tags or authors, or in those of a folder above them. For
-- each set of queries all its notebooks.
CREATE FUNCTION search_named(asked tsquery[]) RETURNS TABLE (answered integer[], notebooks uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    owner CONSTANT uuid := current_user_id();
    shared CONSTANT uuid[] := search_scope(NULL);
BEGIN
    RETURN QUERY
    WITH RECURSIVE below AS (
        SELECT question.nth::integer, notebook.id, notebook.notebook_uuid
        FROM unnest(asked) WITH ORDINALITY AS question (query, nth)
        JOIN search_documents AS document
            ON document.user_id = owner AND page_id IS NULL AND vector @@ query
                AND (shared IS NULL OR document.notebook_id = ANY (shared))
        JOIN notebooks AS notebook
            ON notebook.user_id = (SELECT owner) AND notebook.id = document.notebook_id
        UNION
        SELECT below.nth, inner_one.id, inner_one.notebook_uuid
        FROM below JOIN notebooks AS inner_one
            ON inner_one.user_id = owner AND inner_one.parent_uuid = below.notebook_uuid
        WHERE inner_one.deleted_at IS NULL),
    each_notebook AS (
        SELECT id, array_agg(nth ORDER BY nth) AS answered FROM below GROUP BY id)
    SELECT answered, array_agg(id) FROM each_notebook GROUP BY answered ORDER BY cardinality(answered) DESC, answered;
END
$$;

-- Whether the user has ever written a word.
CREATE FUNCTION search_knows(asked text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    owner CONSTANT uuid := current_user_id();
BEGIN
    RETURN EXISTS (SELECT 1 FROM search_words WHERE user_id = owner AND word = asked);
END
$$;

-- A new owner of a function must be allowed to create one, for this moment.
REVOKE ALL ON FUNCTION search_hits, search_stands, search_near_words, search_named, search_knows FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_hits, search_stands, search_near_words, search_named, search_knows
    TO rmirror_tenant, rmirror_member;
GRANT CREATE ON SCHEMA public TO rmirror_system;
ALTER FUNCTION search_hits OWNER TO rmirror_system;
ALTER FUNCTION search_stands OWNER TO rmirror_system;
ALTER FUNCTION search_near_words OWNER TO rmirror_system;
ALTER FUNCTION search_named OWNER TO rmirror_system;
ALTER FUNCTION search_knows OWNER TO rmirror_system;
REVOKE CREATE ON SCHEMA public FROM rmirror_system;
