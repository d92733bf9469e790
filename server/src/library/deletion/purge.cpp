// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/deletion/purge.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "library/documents/kept_answers.hpp"
#include "library/images/stored_blobs.hpp"
#include "library/work.hpp"
#include "queue/enqueue.hpp"

#include <pqxx/result>

#include <algorithm>
#include <functional>
#include <string>

namespace rmirror::library {

namespace {

/// Rows per transaction, which takes about 0.2 s.
constexpr std::size_t kMaxAtOnce = 500;

// Grouped by user. A page with a reserved unit of quota stays until the unit is released, after a day at
// most: the count of reserved units wouldn't notice its removal.
constexpr db::Statement kDuePages = R"sql(
    SELECT user_id, array_agg(id)
    FROM (SELECT user_id, id FROM pages AS page
          WHERE deleted_at IS NOT NULL AND page_purged_at(page, $1::int) < now() AND NOT is_held
              AND NOT EXISTS (SELECT 1 FROM quota_reservations AS promise
                          WHERE promise.user_id = page.user_id AND promise.page_id = page.id)
          ORDER BY deleted_at LIMIT $2) AS due
    GROUP BY user_id ORDER BY user_id)sql";

// To-dos of a deleted page are kept as long as the page, to be restored with it.
constexpr db::Statement kDueTodos = R"sql(
    SELECT user_id, array_agg(id)
    FROM (SELECT user_id, id FROM todos AS todo
          WHERE deleted_at < now() - $1 * interval '1 day'
              AND EXISTS (SELECT 1 FROM pages AS page
                      WHERE page.user_id = todo.user_id AND page.id = todo.page_id AND page.deleted_at IS NULL)
          ORDER BY deleted_at LIMIT $2) AS due
    GROUP BY user_id ORDER BY user_id)sql";

constexpr db::Statement kDueHighlights = R"sql(
    SELECT user_id, array_agg(id)
    FROM (SELECT user_id, id FROM highlights AS highlight
          WHERE deleted_at < now() - $1 * interval '1 day' AND NOT is_held AND hidden IS NULL
              AND EXISTS (SELECT 1 FROM pages AS page
                      WHERE page.user_id = highlight.user_id AND page.id = highlight.page_id
                          AND page.deleted_at IS NULL)
          ORDER BY deleted_at LIMIT $2) AS due
    GROUP BY user_id ORDER BY user_id)sql";

// A notebook's pages were deleted no later than it, and are removed first, in batches instead of all with
// their notebook. The row of a notebook that a user deleted here stays, or the next device that lists it
// would bring it back.
constexpr db::Statement kDueNotebooks = R"sql(
    SELECT user_id, array_agg(id)
    FROM (SELECT user_id, id FROM notebooks AS notebook
          WHERE deleted_at < now() - days_kept(notebook, $1::int) * interval '1 day' AND NOT is_deleted_here
              AND NOT EXISTS (SELECT 1 FROM pages AS page
                          WHERE page.user_id = notebook.user_id AND page.notebook_id = notebook.id)
          ORDER BY deleted_at LIMIT $2) AS due
    GROUP BY user_id ORDER BY user_id)sql";

constexpr db::Statement kDueRecords = R"sql(
    SELECT user_id, array_agg(id)
    FROM (SELECT user_id, id FROM sync_records
          WHERE deleted_at < now() - $1 * interval '1 day' ORDER BY deleted_at LIMIT $2) AS due
    GROUP BY user_id ORDER BY user_id)sql";

constexpr db::Statement kDueIntegrations = R"sql(
    SELECT user_id, array_agg(id)
    FROM (SELECT user_id, id FROM removed_integrations
          WHERE deleted_at < now() - $1 * interval '1 day' ORDER BY deleted_at LIMIT $2) AS due
    GROUP BY user_id ORDER BY user_id)sql";

// Checks again under the user's lock: a page that was restored meanwhile stays, even if it was deleted once
// more.
constexpr db::Statement kStillDue = R"sql(
    SELECT coalesce(array_agg(id), '{}') FROM pages AS page
    WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND deleted_at IS NOT NULL
        AND page_purged_at(page, $3::int) < now() AND NOT is_held
        AND NOT EXISTS (SELECT 1 FROM quota_reservations AS promise
                        WHERE promise.user_id = (SELECT $1::uuid) AND promise.page_id = page.id))sql";

