// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/manifest/write_manifest.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/documents/page_text.hpp"
#include "library/images/display_image.hpp"
#include "library/images/room_check.hpp"
#include "library/manifest/removal_warnings.hpp"
#include "library/manifest/selection.hpp"
#include "library/manifest/typed_tasks.hpp"
#include "library/manifest/write_highlights.hpp"
#include "library/work.hpp"
#include "queue/enqueue.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

// The newer state of each notebook wins. A stored time in the future means that a tablet's clock was ahead:
// it blocks nothing, or every later change would be blocked. A repeat that isn't newer adds pages that were
// never known, and nothing to a notebook that was deleted. A notebook that a user deleted here isn't brought
// back. What is excluded from sync is left alone, and so are notes, which aren't the device's.
constexpr db::Statement kCompareAges = R"sql(
    WITH given AS (
        SELECT * FROM unnest($2::uuid[], $3::timestamptz[], $4::boolean[])
            AS given (notebook_uuid, last_modified, is_repeat)
        WHERE notebook_uuid <> ALL ($5::uuid[])),
    compared AS (
        SELECT given.notebook_uuid, known.deleted_at IS NOT NULL AS is_deleted,
               coalesce(given.last_modified < known.last_modified
                        AND known.last_modified <= now() + interval '5 minutes', false) AS is_older,
               known.id IS NOT NULL AND is_repeat
                   AND NOT coalesce(given.last_modified > known.last_modified, false) AS is_repeated,
               coalesce(is_deleted_here, false) AS is_deleted_here,
               coalesce(known.document_type = 'notes', false) AS is_note
        FROM given
        LEFT JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = (SELECT $1::uuid) AND notebook_uuid = given.notebook_uuid
            OFFSET 0) AS known ON true),
    sorted AS (
        SELECT notebook_uuid, is_older AND NOT is_deleted_here AND NOT is_note AS is_older,
               is_older OR is_deleted OR is_note AS is_untouched, is_deleted_here
        FROM compared WHERE is_older OR is_repeated OR is_deleted_here OR is_note)
    SELECT (SELECT coalesce(array_agg(notebook_uuid), '{}') FROM compared
            WHERE NOT (is_older OR is_repeated OR is_deleted_here OR is_note)),
           coalesce(array_agg(notebook_uuid) FILTER (WHERE is_older), '{}'),
           coalesce(array_agg(notebook_uuid) FILTER (WHERE is_untouched), '{}') || $5::uuid[],
           coalesce(array_agg(notebook_uuid) FILTER (WHERE NOT is_untouched), '{}'),
           coalesce(array_agg(notebook_uuid) FILTER (WHERE is_deleted_here), '{}')
    FROM sorted)sql";

