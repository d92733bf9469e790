// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/manifest/write_highlights.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

// Highlights of equal text on a page are paired in their order. Of what is left on both sides (`strange` and
// `missing`), those at similar positions in the page's order are compared: by the area that they share, or by
// their ordinals if one has no position. Two are the same if neither shares more with another. One of
// `strange` that is still left may have been deleted before.
// Joins are FULL JOINs, in CTEs of their own: these don't compare each row with each, however few rows
// PostgreSQL expects.
//
// Pen marks and highlights of text are compared apart. Hidden pen marks are known although they count as
// deleted: what is given for one stays hidden. Those of pages whose print the device can't read aren't looked
// at.
//
// A repaired text stays as long as the highlight's own text does, unless a device is surer of another:
// devices without the PDF or EPUB send none (docs/decisions/0103).
constexpr db::Statement kWriteHighlights = R"sql(
    WITH chosen AS MATERIALIZED (
        SELECT pen_marks, pen_marks_on, pen_marks_off FROM sync_selections WHERE user_id = $1),
    unread AS MATERIALIZED (
        SELECT page.id
        FROM unnest($17::uuid[], $18::uuid[]) AS given (notebook_uuid, page_uuid)
        CROSS JOIN LATERAL (
            SELECT id FROM notebooks WHERE user_id = (SELECT $1::uuid) AND notebook_uuid = given.notebook_uuid
            OFFSET 0) AS notebook
        CROSS JOIN LATERAL (
            SELECT id FROM pages
            WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND page_uuid = given.page_uuid
            OFFSET 0) AS page),
    given AS (
        SELECT page.id AS page_id, ordinal, original_text, color, rects::jsonb AS rects, given.text_hash,
               mark, coalesce(sentence, '') AS sentence, coalesce(heading, '') AS heading, mark IS NOT NULL AS is_mark,
               CASE WHEN mark IS NOT NULL
                         AND NOT coalesce((SELECT CASE WHEN given.notebook_uuid = ANY (pen_marks_on) THEN true
                                                       WHEN given.notebook_uuid = ANY (pen_marks_off) THEN false
                                                       ELSE pen_marks END
                                           FROM chosen), true)
                    THEN 'off' END AS hidden,
               repaired_text, confidence,
               row_number() OVER (PARTITION BY page.id, mark IS NOT NULL, given.text_hash ORDER BY ordinal) AS nth
        FROM unnest($2::uuid[], $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[],
                    $12::text[], $13::text[], $14::text[], $15::text[], $16::real[])
            AS given (notebook_uuid, page_uuid, ordinal, original_text, color, rects, text_hash, mark, sentence, heading,
                      repaired_text, confidence)
        CROSS JOIN LATERAL (
            SELECT id FROM notebooks WHERE user_id = (SELECT $1::uuid) AND notebook_uuid = given.notebook_uuid
            OFFSET 0) AS notebook
        CROSS JOIN LATERAL (
            SELECT id FROM pages
            WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND page_uuid = given.page_uuid
            OFFSET 0) AS page
        WHERE given.notebook_uuid = ANY ($9::uuid[]) OR page.id = ANY ($11::uuid[])),
    looked_at AS (
        SELECT page.id
        FROM unnest($9::uuid[]) AS whole (notebook_uuid)
        CROSS JOIN LATERAL (
            SELECT id FROM notebooks WHERE user_id = (SELECT $1::uuid) AND notebook_uuid = whole.notebook_uuid
            OFFSET 0) AS notebook
        CROSS JOIN LATERAL (
            SELECT id FROM pages WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id
            ORDER BY page_uuid OFFSET 0) AS page
        WHERE EXISTS (SELECT 1 FROM highlights WHERE user_id = (SELECT $1::uuid))
        UNION SELECT unnest($10::uuid[])),
    known AS (
        SELECT highlight.id, page_id, ordinal, color, rects, highlight.text_hash, mark, sentence, heading, hidden,
               repaired_text, confidence, mark IS NOT NULL AS is_mark,
               row_number() OVER (PARTITION BY page_id, mark IS NOT NULL, highlight.text_hash
                                  ORDER BY ordinal, highlight.id) AS nth
        FROM looked_at
        CROSS JOIN LATERAL (
            SELECT * FROM highlights
            WHERE user_id = (SELECT $1::uuid) AND page_id = looked_at.id
                AND (deleted_at IS NULL OR hidden IS NOT NULL)
            ORDER BY ordinal OFFSET 0)
            AS highlight
        WHERE mark IS NULL OR (looked_at.id IN (SELECT id FROM unread)) IS NOT TRUE),
    paired AS MATERIALIZED (
        SELECT known.id, page_id, is_mark, text_hash, given.ordinal, original_text, given.color, given.rects,
               given.mark, given.sentence, given.heading, given.hidden, given.repaired_text, given.confidence,
               known.ordinal AS old_ordinal, known.rects AS old_rects, known.hidden AS old_hidden,
               (known.ordinal, known.color, known.rects, known.mark, known.sentence, known.heading)
                   IS DISTINCT FROM (given.ordinal, given.color, given.rects, given.mark, given.sentence, given.heading)
               OR (known.hidden IS DISTINCT FROM given.hidden AND known.hidden IS DISTINCT FROM 'rejected')
               OR given.confidence > coalesce(known.confidence, -1) AS has_changed
        FROM given FULL JOIN known USING (page_id, is_mark, text_hash, nth)),
    strange AS (SELECT * FROM paired WHERE id IS NULL),
    missing AS (SELECT * FROM paired WHERE ordinal IS NULL),
    unpaired AS (
        SELECT page_id, is_mark, array_agg(ordinal ORDER BY ordinal) FILTER (WHERE id IS NULL) AS ordinals,
               array_agg(place ORDER BY ordinal) FILTER (WHERE id IS NULL) AS places,
               array_agg(id ORDER BY old_ordinal, id) FILTER (WHERE ordinal IS NULL) AS old_ids,
               array_agg(old_ordinal ORDER BY old_ordinal, id) FILTER (WHERE ordinal IS NULL) AS old_ordinals,
               array_agg(place ORDER BY old_ordinal, id) FILTER (WHERE ordinal IS NULL) AS old_places
        FROM (SELECT * FROM strange UNION ALL SELECT * FROM missing) AS each
        CROSS JOIN LATERAL (
            SELECT box(point(min(x), min(y)), point(max(x + width), max(y + height)))
            FROM jsonb_to_recordset(coalesce(rects, old_rects))
                AS rect (x float8, y float8, width float8, height float8)) AS bounds (place)
        GROUP BY page_id, is_mark HAVING bool_or(id IS NULL) AND bool_or(ordinal IS NULL)),
    near AS MATERIALIZED (
        SELECT page_id, ordinals[new] AS ordinal, old_ids[old] AS id, shared, new, old
        FROM unpaired
        CROSS JOIN generate_subscripts(ordinals, 1) AS new
        CROSS JOIN generate_series(greatest(new - 10, 1), least(new + 10, cardinality(old_ids))) AS old
        CROSS JOIN LATERAL (
            SELECT CASE WHEN places[new] IS NULL OR old_places[old] IS NULL
                        THEN (ordinals[new] = old_ordinals[old])::integer
                        ELSE area(places[new] # old_places[old]) END) AS page (shared)
        WHERE shared > 0),
    moved AS (
        SELECT page_id, ordinal, id
        FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY shared DESC, abs(new - old), new) AS nth_new,
                     row_number() OVER (PARTITION BY page_id, ordinal
                                        ORDER BY shared DESC, abs(new - old), old) AS nth_old
              FROM near) AS ranked
        WHERE nth_new = 1 AND nth_old = 1),
    moved_or_not AS MATERIALIZED (
        SELECT page_id, ordinal, is_mark, text_hash, original_text, color, rects, mark, sentence, heading, hidden,
               repaired_text, confidence, moved.id
        FROM strange FULL JOIN moved USING (page_id, ordinal)),
    fresh AS (
        SELECT *, row_number() OVER (PARTITION BY page_id, is_mark, text_hash ORDER BY ordinal) AS nth
        FROM moved_or_not WHERE id IS NULL),
    gone AS (
        SELECT highlight.id, page_id, highlight.mark IS NOT NULL AS is_mark, text_hash,
               row_number() OVER (PARTITION BY page_id, highlight.mark IS NOT NULL, text_hash
                                  ORDER BY deleted_at DESC, ordinal, highlight.id) AS nth
        FROM (SELECT DISTINCT page_id AS id FROM fresh) AS page
        CROSS JOIN LATERAL (SELECT * FROM highlights WHERE user_id = (SELECT $1::uuid) AND page_id = page.id OFFSET 0) AS highlight
        WHERE deleted_at IS NOT NULL AND highlight.hidden IS NULL),
    back_or_new AS MATERIALIZED (
        SELECT page_id, ordinal, text_hash, original_text, color, rects, mark, sentence, heading, hidden,
               repaired_text, confidence, gone.id
        FROM fresh FULL JOIN gone USING (page_id, is_mark, text_hash, nth)),
    inserted AS (
        INSERT INTO highlights (user_id, page_id, ordinal, original_text, color, rects, text_hash, mark, sentence,
                                heading, hidden, deleted_at, repaired_text, confidence)
        SELECT $1, page_id, ordinal, original_text, color, rects, text_hash, mark, sentence, heading, hidden,
               CASE WHEN hidden IS NOT NULL THEN now() END, repaired_text, confidence
        FROM back_or_new WHERE id IS NULL
        RETURNING id),
    updated AS (
        UPDATE highlights AS highlight
        SET ordinal = now.ordinal, color = now.color, rects = now.rects, mark = now.mark, sentence = now.sentence,
            heading = now.heading, original_text = now.original_text, text_hash = now.text_hash,
            hidden = CASE WHEN highlight.hidden = 'rejected' THEN 'rejected' ELSE now.hidden END,
            deleted_at = CASE WHEN highlight.hidden = 'rejected' OR now.hidden IS NOT NULL
                              THEN coalesce(highlight.deleted_at, (SELECT now())) END,
            corrected_text = CASE WHEN highlight.text_hash = now.text_hash THEN highlight.corrected_text END,
            repaired_text = CASE WHEN highlight.text_hash <> now.text_hash
                                      OR now.confidence > coalesce(highlight.confidence, -1)
                                 THEN now.repaired_text ELSE highlight.repaired_text END,
            confidence = CASE WHEN highlight.text_hash <> now.text_hash
                                   OR now.confidence > coalesce(highlight.confidence, -1)
                              THEN now.confidence ELSE highlight.confidence END
        FROM (SELECT id, ordinal, text_hash, original_text, color, rects, mark, sentence, heading, hidden, repaired_text,
                     confidence
              FROM paired WHERE id IS NOT NULL AND ordinal IS NOT NULL AND has_changed
              UNION ALL
              SELECT id, ordinal, text_hash, original_text, color, rects, mark, sentence, heading, hidden, repaired_text,
                     confidence
              FROM moved_or_not WHERE id IS NOT NULL
              UNION ALL
              SELECT id, ordinal, text_hash, original_text, color, rects, mark, sentence, heading, hidden, repaired_text,
                     confidence
              FROM back_or_new
              WHERE id IS NOT NULL AND ordinal IS NOT NULL) AS now
        WHERE highlight.user_id = (SELECT $1::uuid) AND highlight.id = now.id
        RETURNING highlight.id),
    deleted AS (
        UPDATE highlights AS highlight SET deleted_at = coalesce(deleted_at, (SELECT now())), hidden = NULL
        FROM (SELECT id FROM missing WHERE old_hidden IS DISTINCT FROM 'rejected' EXCEPT SELECT id FROM moved) AS gone
        WHERE highlight.user_id = (SELECT $1::uuid) AND highlight.id = gone.id
        RETURNING highlight.id)
    SELECT (SELECT count(*) FROM inserted) + (SELECT count(*) FROM updated), (SELECT count(*) FROM deleted))sql";

}  // namespace

WrittenHighlights write_highlights(LibraryWork& work, Manifest const& manifest, HighlightScope const& scope,
                                   Plans plans)
{
    auto const& highlights = manifest.highlights;
    auto const& unread = manifest.unread_print;
    auto const row = [&](auto const&... values) {
        return plans == Plans::for_any_values ? kWriteHighlights.row(*work, values...)
                                              : kWriteHighlights.row_planned_anew(*work, values...);
    };
    auto const counts =
        row(work.user_id(), highlights.notebook_uuid.str(), highlights.page_uuid.str(),
            highlights.ordinal.str(), highlights.original_text.str(), highlights.color.str(),
            highlights.rects.str(), highlights.text_hash.str(), scope.notebook_uuids, scope.deleted_pages,
            scope.added_pages, highlights.mark.str(), highlights.sentence.str(), highlights.heading.str(),
            highlights.repaired_text.str(), highlights.confidence.str(), unread.notebook_uuid.str(),
            unread.page_uuid.str());
    return {counts[0].as<int>(), counts[1].as<int>()};
}

}  // namespace rmirror::library
