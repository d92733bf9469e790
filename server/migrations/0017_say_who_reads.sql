-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Whether pages can be read is one fact of the installation, as its workers last said; asking for quota writes nothing.

CREATE TABLE reading_state (
    is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
    has_reader boolean NOT NULL,
    paused_because text CHECK (length(paused_because) BETWEEN 1 AND 1000),  -- NULL: pages are read.
    said_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON reading_state TO rmirror_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON reading_state TO rmirror_system;

-- Until a worker has said so there is nobody.
CREATE FUNCTION has_reader() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce((SELECT has_reader FROM reading_state), false)
$$;

-- The quota as open_quota() would leave it at this moment. Writes and locks nothing.
CREATE OR REPLACE FUNCTION read_quota(owner uuid, kind text, free_limit integer) RETURNS quota_usage
LANGUAGE plpgsql STABLE AS $$
DECLARE
    usage quota_usage;
    anchor timestamptz;
    months integer;
BEGIN
    SELECT * INTO usage FROM quota_usage WHERE user_id = owner AND quota_type = kind;
    IF NOT FOUND OR usage.reset_at <= now() THEN
        SELECT coalesce(subscription.anchor_at, users.created_at) INTO STRICT anchor
        FROM users LEFT JOIN subscriptions AS subscription ON subscription.user_id = users.id WHERE users.id = owner;
        months := anniversaries_passed(anchor, now());
        usage.user_id := owner;
        usage.quota_type := kind;
        usage.used := 0;
        usage.notified_percent := 0;
        usage.period_start := anniversary(anchor, months);
        usage.reset_at := anniversary(anchor, months + 1);
    END IF;
    usage.quota_limit := quota_limit_of(owner, free_limit);
    usage.reserved := (SELECT count(*) FROM quota_reservations
                       WHERE user_id = owner AND quota_type = kind AND expires_at > now());
    RETURN usage;
END
$$;

-- A page that waits says why nothing is read at this moment, whatever happened to it before.
CREATE OR REPLACE FUNCTION page_json(page pages, notebook_uuid uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', page.id, 'notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid,
        'page_number', page.page_number, 'ink_hash', page.ink_hash,
        'has_image', page.image_hash IS NOT NULL,
        'is_image_current', page.image_hash IS NOT NULL AND page.image_hash = page.ink_hash,
        'ocr_status', page.ocr_status,
        'ocr_error', CASE WHEN page.ocr_status = 'pending'
                          THEN coalesce((SELECT paused_because FROM reading_state), page.ocr_error)
                          ELSE page.ocr_error END,
        'ocr_language', page.ocr_language,
        'ocr_confidence', page.ocr_confidence, 'text_hash', page.text_hash, 'tags', to_jsonb(page.tags),
        'created_at', page.created_at, 'updated_at', page.updated_at)
$$;

-- Pages whose reading their owner had cancelled looked as if nothing were written on them.
SET LOCAL ROLE rmirror_system;
UPDATE pages AS page SET ocr_status = 'failed', ocr_error = 'Its reading was cancelled.'
WHERE ocr_status = 'skipped' AND deleted_at IS NULL AND image_hash = ink_hash
    AND EXISTS (SELECT FROM sync_queue AS item
                WHERE item.user_id = page.user_id AND item.item_key = page.id AND item.target_name = 'ocr'
                    AND item.status = 'cancelled' AND item.content_hash = page.image_hash);
RESET ROLE;