constexpr db::Statement kRemoveImages = R"sql(
    WITH removed AS (DELETE FROM page_images WHERE user_id = $1 AND page_id = ANY ($2::uuid[]) RETURNING blob_id),
    undisplayed AS (
        DELETE FROM display_images WHERE user_id = $1 AND page_id = ANY ($2::uuid[]) RETURNING blob_id),
    detached AS (DELETE FROM attachments WHERE user_id = $1 AND page_id = ANY ($2::uuid[]) RETURNING blob_id)
    SELECT coalesce(array_agg(blob_id), '{}')
    FROM (SELECT blob_id FROM removed UNION SELECT blob_id FROM undisplayed UNION SELECT blob_id FROM detached)
        AS gone)sql";

// Removed before their page: while its tombstone exists, they count as gone with it.
constexpr db::Statement kRemoveTodosOf =
    "DELETE FROM todos WHERE user_id = $1 AND page_id = ANY ($2::uuid[])";
constexpr db::Statement kRemoveHighlightsOf =
    "DELETE FROM highlights WHERE user_id = $1 AND page_id = ANY ($2::uuid[])";

constexpr db::Statement kRemovePages = "DELETE FROM pages WHERE user_id = $1 AND id = ANY ($2::uuid[])";

constexpr db::Statement kRemoveTodos = R"sql(
    DELETE FROM todos
    WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND deleted_at < now() - $3 * interval '1 day')sql";

constexpr db::Statement kRemoveHighlights = R"sql(
    DELETE FROM highlights
    WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND deleted_at < now() - $3 * interval '1 day' AND NOT is_held
        AND hidden IS NULL)sql";

constexpr db::Statement kRemoveNotebooks = R"sql(
    DELETE FROM notebooks AS notebook
    WHERE user_id = $1 AND id = ANY ($2::uuid[])
        AND deleted_at < now() - days_kept(notebook, $3::int) * interval '1 day' AND NOT is_deleted_here
        AND NOT EXISTS (SELECT 1 FROM pages AS page
                        WHERE page.user_id = (SELECT $1::uuid) AND page.notebook_id = notebook.id))sql";

constexpr db::Statement kForgetWords = R"sql(
    WITH forgotten AS (
        DELETE FROM search_words
        WHERE user_id = $1 AND NOT EXISTS (SELECT 1 FROM search_documents WHERE user_id = $1)
        RETURNING word)
    SELECT add_usage($1, -sum(bytes_of_word(word))::bigint) FROM forgotten)sql";

// Deliveries don't take the user's lock. One that restarts a record locks the change counter first and the
// record second, so this uses the same order.
constexpr db::Statement kRemoveRecords = R"sql(
    WITH counter AS MATERIALIZED (SELECT FROM change_counters WHERE user_id = $1 FOR NO KEY UPDATE)
    DELETE FROM sync_records
    WHERE EXISTS (SELECT 1 FROM counter)
        AND user_id = $1 AND id = ANY ($2::uuid[]) AND deleted_at < now() - $3 * interval '1 day')sql";

constexpr db::Statement kRemoveIntegrations = R"sql(
    DELETE FROM removed_integrations
    WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND deleted_at < now() - $3 * interval '1 day')sql";

// Runs first, so that the notebook's row tells what happened to it even if the server is killed meanwhile.
// Its pages are due from now on.
constexpr db::Statement kMarkPurged = R"sql(
    UPDATE notebooks SET is_purged = true, is_deleted_here = true
    WHERE user_id = $1 AND notebook_uuid = $2 AND deleted_at IS NOT NULL AND document_type <> 'folder'
    RETURNING id)sql";

constexpr db::Statement kDuePagesOf = R"sql(
    SELECT array_agg(id), count(*)
    FROM (SELECT id FROM pages AS page
          WHERE user_id = $1 AND notebook_id = $2 AND deleted_at < now()
              AND NOT EXISTS (SELECT 1 FROM quota_reservations AS promise
                              WHERE promise.user_id = (SELECT $1::uuid) AND promise.page_id = page.id)
          LIMIT $3) AS due
    WHERE EXISTS (SELECT 1 FROM notebooks WHERE user_id = $1 AND id = $2 AND is_purged))sql";

