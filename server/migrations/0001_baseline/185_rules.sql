-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a user's rules say of items (docs/decisions/0095). An integration without rules has none of this work: the
-- functions that are called for it return at once.
--
-- A target that takes notebooks is given a notebook as a whole or not at all, so rules decide about the notebook, by
-- everything in it. Of other targets they decide about each item.

CREATE FUNCTION has_rules(owner uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM integrations WHERE user_id = owner AND rules IS NOT NULL);
END
$$;

-- The tags of the folders around a notebook, which it inherits.
CREATE FUNCTION tags_of_folders(owner uuid, folders uuid[]) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(tag), '{}')
    FROM unnest(folders) AS above (uuid)
    CROSS JOIN LATERAL (
        SELECT tags FROM notebooks WHERE user_id = owner AND notebook_uuid = above.uuid AND deleted_at IS NULL
        OFFSET 0) AS folder
    CROSS JOIN LATERAL unnest(folder.tags) AS tag
$$;

CREATE FUNCTION tags_of_pages(owner uuid, notebook uuid) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(tag), '{}')
    FROM pages CROSS JOIN LATERAL unnest(pages.tags) AS tag
    WHERE pages.user_id = owner AND pages.notebook_id = notebook AND pages.deleted_at IS NULL AND pages.tags <> '{}'
$$;

-- Whether a text contains one of the words, in capitals or not. Parts of words count, because not every language
-- separates them.
CREATE FUNCTION has_word(given text, words jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM (SELECT lower(given) AS text OFFSET 0) AS lowered, jsonb_array_elements_text(words) AS word
        WHERE strpos(lowered.text, lower(word)) > 0)
$$;

CREATE FUNCTION notebook_has_word(owner uuid, notebook uuid, words jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1
        FROM (SELECT * FROM pages
              WHERE user_id = owner AND notebook_id = notebook AND (deleted_at IS NULL OR is_held)
              ORDER BY page_uuid OFFSET 0) AS page
        WHERE has_word(text_of(page), words)
            OR EXISTS (
                SELECT 1 FROM highlights AS mark
                WHERE mark.user_id = owner AND mark.page_id = page.id AND (mark.deleted_at IS NULL OR mark.is_held)
                    AND has_word(coalesce(mark.corrected_text, mark.repaired_text, mark.original_text), words)))
$$;

-- The number of the first rule whose conditions all hold, from 1; 0 if none does. A condition without alternatives
-- always holds. `own_text`: NULL for a notebook, whose pages are searched, but only if the other conditions hold.
CREATE FUNCTION first_rule(rules jsonb, owner uuid, notebook uuid, document_type text, is_pinned boolean,
    folders uuid[], tags text[], own_text text) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
DECLARE
    nth integer := 0;
    rule jsonb;
BEGIN
    FOR rule IN SELECT jsonb_array_elements(rules -> 'list') LOOP
        nth := nth + 1;
        CONTINUE WHEN NOT (
            (rule -> 'tags' = '[]' OR rule -> 'tags' ?| tags)
            AND (rule -> 'folders' = '[]' OR rule -> 'folders' ?| folders::text[])
            AND (rule -> 'types' = '[]' OR rule -> 'types' ? document_type)
            AND (rule ->> 'is_pinned' IS NULL OR (rule ->> 'is_pinned')::boolean = is_pinned));
        IF rule -> 'words' = '[]' THEN
            RETURN nth;
        ELSIF own_text IS NULL THEN
            IF notebook_has_word(owner, notebook, rule -> 'words') THEN
                RETURN nth;
            END IF;
        ELSIF has_word(own_text, rule -> 'words') THEN
            RETURN nth;
        END IF;
    END LOOP;
    RETURN 0;
END
$$;

