// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/selection.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/nfc.hpp"
#include "library/write_manifest.hpp"

#include <pqxx/result>

#include <array>

namespace rmirror::library {

namespace {

constexpr std::size_t kMostExcluded = 5000;
constexpr std::size_t kMostTags = 500;
constexpr std::int64_t kMostNewest = 10'000;
constexpr input::Length kTag{.least = 1, .most = 200};
constexpr std::array<std::string_view, 2> kExisting = {"keep", "delete"};

constexpr db::Statement kShow = R"sql(
    SELECT jsonb_build_object(
        'excluded_notebooks', coalesce(to_jsonb(excluded_notebooks), '[]'),
        'excluded_folders', coalesce(to_jsonb(excluded_folders), '[]'),
        'excluded_tags', coalesce(to_jsonb(excluded_tags), '[]'),
        'newest_pages', newest_pages)
    FROM (SELECT $1::uuid AS user_id) AS asked LEFT JOIN sync_selections USING (user_id))sql";

// Each once and sorted, so that what says the same is the same.
constexpr db::Statement kChoose = R"sql(
    WITH chosen AS (
        SELECT ARRAY(SELECT DISTINCT unnest($2::uuid[]) ORDER BY 1) AS notebooks,
               ARRAY(SELECT DISTINCT unnest($3::uuid[]) ORDER BY 1) AS folders,
               ARRAY(SELECT DISTINCT unnest($4::text[]) COLLATE "C" ORDER BY 1) AS tags)
    INSERT INTO sync_selections AS known
    SELECT $1, notebooks, folders, tags, $5 FROM chosen
    ON CONFLICT (user_id) DO UPDATE
    SET excluded_notebooks = excluded.excluded_notebooks, excluded_folders = excluded.excluded_folders,
        excluded_tags = excluded.excluded_tags, newest_pages = excluded.newest_pages)sql";

constexpr db::Statement kForget = "DELETE FROM sync_selections WHERE user_id = $1";

constexpr db::Statement kNewestPages = "SELECT newest_pages FROM sync_selections WHERE user_id = $1";

// Folders that lie in each other in a circle are gone through once.
constexpr db::Statement kExcluded = R"sql(
    WITH RECURSIVE places AS MATERIALIZED (
        SELECT notebook_uuid, parent_uuid, tags::text[] AS tags
        FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS given (notebook_uuid, parent_uuid, tags)
        UNION ALL
        SELECT notebook_uuid, parent_uuid, tags FROM notebooks AS known
        WHERE user_id = $1 AND deleted_at IS NULL
            AND NOT EXISTS (SELECT FROM unnest($2::uuid[]) AS given (uuid) WHERE given.uuid = known.notebook_uuid)),
    excluded AS (
        SELECT notebook_uuid FROM places CROSS JOIN sync_selections AS selection
        WHERE selection.user_id = $1
            AND (notebook_uuid = ANY (excluded_notebooks) OR notebook_uuid = ANY (excluded_folders)
                 OR parent_uuid = ANY (excluded_folders) OR tags && excluded_tags)
        UNION
        SELECT place.notebook_uuid FROM excluded JOIN places AS place ON place.parent_uuid = excluded.notebook_uuid)
    SELECT coalesce(array_agg(notebook_uuid), '{}') FROM excluded)sql";

ArrayText composed(std::vector<std::string> const& texts)
{
    ArrayText array;
    for (auto const& text : texts)
        array.add(nfc(text));
    return array;
}

bool is_everything(Selection const& selection)
{
    return selection.excluded_notebooks.empty() && selection.excluded_folders.empty() &&
           selection.excluded_tags.empty() && !selection.newest_pages;
}

void delete_excluded(LibraryWork& work, quota::Rules const& rules)
{
    auto const uuids = excluded_of(work, {}).uuids;
    Manifest gone;
    for (auto const& row : work->exec_params("SELECT unnest($1::uuid[])", uuids))
        gone.deleted_notebooks.add(row[0].as<std::string>());
    write_manifest(work, rules, gone);
}

}  // namespace

Selection read_selection(input::JsonReader& fields)
{
    Selection selection;
    selection.excluded_notebooks = fields.uuids_if_any("excluded_notebooks", kMostExcluded);
    selection.excluded_folders = fields.uuids_if_any("excluded_folders", kMostExcluded);
    selection.excluded_tags = fields.texts_if_any("excluded_tags", kMostTags, kTag);
    selection.newest_pages = fields.integer_if_any("newest_pages", 1, kMostNewest);
    selection.deletes_existing = fields.one_of_if_any("existing", kExisting) == "delete";
    return selection;
}

std::string show_selection(pqxx::work& work, UserId const& user_id)
{
    return kShow.row(work, user_id)[0].as<std::string>();
}

void choose(LibraryWork& work, quota::Rules const& rules, Selection const& selection)
{
    if (is_everything(selection)) {
        kForget.rows(*work, work.user_id());
        return;
    }
    kChoose.rows(*work, work.user_id(), ArrayText(selection.excluded_notebooks).str(),
                 ArrayText(selection.excluded_folders).str(), composed(selection.excluded_tags).str(),
                 selection.newest_pages);
    if (selection.deletes_existing)
        delete_excluded(work, rules);
}

Excluded excluded_of(LibraryWork& work, NotebookColumns const& notebooks)
{
    auto const chosen = kNewestPages.rows(*work, work.user_id());
    if (chosen.empty())
        return {};
    auto const found = kExcluded.row_planned_anew(*work, work.user_id(), notebooks.notebook_uuid.str(),
                                                  notebooks.parent_uuid.str(), notebooks.tags.str());
    return {found[0].as<std::string>(), chosen[0][0].as<std::optional<int>>()};
}

}  // namespace rmirror::library