// Rows are compared before they are written: an UPDATE that changes nothing would still write a row, wake
// clients that wait for changes, and make every device reload it.
//
// What is read comes before what is written: Citus runs the parts of a statement one after the other.
constexpr db::Statement kWriteNotebooks = R"sql(
    WITH given AS MATERIALIZED (
        SELECT given.notebook_uuid, given.document_type, given.visible_name, given.parent_uuid, given.is_trashed,
               given.is_pinned, given.orientation, given.tags::text[] AS tags, given.authors::text[] AS authors,
               given.last_modified, given.last_opened, given.title, known.id,
               (known.document_type, known.visible_name, known.parent_uuid, known.is_trashed, known.is_pinned,
                known.orientation, known.tags, known.authors, known.last_modified, known.last_opened,
                known.title, known.deleted_at)
               IS DISTINCT FROM
               (given.document_type, given.visible_name, given.parent_uuid, given.is_trashed, given.is_pinned,
                given.orientation, given.tags::text[], given.authors::text[], given.last_modified, given.last_opened,
                given.title, NULL::timestamptz) AS has_changed
        FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::boolean[], $7::boolean[], $8::text[],
                    $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[], $17::text[])
            AS given (notebook_uuid, document_type, visible_name, parent_uuid, is_trashed, is_pinned, orientation,
                      tags, authors, last_modified, last_opened, title)
        LEFT JOIN LATERAL (
            SELECT * FROM notebooks WHERE user_id = (SELECT $1::uuid) AND notebook_uuid = given.notebook_uuid
            OFFSET 0) AS known ON true),
    gone AS MATERIALIZED (
        SELECT known.id
        FROM unnest($13::uuid[]) AS given (notebook_uuid)
        CROSS JOIN LATERAL (
            SELECT id FROM notebooks
            WHERE user_id = (SELECT $1::uuid) AND notebook_uuid = given.notebook_uuid AND deleted_at IS NULL
                AND document_type <> 'notes'
            OFFSET 0) AS known
        UNION
        (SELECT id FROM notebooks
         WHERE $14 AND user_id = (SELECT $1::uuid) AND deleted_at IS NULL AND document_type <> 'notes'
             AND notebook_uuid <> ALL ($15::uuid[])
         EXCEPT SELECT id FROM given)),
    inserted AS (
        INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, parent_uuid, is_trashed,
                               is_pinned, orientation, tags, authors, last_modified, last_opened, title)
        SELECT $1, notebook_uuid, document_type, visible_name, parent_uuid, is_trashed, is_pinned, orientation, tags,
               authors, last_modified, last_opened, title
        FROM given WHERE id IS NULL AND notebook_uuid <> ALL ($15::uuid[])
        RETURNING id),
    changed AS MATERIALIZED (
        SELECT * FROM given
        WHERE id IS NOT NULL AND has_changed
            AND notebook_uuid <> ALL ($15::uuid[]) AND notebook_uuid <> ALL ($16::uuid[])),
    updated AS (
        UPDATE notebooks AS known
        SET document_type = changed.document_type, visible_name = changed.visible_name,
            parent_uuid = changed.parent_uuid, is_trashed = changed.is_trashed, is_pinned = changed.is_pinned,
            orientation = changed.orientation, tags = changed.tags, authors = changed.authors,
            last_modified = changed.last_modified, last_opened = changed.last_opened, title = changed.title,
            deleted_at = NULL
        FROM changed WHERE known.user_id = (SELECT $1::uuid) AND known.id = changed.id
        RETURNING known.id),
    deleted AS (
        UPDATE notebooks AS known SET deleted_at = now()
        FROM gone WHERE known.user_id = (SELECT $1::uuid) AND known.id = gone.id
        RETURNING known.id)
    SELECT (SELECT count(*) FROM inserted) + (SELECT count(*) FROM updated), (SELECT count(*) FROM deleted),
           (SELECT coalesce(array_agg(id), '{}') FROM deleted))sql";

