-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What each user keeps here, counted as it is written, so that a limit costs no count
-- (docs/decisions/0048-a-library-has-limits.md).

ALTER TABLE pending_blobs
    -- 0 of what was announced or given up before sizes were noted.
    ADD COLUMN size_bytes bigint NOT NULL DEFAULT 0 CHECK (size_bytes >= 0);

CREATE TABLE library_usage (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    -- Of `blobs`: a picture that several pages of the user show is stored once and counted once.
    stored_bytes bigint NOT NULL DEFAULT 0 CHECK (stored_bytes >= 0),
    -- Of `pending_blobs`: on their way into the store, or out of it.
    pending_bytes bigint NOT NULL DEFAULT 0 CHECK (pending_bytes >= 0),
    -- Of what devices send as text: typed text, tags, highlights, and with them names and authors.
    text_bytes bigint NOT NULL DEFAULT 0 CHECK (text_bytes >= 0),
    -- Rows, also of those that are deleted, until they are removed for good. So with the bytes of their text.
    notebooks bigint NOT NULL DEFAULT 0 CHECK (notebooks >= 0),
    pages bigint NOT NULL DEFAULT 0 CHECK (pages >= 0)
);
SELECT guard_tenant_table('library_usage');

CREATE FUNCTION bytes_of_words(words text[]) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN words = '{}' THEN 0 ELSE octet_length(array_to_string(words, '')) END::bigint
$$;

CREATE FUNCTION bytes_of_notebook(name text, tags text[], authors text[]) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT octet_length(name) + bytes_of_words(tags) + bytes_of_words(authors)
$$;

CREATE FUNCTION bytes_of_page(typed_text text, typed_markdown text, tags text[]) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT octet_length(typed_text) + coalesce(octet_length(typed_markdown), 0) + bytes_of_words(tags)
$$;

