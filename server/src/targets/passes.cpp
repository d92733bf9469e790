// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/passes.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "queue/hold.hpp"
#include "queue/waiting.hpp"
#include "targets/compare.hpp"
#include "targets/integration.hpp"

#include <pqxx/result>

#include <array>

namespace rmirror::targets {

namespace {

/// Pages that are compared at once: some 80 ms.
constexpr int kPiece = 2000;
/// Of which they are at most. Those of all of a library would be sorted for every piece.
constexpr int kNotebooks = 60;
/// Records that are looked at at once, of which few are compared.
constexpr int kRecords = 5000;

constexpr db::Statement kReplacePasses = R"sql(
    DELETE FROM sync_passes WHERE user_id = $1 AND integration_id = $2 AND cause <> 'trigger')sql";

constexpr db::Statement kBegin = R"sql(
    INSERT INTO sync_passes (user_id, integration_id, cause, item_type, notebook_uuids, most)
    VALUES ($1, $2, $3, $4, $5::uuid[], $6)
    RETURNING id, pg_notify('rmirror_changes', user_id::text))sql";

constexpr db::Statement kFindPass = R"sql(
    SELECT id, stage, cause, most - queued, cursor_at, cursor_id, cursor_page FROM sync_passes
    WHERE user_id = $1 AND integration_id = $2 AND stage <> 'done' ORDER BY id LIMIT 1)sql";

// Backwards, so that what was worked on last comes first.
constexpr db::Statement kReadNotebooks = R"sql(
    WITH next AS MATERIALIZED (
        SELECT coalesce(last_modified, '-infinity') AS at, notebook.id
        FROM sync_passes AS pass
        JOIN notebooks AS notebook ON notebook.user_id = pass.user_id
            AND (pass.notebook_uuids IS NULL OR notebook.notebook_uuid = ANY (pass.notebook_uuids))
        WHERE pass.user_id = $1 AND pass.id = $2 AND NOT notebook.is_gone AND notebook.document_type <> 'folder'
            AND (coalesce(last_modified, '-infinity'), notebook.id) <= ($3, $4)
        ORDER BY at DESC, notebook.id DESC LIMIT $7),
    place AS (
        SELECT at, next.id AS notebook, coalesce(page.id, '00000000-0000-0000-0000-000000000000') AS page
        FROM next
        LEFT JOIN LATERAL (SELECT id FROM pages WHERE notebook_id = next.id OFFSET 0) AS page ON true),
    piece AS MATERIALIZED (
        SELECT *, row_number() OVER (ORDER BY at DESC, notebook DESC, page DESC) AS nth FROM place
        WHERE (at, notebook, page) < ($3, $4, $5)
        ORDER BY nth LIMIT $6),
    item AS (
        SELECT 'notebook' AS type, notebook AS key FROM piece
        UNION SELECT 'notebook_metadata', notebook FROM piece
        UNION SELECT 'page_text', page FROM piece
        UNION SELECT 'todo', todo.id FROM piece
            CROSS JOIN LATERAL (SELECT id FROM todos WHERE page_id = piece.page OFFSET 0) AS todo
        UNION SELECT 'highlight', mark.id FROM piece
            CROSS JOIN LATERAL (SELECT id FROM highlights WHERE page_id = piece.page OFFSET 0) AS mark),
    -- None where nothing comes behind it.
    last AS (
        SELECT at, notebook, page FROM piece
        WHERE (SELECT count(*) FROM piece) = $6 OR (SELECT count(*) FROM next) = $7
        ORDER BY nth DESC LIMIT 1)
    SELECT coalesce(array_agg(type), '{}'), coalesce(array_agg(key), '{}'),
           (SELECT at FROM last), (SELECT notebook FROM last), (SELECT page FROM last)
    FROM item JOIN sync_passes AS pass ON pass.user_id = $1 AND pass.id = $2
    WHERE pass.item_type IS NULL OR pass.item_type = type)sql";