// A page keeps its status only while its stored image is of this look: otherwise the image is requested,
// unless the page was read in this look before. A late transcription of an older image therefore doesn't
// clear the request for the new one. A page without ink is never requested, and its transcription is removed;
// without an ink_hash it is only listed, as if a device can't open it. Markdown that a device doesn't send
// stays while the words are the same. If it is sent and changed, its tasks are compared. A look_hash that a
// device doesn't send stays while the ink is the same; a device that doesn't count unreadable parts has none.
// Pages that a repeat adds come after the known ones.
constexpr db::Statement kWritePages = R"sql(
    WITH listed AS MATERIALIZED (
        SELECT given.notebook_uuid, known.id AS notebook_id, given.is_repeat,
               CASE WHEN given.is_repeat
                    THEN (SELECT coalesce(max(page_number), 0) FROM pages
                          WHERE user_id = (SELECT $1::uuid) AND notebook_id = known.id AND deleted_at IS NULL)
                    END AS last_page
        FROM (SELECT notebook_uuid, notebook_uuid = ANY ($13::uuid[]) AS is_repeat
              FROM (SELECT DISTINCT unnest($2::uuid[]) AS notebook_uuid) AS each
              WHERE notebook_uuid <> ALL ($12::uuid[])) AS given
        CROSS JOIN LATERAL (
            SELECT id FROM notebooks WHERE user_id = (SELECT $1::uuid) AND notebook_uuid = given.notebook_uuid
            OFFSET 0) AS known),
    given AS MATERIALIZED (
        SELECT notebook_id, page_uuid, page_number, ink_hash, look_hash, has_ink, typed_text,
               typed_markdown, given.tags::text[] AS tags, unreadable_parts, emphasised::jsonb AS emphasised, is_repeat,
               last_page
        FROM unnest($2::uuid[], $3::uuid[], $4::integer[], $5::text[], $6::boolean[], $7::text[], $8::text[],
                    $9::text[], $14::text[], $15::integer[], $16::text[])
            AS given (notebook_uuid, page_uuid, page_number, ink_hash, has_ink, typed_text, typed_markdown, tags,
                      look_hash, unreadable_parts, emphasised)
        JOIN listed USING (notebook_uuid)),
    state AS MATERIALIZED (
        SELECT given.*, known.id, known.ocr_status AS old_status, known.typed_markdown AS old_markdown,
               given.typed_markdown IS NOT NULL AS has_markdown,
               coalesce(given.look_hash, CASE WHEN known.ink_hash = given.ink_hash THEN known.look_hash END)
                   AS new_look,
               NOT given.has_ink AND given.ink_hash IS NOT NULL AND known.ocr_text IS NOT NULL AS is_erased,
               CASE WHEN given.typed_markdown IS NOT NULL THEN nullif(given.typed_markdown, '')
                    WHEN known.typed_text = given.typed_text THEN known.typed_markdown END AS new_markdown,
               CASE WHEN NOT given.has_ink THEN 'skipped'
                    WHEN known.deleted_at IS NULL AND known.ink_hash = given.ink_hash
                         AND known.image_hash = given.ink_hash THEN known.ocr_status
                    WHEN known.ocr_hash = given.ink_hash THEN 'completed'
                    ELSE 'not_synced' END AS new_status,
               (known.page_number, known.ink_hash, known.typed_text, known.tags, known.unreadable_parts,
                known.emphasised, known.deleted_at)
               IS DISTINCT FROM
               (given.page_number, given.ink_hash, given.typed_text, given.tags, given.unreadable_parts,
                given.emphasised, NULL::timestamptz) AS has_changed,
               known.look_hash AS old_look
        FROM given
        LEFT JOIN LATERAL (
            SELECT * FROM pages
            WHERE user_id = (SELECT $1::uuid) AND notebook_id = given.notebook_id AND page_uuid = given.page_uuid
            OFFSET 0) AS known ON true),
    shortened AS (
        SELECT unnest($11::uuid[]) AS id
        UNION
        SELECT known.id
        FROM unnest($10::uuid[]) AS whole (notebook_uuid)
        CROSS JOIN LATERAL (
            SELECT id FROM notebooks WHERE user_id = (SELECT $1::uuid) AND notebook_uuid = whole.notebook_uuid
            OFFSET 0) AS known),
    gone AS MATERIALIZED (
        SELECT page.id
        FROM shortened AS notebook
        CROSS JOIN LATERAL (
            SELECT id FROM pages
            WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND deleted_at IS NULL
            ORDER BY page_number OFFSET 0) AS page
        EXCEPT SELECT id FROM state),
    inserted AS (
        INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ink_hash, look_hash, typed_text,
                           typed_markdown, tags, unreadable_parts, emphasised, ocr_status, change)
        SELECT $1, notebook_id, page_uuid,
               CASE WHEN is_repeat
                    THEN last_page + (row_number() OVER (PARTITION BY notebook_id ORDER BY page_number))::integer
                    ELSE page_number END,
               ink_hash, look_hash, typed_text, nullif(typed_markdown, ''), tags, unreadable_parts, emphasised,
               CASE WHEN has_ink THEN 'not_synced' ELSE 'skipped' END, (SELECT change_of($1))
        FROM state WHERE id IS NULL
        RETURNING id, notebook_id, typed_markdown),
    changed AS MATERIALIZED (
        SELECT * FROM state
        WHERE id IS NOT NULL AND NOT is_repeat
            AND (has_changed OR is_erased
                 OR (new_look, new_markdown, new_status) IS DISTINCT FROM (old_look, old_markdown, old_status))),
    updated AS (
        UPDATE pages AS known
        SET page_number = changed.page_number, ink_hash = changed.ink_hash, look_hash = new_look,
            typed_text = changed.typed_text, typed_markdown = new_markdown, tags = changed.tags,
            unreadable_parts = changed.unreadable_parts, emphasised = changed.emphasised, ocr_status = new_status,
            deleted_at = NULL,
            ocr_text = CASE WHEN NOT is_erased THEN known.ocr_text END,
            ocr_hash = CASE WHEN NOT is_erased THEN known.ocr_hash END,
            ocr_confidence = CASE WHEN NOT is_erased THEN known.ocr_confidence END,
            ocr_language = CASE WHEN NOT is_erased THEN known.ocr_language END,
            ocr_completed_at = CASE WHEN NOT is_erased THEN known.ocr_completed_at END,
            ocr_lines = CASE WHEN is_erased THEN '[]' ELSE known.ocr_lines END,
            drawings_left_out = CASE WHEN is_erased THEN 0 ELSE known.drawings_left_out END,
            text_hash = CASE WHEN NOT is_erased THEN known.text_hash END
        FROM changed WHERE known.user_id = (SELECT $1::uuid) AND known.id = changed.id
        RETURNING known.id, changed.old_status, known.ocr_status, is_erased),
    deleted AS (
        UPDATE pages AS known SET deleted_at = now()
        FROM gone WHERE known.user_id = (SELECT $1::uuid) AND known.id = gone.id
        RETURNING known.id)
    SELECT (SELECT count(*) FROM inserted) + (SELECT count(*) FROM updated), (SELECT count(*) FROM deleted),
           (SELECT coalesce(array_agg(id), '{}') FROM deleted),
           (SELECT coalesce(array_agg(id), '{}')
            FROM (SELECT id FROM deleted
                  UNION ALL
                  SELECT id FROM updated
                  WHERE old_status IN ('pending', 'pending_quota', 'processing') AND old_status <> ocr_status)
                AS withdrawn),
           (SELECT coalesce(array_agg(id), '{}')
            FROM (SELECT id FROM inserted WHERE typed_markdown IS NOT NULL
                  UNION ALL
                  SELECT id FROM state
                  WHERE id IS NOT NULL AND NOT is_repeat AND has_markdown
                      AND (new_markdown IS DISTINCT FROM old_markdown
                           OR (new_markdown IS NULL
                               AND EXISTS (SELECT 1 FROM todos
                                           WHERE todos.user_id = $1 AND page_id = state.id
                                               AND source = 'typed_text' AND deleted_at IS NULL))))
                AS typed_anew),
           (SELECT coalesce(array_agg(id), '{}') FROM updated WHERE is_erased),
           -- As IS TRUE the subquery is hashed; joined, each row could be compared with each.
           (SELECT coalesce(array_agg(id), '{}') FROM inserted
            WHERE (notebook_id IN (SELECT notebook_id FROM listed WHERE is_repeat)) IS TRUE))sql";