CREATE FUNCTION bytes_of_highlight(original_text text, corrected_text text, note text, rects jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT octet_length(original_text) + coalesce(octet_length(corrected_text), 0) + octet_length(note)
           + octet_length(rects::text)::bigint
$$;

-- Adds what a statement inserted, and subtracts what it deleted. When a whole user goes, the row may have gone before.
CREATE FUNCTION note_usage() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    sign CONSTANT integer := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO library_usage (user_id) SELECT DISTINCT user_id FROM written ON CONFLICT DO NOTHING;
    END IF;
    CASE TG_TABLE_NAME
        WHEN 'blobs' THEN
            UPDATE library_usage AS known SET stored_bytes = stored_bytes + sign * bytes
            FROM (SELECT user_id, sum(size_bytes)::bigint AS bytes FROM written GROUP BY user_id) AS summed
            WHERE known.user_id = summed.user_id;
        WHEN 'pending_blobs' THEN
            UPDATE library_usage AS known SET pending_bytes = pending_bytes + sign * bytes
            FROM (SELECT user_id, sum(size_bytes)::bigint AS bytes FROM written GROUP BY user_id) AS summed
            WHERE known.user_id = summed.user_id;
        WHEN 'notebooks' THEN
            UPDATE library_usage AS known
            SET notebooks = notebooks + sign * amount, text_bytes = text_bytes + sign * bytes
            FROM (SELECT user_id, count(*) AS amount,
                         sum(bytes_of_notebook(visible_name, tags, authors))::bigint AS bytes
                  FROM written GROUP BY user_id) AS summed
            WHERE known.user_id = summed.user_id;
        WHEN 'pages' THEN
            UPDATE library_usage AS known
            SET pages = pages + sign * amount, text_bytes = text_bytes + sign * bytes
            FROM (SELECT user_id, count(*) AS amount,
                         sum(bytes_of_page(typed_text, typed_markdown, tags))::bigint AS bytes
                  FROM written GROUP BY user_id) AS summed
            WHERE known.user_id = summed.user_id;
        WHEN 'highlights' THEN
            UPDATE library_usage AS known SET text_bytes = text_bytes + sign * bytes
            FROM (SELECT user_id, sum(bytes_of_highlight(original_text, corrected_text, note, rects))::bigint AS bytes
                  FROM written GROUP BY user_id) AS summed
            WHERE known.user_id = summed.user_id;
    END CASE;
    RETURN NULL;
END
$$;

-- Most updates leave the text as it is.
CREATE FUNCTION note_changed_usage() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    owner uuid;
    more bigint;
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'notebooks' THEN
            FOR owner, more IN
                SELECT user_id, sum(bytes)::bigint
                FROM (SELECT user_id, bytes_of_notebook(visible_name, tags, authors) AS bytes
                      FROM written
                      UNION ALL
                      SELECT user_id, -bytes_of_notebook(visible_name, tags, authors)
                      FROM replaced) AS both_sides
                GROUP BY user_id HAVING sum(bytes) <> 0
            LOOP
                UPDATE library_usage SET text_bytes = text_bytes + more WHERE user_id = owner;
            END LOOP;
        WHEN 'pages' THEN
            FOR owner, more IN
                SELECT user_id, sum(bytes)::bigint
                FROM (SELECT user_id, bytes_of_page(typed_text, typed_markdown, tags) AS bytes
                      FROM written
                      UNION ALL
                      SELECT user_id, -bytes_of_page(typed_text, typed_markdown, tags)
                      FROM replaced) AS both_sides
                GROUP BY user_id HAVING sum(bytes) <> 0
            LOOP
                UPDATE library_usage SET text_bytes = text_bytes + more WHERE user_id = owner;
            END LOOP;
        WHEN 'highlights' THEN
            FOR owner, more IN
                SELECT user_id, sum(bytes)::bigint
                FROM (SELECT user_id, bytes_of_highlight(original_text, corrected_text, note, rects) AS bytes
                      FROM written
                      UNION ALL
                      SELECT user_id, -bytes_of_highlight(original_text, corrected_text, note, rects)
                      FROM replaced) AS both_sides
                GROUP BY user_id HAVING sum(bytes) <> 0
            LOOP
                UPDATE library_usage SET text_bytes = text_bytes + more WHERE user_id = owner;
            END LOOP;
    END CASE;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_more_usage AFTER INSERT ON blobs REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON blobs REFERENCING OLD TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_more_usage AFTER INSERT ON pending_blobs REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER note_less_usage AFTER DELETE ON pending_blobs REFERENCING OLD TABLE AS written
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
CREATE TRIGGER note_changed_usage AFTER UPDATE ON notebooks REFERENCING OLD TABLE AS replaced NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON pages REFERENCING OLD TABLE AS replaced NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();
CREATE TRIGGER note_changed_usage AFTER UPDATE ON highlights REFERENCING OLD TABLE AS replaced NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION note_changed_usage();

-- The locks that the triggers took hold off whoever writes until this is committed.
SET LOCAL ROLE rmirror_system;
INSERT INTO library_usage (user_id, stored_bytes, text_bytes, notebooks, pages)
SELECT id, (SELECT coalesce(sum(size_bytes), 0) FROM blobs WHERE user_id = users.id),
       (SELECT coalesce(sum(bytes_of_notebook(visible_name, tags, authors)), 0) FROM notebooks WHERE user_id = users.id)
       + (SELECT coalesce(sum(bytes_of_page(typed_text, typed_markdown, tags)), 0) FROM pages WHERE user_id = users.id)
       + (SELECT coalesce(sum(bytes_of_highlight(original_text, corrected_text, note, rects)), 0)
          FROM highlights WHERE user_id = users.id),
       (SELECT count(*) FROM notebooks WHERE user_id = users.id),
       (SELECT count(*) FROM pages WHERE user_id = users.id)
FROM users;
RESET ROLE;

-- `limits`: of each tier its figures by name, such as {"free": {"storage": 20000000000, "notebooks": 20000}}. What is
-- not named has no limit.
CREATE FUNCTION limits_of(owner uuid, limits jsonb) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT limits -> coalesce((SELECT tier FROM subscriptions WHERE user_id = owner AND status = 'active'), 'free')
$$;

CREATE FUNCTION library_usage_json(owner uuid, limits jsonb) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'storage', jsonb_build_object('limit', own -> 'storage', 'used', coalesce(stored_bytes + text_bytes, 0)),
        'notebooks', jsonb_build_object('limit', own -> 'notebooks', 'used', coalesce(notebooks, 0)),
        'pages', jsonb_build_object('limit', own -> 'pages', 'used', coalesce(pages, 0)))
    FROM (SELECT limits_of(owner, limits) AS own) AS tier LEFT JOIN library_usage ON user_id = owner
$$;

-- Swept by age.
CREATE INDEX audit_age ON audit (created_at);
