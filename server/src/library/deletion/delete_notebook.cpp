// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/deletion/delete_notebook.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "queue/enqueue.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr db::Statement kFind = R"sql(
    SELECT document_type = 'folder', deleted_at IS NOT NULL FROM notebooks
    WHERE user_id = $1 AND notebook_uuid = $2)sql";

// All rows get the same deleted_at, by which kRestore finds them.
constexpr db::Statement kDelete = R"sql(
    WITH notebook AS (
        UPDATE notebooks SET deleted_at = now(), is_deleted_here = true
        WHERE user_id = $1 AND notebook_uuid = $2
        RETURNING id),
    gone AS (
        UPDATE pages SET deleted_at = now() FROM notebook
        WHERE pages.user_id = $1 AND pages.notebook_id = notebook.id AND pages.deleted_at IS NULL
        RETURNING pages.id),
    marks AS (
        UPDATE highlights SET deleted_at = now() FROM gone
        WHERE highlights.user_id = $1 AND highlights.page_id = gone.id AND highlights.deleted_at IS NULL)
    SELECT coalesce(array_agg(id), '{}') FROM gone)sql";

constexpr db::Statement kRestore = R"sql(
    WITH notebook AS (
        SELECT id, deleted_at FROM notebooks
        WHERE user_id = $1 AND notebook_uuid = $2 AND deleted_at IS NOT NULL),
    restored AS (
        UPDATE notebooks SET deleted_at = NULL, is_deleted_here = false, is_purged = false FROM notebook
        WHERE notebooks.user_id = $1 AND notebooks.id = notebook.id),
    restored_pages AS (
        UPDATE pages
        SET deleted_at = NULL,
            ocr_status = CASE WHEN ocr_status NOT IN ('pending', 'pending_quota', 'processing') THEN ocr_status
                              WHEN ocr_hash = ink_hash THEN 'completed'
                              ELSE 'not_synced' END
        FROM notebook
        WHERE pages.user_id = $1 AND pages.notebook_id = notebook.id AND pages.deleted_at = notebook.deleted_at)
    UPDATE highlights SET deleted_at = NULL
    FROM notebook JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.notebook_id = notebook.id
    WHERE highlights.user_id = $1 AND highlights.page_id = page.id
        AND highlights.deleted_at = notebook.deleted_at AND highlights.hidden IS NULL)sql";

}  // namespace

Deletion delete_notebook(LibraryWork& work, quota::Rules const& rules, std::string const& notebook_uuid)
{
    auto const& user_id = work.user_id();
    auto const found = kFind.rows(*work, user_id, notebook_uuid);
    if (found.empty() || found[0][1].as<bool>())
        return Deletion::no_such;
    if (found[0][0].as<bool>())
        return Deletion::is_folder;
    auto const pages = kDelete.row(*work, user_id, notebook_uuid)[0].as<std::string>();
    quota::release_all(*work, rules, user_id, queue::withdraw(*work, user_id, "ocr", pages));
    return Deletion::done;
}

bool restore_notebook(LibraryWork& work, std::string const& notebook_uuid)
{
    auto const& user_id = work.user_id();
    if (kFind.rows(*work, user_id, notebook_uuid).empty())
        return false;
    kRestore.rows(*work, user_id, notebook_uuid);
    return true;
}

}  // namespace rmirror::library
