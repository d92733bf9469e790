// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/reading_words.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr auto kShowWords = R"sql(
    SELECT jsonb_build_object(
        'words', (SELECT words FROM reading_words
                  WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id),
        'inherited', (SELECT jsonb_build_object('words', held.words, 'notebook_uuid', folder.notebook_uuid,
                                                'visible_name', folder.visible_name)
                      FROM notebooks AS folder
                      JOIN reading_words AS held ON held.user_id = (SELECT $1::uuid) AND held.notebook_id = folder.id
                      WHERE folder.user_id = (SELECT $1::uuid) AND folder.notebook_uuid = ANY (notebook.folders)
                      ORDER BY array_position(notebook.folders, folder.notebook_uuid) DESC LIMIT 1))
    FROM notebooks AS notebook
    WHERE notebook.user_id = $1 AND notebook.notebook_uuid = $2 AND notebook.deleted_at IS NULL)sql";

constexpr auto kFindNotebook = R"sql(
    SELECT id FROM notebooks WHERE user_id = $1 AND notebook_uuid = $2 AND deleted_at IS NULL)sql";

constexpr auto kSetWords = R"sql(
    INSERT INTO reading_words (user_id, notebook_id, words) VALUES ($1, $2, $3)
    ON CONFLICT (user_id, notebook_id) DO UPDATE SET words = excluded.words)sql";

constexpr auto kForgetOwnWords = "DELETE FROM reading_words WHERE user_id = $1 AND notebook_id = $2";

// The notebook's own come first, then those of the nearest folder.
constexpr auto kWordsThatHold = R"sql(
    SELECT held.words
    FROM notebooks AS notebook
    JOIN notebooks AS place ON place.user_id = (SELECT $1::uuid)
        AND (place.id = notebook.id OR place.notebook_uuid = ANY (notebook.folders))
    JOIN reading_words AS held ON held.user_id = (SELECT $1::uuid) AND held.notebook_id = place.id
    WHERE notebook.user_id = $1 AND notebook.id = $2
    ORDER BY place.id = notebook.id DESC, array_position(notebook.folders, place.notebook_uuid) DESC LIMIT 1)sql";

}  // namespace

std::optional<std::string> show_reading_words(pqxx::work& work, UserId const& user_id,
                                              std::string const& notebook_uuid)
{
    auto const rows = work.exec_params(db::routable(kShowWords), user_id, notebook_uuid);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<std::string>());
}

bool set_reading_words(pqxx::work& work, UserId const& user_id, std::string const& notebook_uuid,
                       std::optional<std::string> const& words)
{
    auto const rows = work.exec_params(kFindNotebook, user_id, notebook_uuid);
    if (rows.empty())
        return false;
    auto const notebook_id = rows[0][0].as<std::string>();
    if (words)
        work.exec_params0(kSetWords, user_id, notebook_id, *words);
    else
        work.exec_params0(kForgetOwnWords, user_id, notebook_id);
    return true;
}

std::string reading_words_of(pqxx::work& work, UserId const& user_id, NotebookId const& notebook_id)
{
    auto const rows = work.exec_params(db::routable(kWordsThatHold), user_id, notebook_id);
    return rows.empty() ? "" : rows[0][0].as<std::string>();
}

}  // namespace rmirror::library
