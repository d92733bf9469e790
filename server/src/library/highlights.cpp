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
    WHERE highlight.user_id = $1 AND highlight.id = $2 AND highlight.deleted_at IS NULL
        AND page.deleted_at IS NULL AND notebook.deleted_at IS NULL)sql";

constexpr auto kChangeHighlight = R"sql(
    UPDATE highlights AS highlight
    SET corrected_text = CASE WHEN $3::boolean THEN $4 ELSE corrected_text END, note = coalesce($5, note)
    WHERE user_id = $1 AND id = $2
    RETURNING highlight_json(highlight))sql";

}  // namespace

std::optional<std::string> change_highlight(LibraryWork& work, std::string const& highlight_id,
                                            HighlightChange const& change)
{
    if (work->exec_params(db::routable(kFindHighlight), work.user_id(), highlight_id).empty())
        return std::nullopt;
    return work
        ->exec_params1(kChangeHighlight, work.user_id(), highlight_id, change.has_corrected_text,
                       change.corrected_text, change.note)[0]
        .as<std::string>();
}

}  // namespace rmirror::library
