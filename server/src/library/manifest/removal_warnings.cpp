// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/manifest/removal_warnings.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

// Everything that one transaction changes has the same change number. "Much" is ten or more, and over half of
// what there was. A book whose number of pages changed was laid out again: its dropped items may only have
// moved. Notebooks that were deleted themselves are removed as a whole.
constexpr db::Statement kHold = R"sql(
    WITH now_changed AS (SELECT last FROM change_counters WHERE user_id = $1),
    dropped_pages AS (
        SELECT notebook_id, id FROM pages
        WHERE user_id = $1 AND change = (SELECT last FROM now_changed) AND deleted_at = $2::timestamptz),
    dropped_marks AS (
        SELECT page.notebook_id, mark.id
        FROM highlights AS mark JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = mark.page_id
        WHERE mark.user_id = $1 AND mark.change = (SELECT last FROM now_changed) AND mark.deleted_at = $2::timestamptz
            AND mark.hidden IS NULL),
    dropped AS (
        SELECT notebook_id, sum(pages)::integer AS pages, sum(marks)::integer AS marks
        FROM (SELECT notebook_id, 1 AS pages, 0 AS marks FROM dropped_pages
              UNION ALL SELECT notebook_id, 0, 1 FROM dropped_marks) AS each
        GROUP BY notebook_id),
    compared AS (
        SELECT notebook.id, notebook_uuid, document_type, dropped.pages, dropped.marks, pages_now, marks_now,
               dropped.pages + old_pages AS pages_before, dropped.marks + old_marks AS marks_before,
               warning.id AS warning_id
        FROM dropped
        JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = dropped.notebook_id
        LEFT JOIN removal_warnings AS warning ON warning.user_id = $1 AND warning.notebook_id = notebook.id
        CROSS JOIN LATERAL (
            SELECT count(*)::integer AS pages_now,
                   (count(*) FILTER (WHERE created_at < $2::timestamptz))::integer AS old_pages
            FROM pages
            WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND deleted_at IS NULL) AS staying
        CROSS JOIN LATERAL (
            SELECT count(*)::integer AS marks_now,
                   (count(*) FILTER (WHERE mark.created_at < $2::timestamptz))::integer AS old_marks
            FROM pages AS page JOIN highlights AS mark ON mark.user_id = (SELECT $1::uuid) AND mark.page_id = page.id
            WHERE page.user_id = (SELECT $1::uuid) AND page.notebook_id = notebook.id
                AND mark.deleted_at IS NULL) AS marked
        WHERE notebook.deleted_at IS NULL
            AND EXISTS (SELECT 1 FROM integrations WHERE user_id = $1)),
    causes AS (
        SELECT *, CASE WHEN document_type = 'epub' AND pages_now <> pages_before THEN 'layout'
                       WHEN is_much(pages, pages_before) OR is_much(marks, marks_before) THEN 'dropped' END AS cause
        FROM compared),
    held_pages AS (
        UPDATE pages SET is_held = true
        FROM dropped_pages AS dropped JOIN causes ON causes.id = dropped.notebook_id
        WHERE pages.user_id = (SELECT $1::uuid) AND pages.id = dropped.id
            AND (cause IS NOT NULL OR warning_id IS NOT NULL)),
    held_marks AS (
        UPDATE highlights SET is_held = true
        FROM dropped_marks AS dropped JOIN causes ON causes.id = dropped.notebook_id
        WHERE highlights.user_id = (SELECT $1::uuid) AND highlights.id = dropped.id
            AND (cause IS NOT NULL OR warning_id IS NOT NULL)),
    warned AS (
        INSERT INTO removal_warnings (user_id, notebook_id, cause, pages_before, highlights_before)
        SELECT $1, id, cause, pages_before, marks_before FROM causes
        WHERE cause IS NOT NULL AND warning_id IS NULL
        RETURNING id, notebook_id)
    INSERT INTO notifications (user_id, kind, about, details)
    SELECT $1, 'removal_held', warned.id::text, jsonb_build_object(
        'notebook_uuid', notebook_uuid, 'cause', cause,
        'pages', jsonb_build_object('before', pages_before, 'now', pages_now),
        'highlights', jsonb_build_object('before', marks_before, 'now', marks_now))
    FROM warned JOIN causes ON causes.id = warned.notebook_id
    RETURNING id)sql";

constexpr db::Statement kFindWarnings = "SELECT id FROM removal_warnings WHERE user_id = $1";

// Anything held of a book that was laid out again counts as much.
constexpr db::Statement kListSettled = R"sql(
    SELECT warning.id
    FROM removal_warnings AS warning
    CROSS JOIN LATERAL held_since($1, warning.notebook_id, warning.created_at) AS held
    WHERE warning.user_id = $1
        AND CASE cause WHEN 'layout' THEN held.pages + held.highlights = 0
                 ELSE NOT is_much(held.pages, pages_before) AND NOT is_much(held.highlights, highlights_before) END)sql";

constexpr db::Statement kList = R"sql(
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', warning.id, 'notebook_uuid', notebook.notebook_uuid, 'visible_name', notebook.visible_name,
        'cause', cause, 'created_at', warning.created_at,
        'pages', jsonb_build_object('before', pages_before, 'held', held.pages,
                                    'now', (SELECT count(*) FROM pages
                                            WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id
                                                AND deleted_at IS NULL)),
        'highlights', jsonb_build_object('before', highlights_before, 'held', held.highlights,
                                         'now', (SELECT count(*)
                                                 FROM pages AS page
                                                 JOIN highlights AS mark
                                                     ON mark.user_id = (SELECT $1::uuid) AND mark.page_id = page.id
                                                 WHERE page.user_id = (SELECT $1::uuid) AND page.notebook_id = notebook.id
                                                     AND mark.deleted_at IS NULL)))
        ORDER BY warning.id DESC), '[]')
    FROM removal_warnings AS warning
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = warning.notebook_id
    CROSS JOIN LATERAL held_since($1, warning.notebook_id, warning.created_at) AS held
    WHERE warning.user_id = $1)sql";

// An answer also marks the notification as read.
constexpr db::Statement kEnd = R"sql(
    WITH ended AS (
        DELETE FROM removal_warnings WHERE user_id = $1 AND id = $2 RETURNING id, notebook_id, created_at),
    was_read AS (
        UPDATE notifications SET read_at = now() FROM ended
        WHERE user_id = $1 AND kind = 'removal_held' AND about = ended.id::text AND read_at IS NULL)
    SELECT notebook_id, created_at FROM ended)sql";

constexpr db::Statement kRelease = "SELECT release_held($1, $2, $3)";

}  // namespace

void hold_removed_items(LibraryWork& work)
{
    kHold.rows(*work, work.user_id(), work.began_at());
}

void drop_settled_warnings(LibraryWork& work)
{
    // Almost no user has warnings.
    if (kFindWarnings.rows(*work, work.user_id()).empty())
        return;
    for (auto const& row : kListSettled.rows(*work, work.user_id()))
        answer_removal_warning(work, row[0].as<std::string>(), Held::is_removed);
}

std::string list_removal_warnings(pqxx::work& work, UserId const& user_id)
{
    return kList.row(work, user_id)[0].as<std::string>();
}

bool answer_removal_warning(LibraryWork& work, std::string const& id, Held held)
{
    auto const ended = kEnd.rows(*work, work.user_id(), id);
    if (ended.empty())
        return false;
    if (held == Held::is_removed)
        kRelease.rows(*work, work.user_id(), ended[0][0].as<std::string>(), ended[0][1].as<std::string>());
    return true;
}

}  // namespace rmirror::library
