// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/highlights.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr auto kFindHighlight = R"sql(
    SELECT highlight.id
    FROM highlights AS highlight
    JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = highlight.page_id
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
    WHERE highlight.user_id = $1 AND highlight.id = $2
        AND (highlight.deleted_at IS NULL OR highlight.hidden = 'rejected')
        AND ($3::boolean IS NOT TRUE OR highlight.mark IS NOT NULL)
        AND page.deleted_at IS NULL AND notebook.deleted_at IS NULL)sql";

constexpr auto kChangeHighlight = R"sql(
    UPDATE highlights AS highlight
    SET corrected_text = CASE WHEN $3::boolean THEN $4 ELSE corrected_text END, note = coalesce($5, note),
        hidden = CASE WHEN $6::boolean IS NULL THEN hidden WHEN $6 THEN 'rejected' END,
        deleted_at = CASE WHEN $6::boolean IS NULL THEN deleted_at
                          WHEN $6 THEN coalesce(deleted_at, (SELECT now())) END
    WHERE user_id = $1 AND id = $2)sql";

// Apart, because Citus returns only what doesn't depend on settings, as JSON does.
constexpr auto kShowHighlight =
    "SELECT highlight_json(highlight) FROM highlights AS highlight WHERE user_id = $1 AND id = $2";

}  // namespace

std::optional<std::string> change_highlight(LibraryWork& work, std::string const& highlight_id,
                                            HighlightChange const& change)
{
    if (work->exec_params(db::routable(kFindHighlight), work.user_id(), highlight_id, change.is_rejected)
            .empty())
        return std::nullopt;
    work->exec_params0(kChangeHighlight, work.user_id(), highlight_id, change.has_corrected_text,
                       change.corrected_text, change.note, change.is_rejected);
    return work->exec_params1(kShowHighlight, work.user_id(), highlight_id)[0].as<std::string>();
}

}  // namespace rmirror::library
