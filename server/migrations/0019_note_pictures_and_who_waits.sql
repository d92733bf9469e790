-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The same pictures are read once, also where typed text or highlights make the look another one; and what a user is
-- told of quota.

-- The pictures of a look, all together. It outlives their rows in page_images, which go with the next look, because
-- what was read of a page (pages.ocr_hash) may be what its next look says as well.
CREATE TABLE page_pictures (
    user_id uuid NOT NULL,
    page_id uuid NOT NULL,
    ink_hash text NOT NULL CHECK (length(ink_hash) BETWEEN 1 AND 100),
    pictures text NOT NULL CHECK (pictures ~ '^[0-9a-f]{64}$'),  -- SHA-256 of the hashes of its parts, in their order.
    tops double precision[] NOT NULL,  -- Where the parts lie on the page, in page units.
    heights double precision[] NOT NULL,
    PRIMARY KEY (page_id, ink_hash),
    FOREIGN KEY (user_id, page_id) REFERENCES pages (user_id, id) ON DELETE CASCADE
);
CREATE INDEX page_pictures_same ON page_pictures (user_id, pictures);
SELECT guard_tenant_table('page_pictures');

-- Nothing unless all parts are there.
CREATE FUNCTION pictures_of(owner uuid, page uuid, look text)
RETURNS TABLE (pictures text, tops double precision[], heights double precision[])
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(string_agg(blob.sha256, ' ' ORDER BY image.part), 'UTF8')), 'hex'),
           array_agg(image.crop_top ORDER BY image.part), array_agg(image.crop_height ORDER BY image.part)
    FROM page_images AS image JOIN blobs AS blob ON blob.id = image.blob_id
    WHERE image.user_id = owner AND image.page_id = page AND image.ink_hash = look
    HAVING count(*) = max(image.part_count)
$$;

INSERT INTO page_pictures (user_id, page_id, ink_hash, pictures, tops, heights)
SELECT look.user_id, look.page_id, look.ink_hash, known.pictures, known.tops, known.heights
FROM (SELECT DISTINCT user_id, page_id, ink_hash FROM page_images) AS look,
     pictures_of(look.user_id, look.page_id, look.ink_hash) AS known;

-- Looks whose pictures are those of this one, part for part, and how much lower they lie on this page: all parts by the
-- same.
CREATE FUNCTION same_pictures(owner uuid, page uuid, look text)
RETURNS TABLE (page_id uuid, ink_hash text, moved double precision)
LANGUAGE sql STABLE AS $$
    SELECT other.page_id, other.ink_hash, mine.tops[1] - other.tops[1]
    FROM page_pictures AS mine
    JOIN page_pictures AS other ON other.user_id = owner AND other.pictures = mine.pictures
    WHERE mine.user_id = owner AND mine.page_id = page AND mine.ink_hash = look
        AND NOT EXISTS (
            SELECT FROM unnest(mine.tops, mine.heights, other.tops, other.heights)
                AS part (top, height, other_top, other_height)
            WHERE abs((top - mine.tops[1]) - (other_top - other.tops[1])) > 0.5
                OR abs(height - other_height) > 0.5)
$$;

-- Tells the user once a period that nine tenths are charged; what is only promised may come back.
CREATE OR REPLACE FUNCTION note_quota(usage quota_usage) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF usage.used = 0 OR usage.quota_limit IS NULL OR 10 * usage.used < 9 * usage.quota_limit THEN
        RETURN;
    END IF;
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES (usage.user_id, 'quota_near_limit',
            usage.quota_type || ' ' || to_char(usage.period_start AT TIME ZONE 'UTC', 'YYYY-MM-DD')
                || ' of ' || usage.quota_limit,
            jsonb_build_object('limit', usage.quota_limit, 'used', usage.used, 'reserved', usage.reserved,
                               'reset_at', usage.reset_at))
    ON CONFLICT DO NOTHING;
END
$$;

-- Tells the user that a page has to wait, where none waited before or none in this period. It is told again when units
-- came back, all who waited were read, and then none was left once more.
CREATE FUNCTION note_waiting(usage quota_usage) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF usage.notified_percent = 100
        AND EXISTS (SELECT FROM pages
                    WHERE user_id = usage.user_id AND ocr_status = 'pending_quota' AND deleted_at IS NULL) THEN
        RETURN;
    END IF;
    UPDATE quota_usage SET notified_percent = 100 WHERE id = usage.id;
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES (usage.user_id, 'quota_exhausted',
            usage.quota_type || ' ' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
            jsonb_build_object('limit', usage.quota_limit, 'used', usage.used, 'reserved', usage.reserved,
                               'reset_at', usage.reset_at))
    ON CONFLICT DO NOTHING;
END
$$;

-- As before, but for what the user is told.
CREATE OR REPLACE FUNCTION reserve_quota(owner uuid, kind text, free_limit integer, page uuid, lifetime interval) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    usage quota_usage := open_quota(owner, kind, free_limit);
BEGIN
    UPDATE quota_reservations SET expires_at = now() + lifetime
    WHERE user_id = owner AND quota_type = kind AND page_id = page;
    IF FOUND THEN
        RETURN true;
    END IF;
    IF quota_left(usage) = 0 THEN
        PERFORM note_waiting(usage);
        RETURN false;
    END IF;
    INSERT INTO quota_reservations (user_id, quota_type, page_id, expires_at)
    VALUES (owner, kind, page, now() + lifetime);
    UPDATE quota_usage SET reserved = reserved + 1, updated_at = now() WHERE id = usage.id;
    RETURN true;
END
$$;
