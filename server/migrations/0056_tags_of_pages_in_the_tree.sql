-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The tree tells what the pages of a notebook are tagged with, so that a library is filtered by it.

-- Most pages have no tags: those of a whole library are found without looking at the others.
CREATE INDEX pages_tagged ON pages (notebook_id) WHERE deleted_at IS NULL AND tags <> '{}';

-- The first by their letters: no person filters by more.
CREATE FUNCTION page_tags_json(of_notebook uuid) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_agg(tag), '[]')
    FROM (SELECT DISTINCT tag FROM pages, unnest(tags) AS tag
          WHERE notebook_id = of_notebook AND deleted_at IS NULL AND tags <> '{}'
          ORDER BY tag LIMIT 200) AS first_of_all
$$;

DROP TRIGGER note_changed_in_tree ON pages;
CREATE TRIGGER note_changed_in_tree AFTER UPDATE ON pages FOR EACH ROW
    WHEN ((OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.deleted_at IS NULL)
          OR (NEW.deleted_at IS NULL
              AND (OLD.notebook_id <> NEW.notebook_id
                   OR OLD.tags <> NEW.tags
                   OR progress_of(OLD.ocr_status) <> progress_of(NEW.ocr_status))))
    EXECUTE FUNCTION note_tree();
