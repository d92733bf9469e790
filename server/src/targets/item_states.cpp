// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/item_states.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/target.hpp"

#include <boost/json/parse.hpp>
#include <pqxx/result>

namespace rmirror::targets {

namespace {

constexpr db::Statement kListItems = R"sql(
    SELECT item_type, item_key, page_uuid, external_id, metadata - 'own'
    FROM sync_records
    WHERE user_id = $1 AND target_name = $2 AND notebook_uuid = $3 AND deleted_at IS NULL AND external_id IS NOT NULL
    ORDER BY id)sql";

constexpr db::Statement kListPages = R"sql(
    SELECT page.page_uuid
    FROM notebooks AS notebook JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.notebook_id = notebook.id
    WHERE notebook.user_id = $1 AND notebook.notebook_uuid = $2 AND (page.deleted_at IS NULL OR page.is_held)
    ORDER BY page.page_number, page.deleted_at NULLS FIRST, page.page_uuid)sql";

constexpr db::Statement kReadNotebook = R"sql(
    SELECT EXISTS (SELECT 1 FROM sync_records WHERE user_id = $1 AND target_name = $2 AND notebook_uuid = $3),
           to_char(last_opened AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
           to_char(last_modified AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
           CASE WHEN notebooks.id IS NULL THEN '{}' ELSE notebook_metadata_content(notebooks) END
    FROM (SELECT) AS once LEFT JOIN notebooks ON user_id = $1 AND notebook_uuid = $3)sql";

}  // namespace

NotebookState notebook_state_of(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                                std::string const& notebook_uuid)
{
    NotebookState notebook_state;
    std::string const target(target_name);
    for (auto const& row : kListItems.rows(work, user_id, target, notebook_uuid))
        notebook_state.items.push_back(
            {item_type_of(row[0].as<std::string>()).value(), row[1].as<std::string>(),
             row[2].as<std::string>(""),
             Remote{row[3].as<std::string>(), boost::json::parse(row[4].as<std::string>()).as_object()}});
    for (auto const& row : kListPages.rows(work, user_id, notebook_uuid))
        notebook_state.pages.push_back(row[0].as<std::string>());
    auto const notebook = kReadNotebook.row(work, user_id, target, notebook_uuid);
    notebook_state.was_there = notebook[0].as<bool>();
    notebook_state.last_opened = notebook[1].as<std::string>("");
    notebook_state.last_modified = notebook[2].as<std::string>("");
    notebook_state.facts = boost::json::parse(notebook[3].as<std::string>()).as_object();
    return notebook_state;
}

}  // namespace rmirror::targets