// The pages requested of the notebooks in $2, for transcription and for display ($13 says of which
// documents), the most recently modified notebooks first. Notebooks in the trash wait until they are taken
// out. If only the newest pages are wanted, those are the last ones. Pages are looked up per notebook: with a
// join, all pages would be scanned for each notebook whenever PostgreSQL has no statistics of this user yet.
constexpr db::Statement kAnswer = R"sql(
    WITH wanted AS (
        SELECT notebook_uuid, last_modified, to_read, to_display
        FROM notebooks AS notebook CROSS JOIN LATERAL (
            SELECT jsonb_agg(page_uuid ORDER BY page_number) FILTER (WHERE ocr_status = 'not_synced') AS to_read,
                   jsonb_agg(page_uuid ORDER BY page_number)
                       FILTER (WHERE look_hash IS DISTINCT FROM display_hash AND look_hash IS NOT NULL
                                   AND ($13 = 'all' OR ($13 = 'notebooks' AND document_type = 'notebook')))
                       AS to_display
            FROM (
                SELECT page_uuid, page_number, ocr_status, look_hash, display_hash FROM pages
                WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND deleted_at IS NULL
                    AND (ocr_status = 'not_synced' OR look_hash IS DISTINCT FROM display_hash)
                    AND ($12::integer IS NULL OR page_number > coalesce((
                        SELECT page_number FROM pages AS earlier
                        WHERE earlier.user_id = (SELECT $1::uuid) AND earlier.notebook_id = notebook.id
                            AND earlier.deleted_at IS NULL
                        ORDER BY page_number DESC OFFSET $12 LIMIT 1), 0))
                ORDER BY page_number OFFSET 0) AS page) AS missing
        WHERE user_id = $1 AND notebook_uuid = ANY ($2::uuid[]) AND notebook_uuid <> ALL ($9::uuid[])
            AND notebook_uuid <> ALL ($11::uuid[])
            AND NOT is_trashed AND (to_read IS NOT NULL OR to_display IS NOT NULL))
    SELECT jsonb_build_object(
        'written', jsonb_build_object('notebooks', $3::integer, 'pages', $4::integer, 'highlights', $5::integer,
                                      'deleted_notebooks', $6::integer, 'deleted_pages', $7::integer),
        'want', coalesce(jsonb_agg(jsonb_build_object('notebook_uuid', notebook_uuid, 'page_uuids', to_read)
                                   ORDER BY last_modified DESC NULLS LAST, notebook_uuid)
                             FILTER (WHERE to_read IS NOT NULL), '[]'),
        'wanted_pages', coalesce(sum(jsonb_array_length(to_read)), 0),
        'want_display', coalesce(jsonb_agg(jsonb_build_object('notebook_uuid', notebook_uuid,
                                                              'page_uuids', to_display)
                                           ORDER BY last_modified DESC NULLS LAST, notebook_uuid)
                                     FILTER (WHERE to_display IS NOT NULL), '[]'),
        'older_notebooks', to_jsonb($9::uuid[]),
        'deleted_here', to_jsonb($10::uuid[]),
        'excluded_here', to_jsonb(ARRAY(SELECT unnest($2::uuid[]) INTERSECT SELECT unnest($11::uuid[]) ORDER BY 1)),
        'removal_warnings', $14::jsonb,
        'quota', $8::jsonb,
        'cursor', coalesce((SELECT last FROM change_counters WHERE user_id = $1), 0)::text)
    FROM wanted)sql";

