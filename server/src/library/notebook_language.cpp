// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/notebook_language.hpp"

#include "db/ids.hpp"

#include <pqxx/result>

#include <algorithm>

namespace rmirror::library {

namespace {

constexpr auto kSetNotebookLanguage = R"sql(
    WITH found AS (
        SELECT id FROM notebooks
        WHERE user_id = $1 AND notebook_uuid = $2 AND deleted_at IS NULL AND document_type <> 'folder'),
    changed AS (
        UPDATE notebooks SET language = $3::text FROM found
        WHERE notebooks.user_id = $1 AND notebooks.id = found.id AND language IS DISTINCT FROM $3::text)
    SELECT count(*) FROM found)sql";

bool is_tag_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool is_language_tag(std::string_view text)
{
    // The language's code, then subtags of one to eight letters.
    for (std::size_t part = 0; !text.empty(); ++part) {
        auto const size = std::min(text.find('-'), text.size());
        auto const letters = text.substr(0, size);
        if (size < (part == 0 ? 2U : 1U) || size > 8 ||
            !std::all_of(letters.begin(), letters.end(), is_tag_letter))
            return false;
        if (size == text.size())
            return true;
        text.remove_prefix(size + 1);
    }
    return false;
}

bool set_notebook_language(LibraryWork& work, std::string const& notebook_uuid,
                           std::optional<std::string> const& language)
{
    return work->exec_params1(kSetNotebookLanguage, work.user_id(), notebook_uuid, language)[0].as<int>() > 0;
}

}  // namespace rmirror::library