// Those of items that none of the notebooks led to.
constexpr db::Statement kReadRecords = R"sql(
    WITH next AS MATERIALIZED (
        SELECT record.id, record.item_type, record.item_key, record.notebook_uuid
        FROM sync_passes AS pass
        JOIN sync_records AS record ON record.user_id = pass.user_id AND record.target_name = $3
            AND record.deleted_at IS NULL
            AND (pass.item_type IS NULL OR record.item_type = pass.item_type)
            AND (pass.notebook_uuids IS NULL OR record.notebook_uuid = ANY (pass.notebook_uuids))
        WHERE pass.user_id = $1 AND pass.id = $2 AND record.id > $4
        ORDER BY record.id LIMIT $5),
    left_over AS (
        SELECT item_type, item_key, notebook_uuid FROM next
        WHERE NOT EXISTS (SELECT FROM notebooks AS notebook
                          WHERE notebook.user_id = $1 AND notebook.notebook_uuid = next.notebook_uuid
                              AND NOT is_gone AND document_type <> 'folder')
            OR NOT CASE item_type
                       WHEN 'page_text' THEN EXISTS (SELECT FROM pages WHERE id = item_key)
                       WHEN 'todo' THEN EXISTS (SELECT FROM todos WHERE id = item_key)
                       WHEN 'highlight' THEN EXISTS (SELECT FROM highlights WHERE id = item_key)
                       ELSE EXISTS (SELECT FROM notebooks WHERE id = item_key) END)
    SELECT coalesce(array_agg(item_type), '{}'), coalesce(array_agg(item_key), '{}'),
           (SELECT id FROM next ORDER BY id OFFSET $5 - 1)
    FROM (SELECT item_type, item_key FROM left_over
          UNION
          SELECT 'notebook', notebook.id FROM (SELECT DISTINCT notebook_uuid FROM left_over) AS of_piece
          JOIN notebooks AS notebook
              ON notebook.user_id = $1 AND notebook.notebook_uuid = of_piece.notebook_uuid) AS item)sql";

constexpr db::Statement kMove = R"sql(
    UPDATE sync_passes
    SET stage = $3, cursor_at = coalesce($4, cursor_at), cursor_id = $5, cursor_page = coalesce($6, cursor_page),
        queued = queued + $7, skipped = skipped + $8
    WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kNoteChecked =
    "UPDATE integrations SET checked_at = now() WHERE user_id = $1 AND id = $2";

constexpr db::Statement kForgetPass = "DELETE FROM sync_passes WHERE user_id = $1 AND id = $2";

constexpr auto kForgetAnswered =
    "DELETE FROM sync_passes WHERE stage = 'done' AND created_at < now() - interval '1 hour'";

constexpr auto kListUnchecked = R"sql(
    SELECT user_id, id FROM integrations AS integration
    WHERE is_enabled AND removing_at IS NULL AND checked_at < now() - interval '1 day'
        AND NOT EXISTS (SELECT FROM sync_passes AS pass WHERE pass.integration_id = integration.id AND stage <> 'done')
    LIMIT 100)sql";

constexpr auto kListRemoving = R"sql(
    SELECT user_id, target_name, id FROM integrations AS integration
    WHERE removing_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM sync_passes AS pass WHERE pass.integration_id = integration.id AND stage <> 'done')
        AND NOT EXISTS (SELECT FROM sync_records AS record
                        WHERE record.user_id = integration.user_id AND record.target_name = integration.target_name
                            AND record.deleted_at IS NULL AND record.status <> 'skipped'))sql";

constexpr char const* kZero = "00000000-0000-0000-0000-000000000000";

/// In the order of the enumeration.
constexpr std::array<char const*, 5> kCauses = {"first", "choice", "check", "trigger", "removal"};

struct Pass {
    PassId id;
    std::string stage;
    std::string cause;
    std::optional<std::int64_t> most;  // That may still be queued.
    std::string at, cursor_id, page;

    bool is_asked_for() const { return cause == "trigger"; }
    /// Also what failed or was left out; before a first pass there is nothing such.
    bool brings_all() const { return is_asked_for() || cause == "first"; }
};

std::optional<Pass> find_pass(pqxx::work& work, Integration const& integration)
{
    auto const rows = kFindPass.rows(work, integration.user_id, integration.id);
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    return Pass{row[0].as<PassId>(),      row[1].as<std::string>(),
                row[2].as<std::string>(), row[3].as<std::optional<std::int64_t>>(),
                row[4].as<std::string>(), row[5].as<std::string>(),
                row[6].as<std::string>()};
}