/// An empty PostgreSQL array.
constexpr std::string_view kNone = "{}";

/// Rows up to which a manifest is planned for any values. Most manifests are that small, such as for a
/// changed page or a renamed notebook, and planning would take longer than everything else. A plan for few
/// rows compares each row with each, though, and a whole library may add or delete many.
constexpr std::size_t kFew = 100;

bool is_small(Manifest const& manifest)
{
    auto const rows = manifest.notebooks.notebook_uuid.size() + manifest.pages.page_uuid.size() +
                      manifest.highlights.page_uuid.size() + manifest.deleted_notebooks.size();
    return rows <= kFew && !manifest.is_whole_library;
}

Plans plans_for(Manifest const& manifest)
{
    return is_small(manifest) ? Plans::for_any_values : Plans::as_postgresql_decides;
}

}  // namespace

std::string write_manifest(LibraryWork& work, quota::Rules const& rules, Manifest const& manifest)
{
    auto const& user_id = work.user_id();
    auto const row = [&](db::Statement const& statement, auto const&... values) {
        return is_small(manifest) ? statement.row(*work, values...)
                                  : statement.row_planned_anew(*work, values...);
    };
    RoomCheck const check(work, rules);
    auto const& notebooks = manifest.notebooks;
    auto const uuids = notebooks.notebook_uuid.str();
    auto const excluded = excluded_of(work, notebooks);
    auto const ages = row(kCompareAges, user_id, uuids, notebooks.last_modified.str(),
                          notebooks.is_repeat.str(), excluded.uuids);
    auto const whole = ages[0].as<std::string>();
    auto const older = ages[1].as<std::string>();
    auto const untouched = ages[2].as<std::string>();
    auto const repeated = ages[3].as<std::string>();
    auto const deleted_here = ages[4].as<std::string>();
    // A device with an older state may not know what was added since.
    bool const deletes_the_rest = manifest.is_whole_library && older == kNone;
    auto const written =
        row(kWriteNotebooks, user_id, uuids, notebooks.document_type.str(), notebooks.visible_name.str(),
            notebooks.parent_uuid.str(), notebooks.is_trashed.str(), notebooks.is_pinned.str(),
            notebooks.orientation.str(), notebooks.tags.str(), notebooks.authors.str(),
            notebooks.last_modified.str(), notebooks.last_opened.str(), manifest.deleted_notebooks.str(),
            deletes_the_rest, untouched, repeated, notebooks.title.str());

    auto const& columns = manifest.pages;
    auto const pages = row(kWritePages, user_id, columns.notebook_uuid.str(), columns.page_uuid.str(),
                           columns.page_number.str(), columns.ink_hash.str(), columns.has_ink.str(),
                           columns.typed_text.str(), columns.typed_markdown.str(), columns.tags.str(), whole,
                           written[2].as<std::string>(), untouched, repeated, columns.look_hash.str(),
                           columns.unreadable_parts.str(), columns.emphasised.str());

    auto const highlights = write_highlights(
        work, manifest, {whole, pages[2].as<std::string>(), pages[6].as<std::string>()}, plans_for(manifest));

    if (auto const typed = pages[4].as<std::string>(); typed != kNone)
        write_typed_tasks(work, typed);
    auto const usage = check.expect_room();
    if (auto const erased = pages[5].as<std::string>(); erased != kNone)
        forget_page_texts(work, erased);

    // Withdraws pages from transcription that are gone or were redrawn. Those being read go on.
    if (auto const withdrawn = pages[3].as<std::string>(); withdrawn != kNone)
        quota::release_all(*work, rules, user_id, queue::withdraw(*work, user_id, "ocr", withdrawn));
    if (pages[1].as<int>() + highlights.deleted > 0)
        hold_removed_items(work);
    drop_settled_warnings(work);
    return row(kAnswer, user_id, uuids, written[0].as<int>(), pages[0].as<int>(),
               highlights.changed + highlights.deleted, written[1].as<int>(), pages[1].as<int>(),
               quota::release_and_describe(*work, rules, user_id), older, deleted_here, excluded.uuids,
               excluded.newest_pages, has_room_for_display(usage.storage) ? excluded.display_images : "none",
               list_removal_warnings(*work, user_id))[0]
        .as<std::string>();
}

std::string write_manifest(db::Pool& pool, quota::Rules const& rules, UserId const& user_id,
                           Manifest const& manifest)
{
    return write(
        pool, user_id, [&](LibraryWork& work) { return write_manifest(work, rules, manifest); },
        db::Patience::whole_library, plans_for(manifest));
}

}  // namespace rmirror::library
