-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A page may wait for quota while an older picture of it is still being read: it is read once more afterwards, as when
-- the picture had found quota at once. All else is as it was.
CREATE OR REPLACE FUNCTION release_deferred(owner uuid, kind text, free_limit integer, lifetime interval) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage;
    chosen uuid[];
    promised integer;
BEGIN
    PERFORM lock_library(owner);
    usage := open_quota(owner, kind, free_limit);
    SELECT array_agg(id ORDER BY image_at DESC, id) INTO chosen
    FROM (SELECT id, image_at FROM pages
          WHERE user_id = owner AND ocr_status = 'pending_quota' AND deleted_at IS NULL
          ORDER BY image_at DESC, id
          LIMIT CASE WHEN lifetime IS NULL THEN NULL ELSE quota_left(usage) END) AS newest;
    IF chosen IS NULL THEN
        RETURN 0;
    END IF;
    IF lifetime IS NOT NULL THEN
        INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at)
        SELECT owner, kind, page, now() + lifetime FROM unnest(chosen) AS page ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS promised = ROW_COUNT;
        UPDATE quota_usage SET reserved = reserved + promised, updated_at = now()
        WHERE id = usage.id RETURNING * INTO usage;
        PERFORM note_quota(usage);
    END IF;
    UPDATE pages SET ocr_status = 'pending' WHERE id = ANY (chosen);
    -- What is equally urgent runs in the order of run_after.
    INSERT INTO sync_queue AS known (user_id, target_name, item_type, item_key, content_hash, trigger_source, run_after)
    SELECT owner, 'ocr', 'ocr_page', page.id, page.image_hash, 'scheduled', now() + nth * interval '1 microsecond'
    FROM unnest(chosen) WITH ORDINALITY AS place (id, nth) JOIN pages AS page USING (id)
    ON CONFLICT (user_id, target_name, item_type, item_key) WHERE status IN ('pending', 'processing', 'retry')
    DO UPDATE SET content_hash = excluded.content_hash, is_outdated = known.status = 'processing';
    RETURN cardinality(chosen);
END
$$;
