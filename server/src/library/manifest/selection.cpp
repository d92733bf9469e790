// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/manifest/selection.hpp"

#include "db/array_text.hpp"
#include "db/first_column.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/images/display_image.hpp"
#include "library/manifest/write_manifest.hpp"
#include "library/nfc.hpp"

#include <pqxx/result>

#include <array>
#include <exception>
#include <vector>

namespace rmirror::library {

namespace {

constexpr std::size_t kMaxExcluded = 5000;
constexpr std::size_t kMaxExcludedTags = 500;
constexpr std::int64_t kMaxNewest = 10'000;
constexpr input::Length kExcludedTag{.min = 1, .max = 200};
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
    FROM (SELECT) AS always LEFT JOIN sync_selections ON user_id = $1)sql";

// Each item once and sorted, so that equal selections are equal rows.
constexpr db::Statement kSort = R"sql(
    SELECT ARRAY(SELECT DISTINCT unnest($1::uuid[]) ORDER BY 1),
           ARRAY(SELECT DISTINCT unnest($2::uuid[]) ORDER BY 1),
           ARRAY(SELECT DISTINCT unnest($3::text[]) COLLATE "C" ORDER BY 1))sql";

// Devices that don't know display images leave that choice as it is.
constexpr db::Statement kChoose = R"sql(
    INSERT INTO sync_selections AS known (user_id, excluded_notebooks, excluded_folders, excluded_tags, newest_pages,
                                          display_images, deletes_excluded, shows_looks)
    VALUES ($1, $2, $3, $4, $5, coalesce(nullif($6, ''), 'notebooks'), $7, $8)
    ON CONFLICT (user_id) DO UPDATE
    SET excluded_notebooks = excluded.excluded_notebooks, excluded_folders = excluded.excluded_folders,
        excluded_tags = excluded.excluded_tags, newest_pages = excluded.newest_pages,
        display_images = coalesce(nullif($6, ''), known.display_images),
        deletes_excluded = excluded.deletes_excluded, shows_looks = known.shows_looks OR excluded.shows_looks)sql";

constexpr db::Statement kChangeDisplay = R"sql(
    INSERT INTO sync_selections AS known (user_id, excluded_notebooks, excluded_folders, excluded_tags, newest_pages,
                                          display_images, deletes_excluded, shows_looks)
    VALUES ($1, '{}', '{}', '{}', NULL, coalesce(nullif($2, ''), 'notebooks'), false, $3)
    ON CONFLICT (user_id) DO UPDATE
    SET display_images = coalesce(nullif($2, ''), known.display_images),
        shows_looks = known.shows_looks OR excluded.shows_looks)sql";

constexpr db::Statement kForgetUsual = R"sql(
    DELETE FROM sync_selections
    WHERE user_id = $1 AND excluded_notebooks = '{}' AND excluded_folders = '{}' AND excluded_tags = '{}'
        AND newest_pages IS NULL AND display_images = 'notebooks' AND NOT deletes_excluded AND NOT shows_looks)sql";

constexpr db::Statement kLimits =
    "SELECT newest_pages, display_images FROM sync_selections WHERE user_id = $1";

// Includes pages without a display image: it may be on its way.
constexpr db::Statement kShowLooks = R"sql(
    UPDATE pages SET shows_look = true
    WHERE user_id = (SELECT $1::uuid)
        AND id IN (SELECT id FROM pages WHERE user_id = $1 AND NOT shows_look AND deleted_at IS NULL LIMIT $2))sql";

constexpr db::Statement kReadUnapplied =
    "SELECT deletes_excluded, shows_looks FROM sync_selections WHERE user_id = $1";

constexpr db::Statement kNoteApplied = R"sql(
    UPDATE sync_selections SET deletes_excluded = deletes_excluded AND NOT $2, shows_looks = shows_looks AND NOT $3
    WHERE user_id = $1)sql";

constexpr auto kListUnapplied = "SELECT user_id FROM sync_selections WHERE deletes_excluded OR shows_looks";

// Folders last, the deepest first: what is in an excluded folder is found through the folders above it.
constexpr db::Statement kListExcluded = R"sql(
    SELECT notebook_uuid FROM notebooks
    WHERE user_id = $1 AND deleted_at IS NULL AND document_type <> 'notes'
        AND notebook_uuid IN (SELECT unnest($2::uuid[]))
    ORDER BY document_type = 'folder', cardinality(folders) DESC, notebook_uuid LIMIT $3)sql";

/// Rows changed by one piece.
constexpr std::size_t kMaxDeleted = 100;
constexpr std::size_t kMaxShownPages = 2000;
/// Pieces per user and call. Shutdown waits for them.
constexpr int kMaxRounds = 5;