CREATE FUNCTION rule_sends(rules jsonb, rule integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN rule = 0 THEN rules ->> 'otherwise' ELSE rules -> 'list' -> (rule - 1) ->> 'does' END = 'send'
$$;

-- Which rule decides about each of the given items, by their place in the lists; nothing without rules, and for items
-- whose rows are gone.
CREATE FUNCTION ruled_items(owner uuid, rules jsonb, by_notebook boolean, types text[], keys uuid[])
RETURNS TABLE (ruled_nth bigint, deciding_rule integer)
LANGUAGE plpgsql STABLE ROWS 1000 AS $$
DECLARE
    needs_text CONSTANT boolean := NOT by_notebook AND rules @? '$.list[*].words[*]';
BEGIN
    IF rules IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH asked AS MATERIALIZED (
        SELECT given.nth, item.*
        FROM unnest(types, keys) WITH ORDINALITY AS given (item_type, item_key, nth)
        CROSS JOIN LATERAL (
            SELECT given.item_key, NULL::text[], '' WHERE given.item_type IN ('notebook', 'notebook_metadata')
            UNION ALL
            SELECT page.notebook_id, page.tags, CASE WHEN needs_text THEN text_of(page) ELSE '' END
            FROM (SELECT * FROM pages WHERE user_id = (SELECT owner) AND id = given.item_key OFFSET 0) AS page
            WHERE given.item_type = 'page_text'
            UNION ALL
            SELECT page.notebook_id, page.tags, todo.text
            FROM (SELECT * FROM todos WHERE user_id = (SELECT owner) AND id = given.item_key OFFSET 0) AS todo
            CROSS JOIN LATERAL (
                SELECT * FROM pages WHERE user_id = (SELECT owner) AND id = todo.page_id OFFSET 0) AS page
            WHERE given.item_type = 'todo'
            UNION ALL
            SELECT page.notebook_id, page.tags, coalesce(mark.corrected_text, mark.repaired_text, mark.original_text)
            FROM (SELECT * FROM highlights WHERE user_id = (SELECT owner) AND id = given.item_key OFFSET 0) AS mark
            CROSS JOIN LATERAL (
                SELECT * FROM pages WHERE user_id = (SELECT owner) AND id = mark.page_id OFFSET 0) AS page
            WHERE given.item_type = 'highlight') AS item (notebook_id, page_tags, own_text)),
    book AS MATERIALIZED (
        SELECT notebook.id, notebook.document_type, notebook.is_pinned, notebook.folders,
               notebook.tags || tags_of_folders(owner, notebook.folders)
                   || CASE WHEN by_notebook THEN tags_of_pages(owner, notebook.id) ELSE '{}' END AS tags
        FROM (SELECT DISTINCT asked.notebook_id FROM asked) AS each
        CROSS JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = (SELECT owner) AND id = each.notebook_id OFFSET 0) AS notebook),
    decided AS MATERIALIZED (
        SELECT book.id,
               first_rule(rules, owner, book.id, book.document_type, book.is_pinned, book.folders, book.tags, NULL)
                   AS rule
        FROM book WHERE by_notebook)
    SELECT asked.nth, coalesce(decided.rule, first_rule(rules, owner, book.id, book.document_type, book.is_pinned,
                                                        book.folders, book.tags || asked.page_tags, asked.own_text))
    FROM asked JOIN book ON book.id = asked.notebook_id LEFT JOIN decided ON decided.id = asked.notebook_id;
END
$$;