/// Somebody waits for what they asked for; and what was looked over comes after what changes meanwhile.
ToCompare to_compare(Pass const& pass, pqxx::row const& piece)
{
    constexpr int kSoon = 2;
    return {.types = piece[0].as<std::string>(),
            .keys = piece[1].as<std::string>(),
            .again = pass.brings_all(),
            .priority = pass.is_asked_for() ? kSoon : queue::kBacklogPriority,
            .cause = pass.is_asked_for() ? "manual" : "scheduled",
            .pass = pass.id,
            .most = pass.most};
}

void end_pass(pqxx::work& work, Integration const& integration, Pass const& pass)
{
    // What came of it is read by whoever asked.
    if (!pass.is_asked_for())
        kForgetPass.rows(work, integration.user_id, pass.id);
    if (pass.cause != "trigger")
        kNoteChecked.rows(work, integration.user_id, integration.id);
}

}  // namespace

PassId begin_pass(pqxx::work& work, UserId const& user_id, IntegrationId const& integration_id, Cause cause,
                  Scope const& scope)
{
    if (cause != Cause::trigger)
        kReplacePasses.rows(work, user_id, integration_id);
    auto const notebooks =
        scope.notebook_uuids ? std::optional(ArrayText(*scope.notebook_uuids).str()) : std::nullopt;
    return kBegin
        .row(work, user_id, integration_id, std::string(kCauses[static_cast<std::size_t>(cause)]),
             scope.item_type, notebooks, scope.most)[0]
        .as<PassId>();
}

bool walk_piece(pqxx::work& work, Target const& target, UserId const& user_id)
{
    auto const integration = lock_integration(work, user_id, target.name);
    if (!integration || !integration->is_enabled)
        return false;
    auto const pass = find_pass(work, *integration);
    if (!pass)
        return false;
    bool const walks_notebooks = pass->stage == "notebooks";
    auto const piece = walks_notebooks ? kReadNotebooks.row(work, user_id, pass->id, pass->at,
                                                            pass->cursor_id, pass->page, kPiece, kNotebooks)
                                       : kReadRecords.row(work, user_id, pass->id, integration->target_name,
                                                          pass->cursor_id, kRecords);
    auto const compared = queue_differences(work, target, *integration, to_compare(*pass, piece));
    // What is left of the library was compared while its notebooks were walked over.
    auto const skipped = walks_notebooks ? compared.skipped : 0;
    bool const has_all = pass->most && compared.queued >= *pass->most;
    bool const is_more = !has_all && !piece[walks_notebooks ? 3 : 2].is_null();
    using Time = std::optional<std::string>;
    if (is_more && walks_notebooks)
        kMove.rows(work, user_id, pass->id, std::string("notebooks"), piece[2].as<Time>(),
                   piece[3].as<std::string>(), piece[4].as<Time>(), compared.queued, skipped);
    else if (is_more)
        kMove.rows(work, user_id, pass->id, std::string("records"), Time(), piece[2].as<std::string>(),
                   Time(), compared.queued, skipped);
    else
        kMove.rows(work, user_id, pass->id, std::string(walks_notebooks && !has_all ? "records" : "done"),
                   Time(), std::string(kZero), Time(), compared.queued, skipped);
    bool const is_done = !is_more && (!walks_notebooks || has_all);
    if (is_done)
        end_pass(work, *integration, *pass);
    return true;
}

std::size_t begin_daily_checks(pqxx::work& work)
{
    work.exec0(kForgetAnswered);
    auto const due = work.exec(kListUnchecked);
    for (auto const& row : due)
        begin_pass(work, row[0].as<UserId>(), row[1].as<IntegrationId>(), Cause::check);
    return static_cast<std::size_t>(due.size());
}

std::size_t finish_removals(pqxx::work& work)
{
    auto const done = work.exec(kListRemoving);
    for (auto const& row : done) {
        auto const user_id = row[0].as<UserId>();
        auto const target_name = row[1].as<std::string>();
        if (auto const integration_id = begin_elsewhere(work, user_id, target_name))
            begin_pass(work, user_id, *integration_id, Cause::first);
        else
            forget_integration(work, user_id, target_name);
    }
    return static_cast<std::size_t>(done.size());
}

}  // namespace rmirror::targets