// A cycle of folders is walked once. Exclusions are looked up in a hash, because there may be thousands of
// them, as of notebooks.
constexpr db::Statement kExcluded = R"sql(
    WITH RECURSIVE places AS MATERIALIZED (
        SELECT notebook_uuid, parent_uuid, tags::text[] AS tags
        FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS given (notebook_uuid, parent_uuid, tags)
        UNION ALL
        SELECT notebook_uuid, parent_uuid, tags FROM notebooks AS known
        WHERE user_id = $1 AND deleted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM unnest($2::uuid[]) AS given (uuid) WHERE given.uuid = known.notebook_uuid)),
    selection AS MATERIALIZED (
        SELECT excluded_notebooks, excluded_folders, excluded_tags FROM sync_selections WHERE user_id = $1),
    excluded AS (
        SELECT notebook_uuid FROM places
        WHERE notebook_uuid IN (SELECT unnest(excluded_notebooks || excluded_folders) FROM selection)
            OR parent_uuid IN (SELECT unnest(excluded_folders) FROM selection)
            OR tags && (SELECT excluded_tags FROM selection)
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

/// Deletes a piece of what is excluded. True if there is more.
bool delete_excluded(LibraryWork& work, quota::Rules const& rules)
{
    auto const excluded = excluded_of(work, {}).uuids;
    Manifest gone;
    for (auto const& row : kListExcluded.rows(*work, work.user_id(), excluded, kMaxDeleted))
        gone.deleted_notebooks.add(row[0].as<std::string>());
    if (gone.deleted_notebooks.size() > 0)
        write_manifest(work, rules, gone);
    return gone.deleted_notebooks.size() == kMaxDeleted;
}

bool show_looks(LibraryWork& work)
{
    return static_cast<std::size_t>(kShowLooks.rows(*work, work.user_id(), kMaxShownPages).affected_rows()) ==
           kMaxShownPages;
}

void settle_display(LibraryWork& work, DisplayChange const& change)
{
    if (!change.images.empty())
        prune_display_images(work, change.images);
    kForgetUsual.rows(*work, work.user_id());
}

}  // namespace

DisplayChange read_display_change(input::JsonReader& fields)
{
    DisplayChange change;
    change.images = fields.one_of_if_any("display_images", kDisplayImages).value_or("");
    change.replaces_target_images = fields.one_of_if_any("target_images", kTargetImages) == "replace";
    return change;
}

Selection read_selection(input::JsonReader& fields)
{
    Selection selection;
    selection.excluded_notebooks = fields.uuids_if_any("excluded_notebooks", kMaxExcluded);
    selection.excluded_folders = fields.uuids_if_any("excluded_folders", kMaxExcluded);
    selection.excluded_tags = fields.texts_if_any("excluded_tags", kMaxExcludedTags, kExcludedTag);
    selection.newest_pages = fields.integer_if_any("newest_pages", 1, kMaxNewest);
    selection.display = read_display_change(fields);
    selection.deletes_existing = fields.one_of_if_any("existing", kExisting) == "delete";
    return selection;
}

std::string show_selection(pqxx::work& work, UserId const& user_id)
{
    return kShow.row(work, user_id)[0].as<std::string>();
}

void choose(LibraryWork& work, Selection const& selection)
{
    auto const sorted =
        kSort.row(*work, ArrayText(selection.excluded_notebooks).str(),
                  ArrayText(selection.excluded_folders).str(), composed(selection.excluded_tags).str());
    kChoose.rows(*work, work.user_id(), sorted[0].c_str(), sorted[1].c_str(), sorted[2].c_str(),
                 selection.newest_pages, selection.display.images, selection.deletes_existing,
                 selection.display.replaces_target_images);
    settle_display(work, selection.display);
}

void change_display(LibraryWork& work, DisplayChange const& change)
{
    kChangeDisplay.rows(*work, work.user_id(), change.images, change.replaces_target_images);
    settle_display(work, change);
}

bool apply_batch(LibraryWork& work, quota::Rules const& rules)
{
    auto const unapplied = kReadUnapplied.rows(*work, work.user_id());
    if (unapplied.empty())
        return false;
    bool const deletes = unapplied[0][0].as<bool>() && delete_excluded(work, rules);
    bool const shows = unapplied[0][1].as<bool>() && show_looks(work);
    kNoteApplied.rows(*work, work.user_id(), !deletes, !shows);
    kForgetUsual.rows(*work, work.user_id());
    return deletes || shows;
}

std::size_t apply_selections(db::Pool& pool, quota::Rules const& rules)
{
    auto users = db::as_system(
        pool, [](pqxx::work& work) { return db::first_column<UserId>(work.exec(kListUnapplied)); });
    auto const count = users.size();
    std::exception_ptr failure;
    auto const is_over = [&](UserId const& user_id) {
        try {
            return !write(pool, user_id, [&](LibraryWork& work) { return apply_batch(work, rules); });
        } catch (std::exception const&) {
            // The other users aren't affected.
            failure = std::current_exception();
            return true;
        }
    };
    for (int round = 0; round < kMaxRounds && !users.empty(); ++round)
        std::erase_if(users, is_over);
    if (failure)
        std::rethrow_exception(failure);
    return count;
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