-- Whether an item of this type is brought to its place by itself. A notebook takes everything in it along.
CREATE FUNCTION is_placed(item_type text, by_notebook boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT item_type = 'notebook' OR NOT by_notebook
$$;

-- items_now() as the rules would have it. What they leave out has no content; `stays` then says whether what was
-- delivered of it stays at the target as it is. `rule`: the rule that decides, 0 if none matches, NULL without rules.
-- `place`: the value of the target's field for places; NULL for the one of the settings.
CREATE FUNCTION items_to_send(owner uuid, choice jsonb, rules jsonb, by_notebook boolean, extras text[], types text[],
    keys uuid[])
RETURNS TABLE (nth bigint, item_type text, item_key uuid, notebook_id uuid, notebook_uuid uuid, page_id uuid,
    page_uuid uuid, is_kept boolean, in_flux boolean, content jsonb, rule integer, stays boolean, place text)
LANGUAGE sql STABLE AS $$
    SELECT item.nth, item.item_type, item.item_key, item.notebook_id, item.notebook_uuid, item.page_id, item.page_uuid,
           item.is_kept AND NOT (by_notebook AND ruled.is_left_out), item.in_flux,
           CASE WHEN NOT ruled.is_left_out THEN item.content END,
           CASE WHEN item.content IS NOT NULL THEN ruled.deciding_rule END,
           ruled.is_left_out AND item.content IS NOT NULL AND rules ->> 'leave' = 'keep',
           CASE WHEN ruled.deciding_rule > 0 THEN rules -> 'list' -> (ruled.deciding_rule - 1) ->> 'place' END
    FROM items_now(owner, choice, extras, types, keys) AS item
    LEFT JOIN ruled_items(owner, rules, by_notebook, types, keys) AS found ON found.ruled_nth = item.nth
    CROSS JOIN LATERAL (
        SELECT found.deciding_rule,
               found.deciding_rule IS NOT NULL AND NOT rule_sends(rules, found.deciding_rule) AS is_left_out) AS ruled
$$;

-- What else has to be compared when these items have changed: the notebooks of highlights, in which rules look for
-- words, and everything in notebooks that an integration is to get from now on. Of such a notebook only what made a rule
-- match has changed, such as the tag of one page, and the target has nothing, or what it has was left as it was.
CREATE FUNCTION items_affected_by_rules(integration integrations, accepted text[], types text[], keys uuid[])
RETURNS TABLE (match_type text, match_key uuid)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    has_parts CONSTANT boolean := 'notebook' = ANY (accepted) AND cardinality(accepted) > 1;
    notebooks uuid[];
BEGIN
    IF integration.rules IS NULL OR integration.removing_at IS NOT NULL OR NOT has_parts THEN
        RETURN;
    END IF;
    notebooks := array(
        SELECT given.item_key FROM unnest(types, keys) AS given (item_type, item_key)
        WHERE given.item_type = 'notebook'
        UNION
        SELECT page.notebook_id
        FROM unnest(types, keys) AS given (item_type, item_key)
        CROSS JOIN LATERAL (
            SELECT page_id FROM highlights WHERE user_id = integration.user_id AND id = given.item_key OFFSET 0) AS mark
        CROSS JOIN LATERAL (
            SELECT notebook_id FROM pages WHERE user_id = integration.user_id AND id = mark.page_id OFFSET 0) AS page
        WHERE given.item_type = 'highlight' AND integration.rules @? '$.list[*].words[*]');
    RETURN QUERY
    WITH book AS MATERIALIZED (
        SELECT notebooks[ruled.ruled_nth] AS id
        FROM ruled_items(integration.user_id, integration.rules, true,
                         array(SELECT 'notebook' FROM unnest(notebooks)), notebooks) AS ruled
        WHERE rule_sends(integration.rules, ruled.deciding_rule)
            AND NOT EXISTS (
                SELECT 1 FROM sync_records AS record
                WHERE record.user_id = integration.user_id AND record.item_key = notebooks[ruled.ruled_nth]
                    AND record.target_name = integration.target_name AND record.item_type = 'notebook'
                    AND record.deleted_at IS NULL AND record.content_hash <> 'again')),
    on_page AS MATERIALIZED (
        SELECT page.id FROM book
        CROSS JOIN LATERAL (
            SELECT pages.id FROM pages WHERE pages.user_id = integration.user_id AND pages.notebook_id = book.id
            ORDER BY page_uuid OFFSET 0) AS page)
    SELECT 'notebook', each FROM unnest(notebooks) AS each
    UNION ALL SELECT 'notebook_metadata', book.id FROM book
    UNION ALL SELECT 'page_text', on_page.id FROM on_page
    UNION ALL SELECT 'todo', todo.id FROM on_page
        CROSS JOIN LATERAL (
            SELECT todos.id FROM todos WHERE todos.user_id = integration.user_id AND todos.page_id = on_page.id
            ORDER BY source, ordinal OFFSET 0) AS todo
    UNION ALL SELECT 'highlight', mark.id FROM on_page
        CROSS JOIN LATERAL (
            SELECT highlights.id FROM highlights
            WHERE highlights.user_id = integration.user_id AND highlights.page_id = on_page.id
            ORDER BY ordinal OFFSET 0) AS mark;
END
$$;

-- A folder's tags are tags of everything in it. Other changes of folders are noted by note_items().
CREATE FUNCTION note_tags_of_folder() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF has_rules(NEW.user_id) THEN
        UPDATE notebooks SET items_change = 0
        WHERE user_id = (SELECT NEW.user_id) AND NEW.notebook_uuid = ANY (folders) AND deleted_at IS NULL
            AND id <> NEW.id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_tags_of_folder AFTER UPDATE ON notebooks
    FOR EACH ROW WHEN (NEW.document_type = 'folder' AND OLD.tags IS DISTINCT FROM NEW.tags)
    EXECUTE FUNCTION note_tags_of_folder();