/// Removes those of a user's ids (a PostgreSQL array as text) that are due. Returns how many.
using Remove = std::function<std::size_t(LibraryWork& work, std::string const& ids, std::size_t days)>;

std::size_t remove_pages(LibraryWork& work, std::string const& ids, std::size_t days)
{
    auto const& user_id = work.user_id();
    auto const due = kStillDue.row(*work, user_id, ids, days)[0].as<std::string>();
    auto const blobs = kRemoveImages.row(*work, user_id, due)[0].as<std::string>();
    drop_unused_blobs(work, blobs, "{}");
    kRemoveTodosOf.rows(*work, user_id, due);
    kRemoveHighlightsOf.rows(*work, user_id, due);
    queue::forget(*work, user_id, "ocr", due);
    return static_cast<std::size_t>(kRemovePages.rows(*work, user_id, due).affected_rows());
}

/// Removes by a statement with the parameters user, ids, days.
Remove by(db::Statement const& statement)
{
    return [&statement](LibraryWork& work, std::string const& ids, std::size_t days) {
        return static_cast<std::size_t>(statement.rows(*work, work.user_id(), ids, days).affected_rows());
    };
}

std::size_t remove_notebooks(LibraryWork& work, std::string const& ids, std::size_t days)
{
    auto const removed = by(kRemoveNotebooks)(work, ids, days);
    kForgetWords.rows(*work, work.user_id());
    return removed;
}

/// Removes in batches until nothing is due any more, or `max` are removed.
std::size_t purge_kind(db::Pool& pool, db::Statement const& list_due, std::size_t days, std::size_t max,
                       Remove const& remove)
{
    std::size_t removed = 0;
    while (removed < max) {
        auto const wanted = std::min(kMaxAtOnce, max - removed);
        auto const due =
            db::as_system(pool, [&](pqxx::work& work) { return list_due.rows(work, days, wanted); });
        std::size_t now = 0;
        for (auto const& row : due)
            now += write(
                pool, row[0].as<UserId>(),
                [&](LibraryWork& work) { return remove(work, row[1].as<std::string>(), days); },
                db::Patience::whole_library);
        removed += now;
        if (now < wanted)
            break;
    }
    return removed;
}

/// Removes a batch. Returns how many pages it had at most.
std::size_t purge_pages_of(LibraryWork& work, std::string const& notebook_id)
{
    auto const due = kDuePagesOf.row(*work, work.user_id(), notebook_id, kMaxAtOnce);
    auto const count = due[1].as<std::size_t>();
    if (count > 0) {
        auto const pages = due[0].as<std::string>();
        forget_answers_about(work, pages);
        remove_pages(work, pages, 0);
    }
    return count;
}

}  // namespace

bool purge_notebook(db::Pool& pool, UserId const& user_id, std::string const& notebook_uuid)
{
    auto const marked = write(
        pool, user_id, [&](LibraryWork& work) { return kMarkPurged.rows(*work, user_id, notebook_uuid); });
    if (marked.empty())
        return false;
    auto const notebook_id = marked[0][0].as<std::string>();
    auto const piece = [&](LibraryWork& work) { return purge_pages_of(work, notebook_id); };
    while (write(pool, user_id, piece, db::Patience::whole_library) == kMaxAtOnce) {}
    return true;
}

std::size_t purge(db::Pool& pool, std::size_t days, std::size_t max)
{
    auto const kept = purge_kind(pool, kDuePages, days, max, remove_pages) +
                      purge_kind(pool, kDueNotebooks, days, max, remove_notebooks);
    if (days == 0)
        return kept;
    return kept + purge_kind(pool, kDueTodos, days, max, by(kRemoveTodos)) +
           purge_kind(pool, kDueHighlights, days, max, by(kRemoveHighlights)) +
           purge_kind(pool, kDueRecords, days, max, by(kRemoveRecords)) +
           purge_kind(pool, kDueIntegrations, days, max, by(kRemoveIntegrations));
}

}  // namespace rmirror::library
