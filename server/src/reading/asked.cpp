// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/asked.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "hashing.hpp"
#include "library/reading_words.hpp"
#include "reading/page_state.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

namespace rmirror::reading {

namespace {

constexpr db::Statement kFindOwnersFacts = R"sql(
    SELECT coalesce(notebook.language, ''), notebook.id
    FROM pages AS page
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
    WHERE page.user_id = $1 AND page.id = $2)sql";

}  // namespace

std::string asked_about(pqxx::work& work, queue::Item const& item, std::string const& version)
{
    if (version.empty())
        return "";
    auto const facts = kFindOwnersFacts.rows(work, item.user_id, page_of(item));
    if (facts.empty())
        return "";
    boost::json::object asked{{"version", version}};
    // What isn't set is left out, so that a later kind of fact changes no hash of pages without it.
    if (auto const language = facts[0][0].as<std::string>(); !language.empty())
        asked["language"] = language;
    auto const notebook_id = facts[0][1].as<NotebookId>();
    if (auto const words = library::reading_words_of(work, item.user_id, notebook_id); !words.empty())
        asked["words"] = words;
    return sha256_hex(boost::json::serialize(asked));
}

}  // namespace rmirror::reading
