// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/contents.hpp"

#include "db/array_text.hpp"
#include "db/citus.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr auto kRead = R"sql(
    SELECT CASE notebook.document_type WHEN 'notes' THEN notebook.visible_name
               ELSE concat(notebook.visible_name, ', page ', page.page_number) END,
           text_of(page)
    FROM unnest($2::uuid[]) WITH ORDINALITY AS asked (id, nth)
    CROSS JOIN LATERAL (
        SELECT * FROM pages WHERE user_id = (SELECT $1::uuid) AND id = asked.id AND deleted_at IS NULL OFFSET 0) AS page
    CROSS JOIN LATERAL (
        SELECT * FROM notebooks
        WHERE user_id = (SELECT $1::uuid) AND id = page.notebook_id AND deleted_at IS NULL OFFSET 0) AS notebook
    ORDER BY asked.nth)sql";

}  // namespace

std::optional<std::vector<DocumentContent>> read_contents(pqxx::work& work, UserId const& user_id,
                                                          std::vector<std::string> const& ids)
{
    auto const rows = work.exec_params(db::routable(kRead), user_id, ArrayText(ids).str());
    if (static_cast<std::size_t>(rows.size()) != ids.size())
        return std::nullopt;
    std::vector<DocumentContent> contents;
    for (auto const& row : rows)
        if (auto text = row[1].as<std::string>(""); text.find_first_not_of(" \t\r\n") != std::string::npos)
            contents.push_back({row[0].as<std::string>(), std::move(text)});
    return contents;
}

}  // namespace rmirror::library
