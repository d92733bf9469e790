// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/selection.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/display_image.hpp"
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
constexpr std::array<std::string_view, 3> kDisplayImages = {"none", "notebooks", "all"};
constexpr std::array<std::string_view, 2> kExisting = {"keep", "delete"};
constexpr std::array<std::string_view, 2> kTargetImages = {"keep", "replace"};

constexpr db::Statement kShow = R"sql(
    SELECT jsonb_build_object(
        'excluded_notebooks', coalesce(to_jsonb(excluded_notebooks), '[]'),
        'excluded_folders', coalesce(to_jsonb(excluded_folders), '[]'),
        'excluded_tags', coalesce(to_jsonb(excluded_tags), '[]'),
        'newest_pages', newest_pages,
        'display_images', coalesce(display_images, 'notebooks'))
    FROM (SELECT $1::uuid AS user_id) AS asked LEFT JOIN sync_selections USING (user_id))sql";

// Each once and sorted, so that what says the same is the same. Devices that know nothing of display images
// leave that choice as it is.
constexpr db::Statement kChoose = R"sql(
    WITH chosen AS (
        SELECT ARRAY(SELECT DISTINCT unnest($2::uuid[]) ORDER BY 1) AS notebooks,
               ARRAY(SELECT DISTINCT unnest($3::uuid[]) ORDER BY 1) AS folders,
               ARRAY(SELECT DISTINCT unnest($4::text[]) COLLATE "C" ORDER BY 1) AS tags)
    INSERT INTO sync_selections AS known
    SELECT $1, notebooks, folders, tags, $5, coalesce(nullif($6, ''), 'notebooks') FROM chosen
    ON CONFLICT (user_id) DO UPDATE
    SET excluded_notebooks = excluded.excluded_notebooks, excluded_folders = excluded.excluded_folders,
        excluded_tags = excluded.excluded_tags, newest_pages = excluded.newest_pages,
        display_images = coalesce(nullif($6, ''), known.display_images))sql";

constexpr db::Statement kForgetUsual = R"sql(
    DELETE FROM sync_selections
    WHERE user_id = $1 AND excluded_notebooks = '{}' AND excluded_folders = '{}' AND excluded_tags = '{}'
        AND newest_pages IS NULL AND display_images = 'notebooks')sql";

constexpr db::Statement kLimits =
    "SELECT newest_pages, display_images FROM sync_selections WHERE user_id = $1";

// Those without an image for display too: it may be on its way.
constexpr db::Statement kShowLooks =
    "UPDATE pages SET shows_look = true WHERE user_id = $1 AND NOT shows_look AND deleted_at IS NULL";

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
    selection.display_images = fields.one_of_if_any("display_images", kDisplayImages).value_or("");
    selection.deletes_existing = fields.one_of_if_any("existing", kExisting) == "delete";
    selection.replaces_target_images = fields.one_of_if_any("target_images", kTargetImages) == "replace";
    return selection;
}

std::string show_selection(pqxx::work& work, UserId const& user_id)
{
    return kShow.row(work, user_id)[0].as<std::string>();
}

void choose(LibraryWork& work, quota::Rules const& rules, Selection const& selection)
{
    kChoose.rows(*work, work.user_id(), ArrayText(selection.excluded_notebooks).str(),
                 ArrayText(selection.excluded_folders).str(), composed(selection.excluded_tags).str(),
                 selection.newest_pages, selection.display_images);
    if (!selection.display_images.empty())
        keep_display_images(work, selection.display_images);
    kForgetUsual.rows(*work, work.user_id());
    if (selection.replaces_target_images)
        kShowLooks.rows(*work, work.user_id());
    if (selection.deletes_existing)
        delete_excluded(work, rules);
}

Excluded excluded_of(LibraryWork& work, NotebookColumns const& notebooks)
{
    auto const chosen = kLimits.rows(*work, work.user_id());
    if (chosen.empty())
        return {};
    auto const found = kExcluded.row_planned_anew(*work, work.user_id(), notebooks.notebook_uuid.str(),
                                                  notebooks.parent_uuid.str(), notebooks.tags.str());
    return {found[0].as<std::string>(), chosen[0][0].as<std::optional<int>>(),
            chosen[0][1].as<std::string>()};
}

}  // namespace rmirror::library
