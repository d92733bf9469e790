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
#include <set>
#include <vector>

namespace rmirror::library {

namespace {

constexpr std::size_t kMaxExcluded = 5000;
constexpr std::size_t kMaxExcludedTags = 500;
constexpr std::size_t kMaxMarkedNotebooks = 1000;  // In a request.
constexpr std::size_t kMaxShownBack = 100'000;
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
        'display_images', coalesce(display_images, 'notebooks'),
        'pen_marks', coalesce(pen_marks, true),
        'notebooks_with_pen_marks', coalesce(to_jsonb(pen_marks_on), '[]'),
        'notebooks_without_pen_marks', coalesce(to_jsonb(pen_marks_off), '[]'))
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

// The chosen notebooks after a change of those in $4: of the library's notebooks only, so that they stay few.
constexpr db::Statement kListPenMarks = R"sql(
    SELECT ARRAY(SELECT notebook_uuid FROM notebooks
                 WHERE user_id = (SELECT $1::uuid)
                     AND notebook_uuid IN (SELECT unnest(pen_marks_on) EXCEPT SELECT unnest($4::uuid[])
                                           UNION SELECT unnest($2::uuid[]))
                 ORDER BY 1),
           ARRAY(SELECT notebook_uuid FROM notebooks
                 WHERE user_id = (SELECT $1::uuid)
                     AND notebook_uuid IN (SELECT unnest(pen_marks_off) EXCEPT SELECT unnest($4::uuid[])
                                           UNION SELECT unnest($3::uuid[]))
                 ORDER BY 1)
    FROM (SELECT) AS always LEFT JOIN sync_selections ON user_id = $1)sql";

constexpr db::Statement kChangePenMarks = R"sql(
    INSERT INTO sync_selections AS known (user_id, excluded_notebooks, excluded_folders, excluded_tags, newest_pages,
                                          pen_marks, pen_marks_on, pen_marks_off, settles_marks)
    VALUES ($1, '{}', '{}', '{}', NULL, coalesce($2, true), $3, $4, true)
    ON CONFLICT (user_id) DO UPDATE
    SET pen_marks = coalesce($2, known.pen_marks), pen_marks_on = excluded.pen_marks_on,
        pen_marks_off = excluded.pen_marks_off, settles_marks = true)sql";

// Marks of deleted pages wait until these come back.
constexpr db::Statement kSettleMarks = R"sql(
    WITH chosen AS MATERIALIZED (
        SELECT pen_marks, pen_marks_on, pen_marks_off FROM sync_selections WHERE user_id = $1),
    wrong AS MATERIALIZED (
        SELECT mark.id, is_shown
        FROM highlights AS mark
        JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = mark.page_id
        JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
        CROSS JOIN LATERAL (
            SELECT coalesce((SELECT CASE WHEN notebook.notebook_uuid = ANY (pen_marks_on) THEN true
                                         WHEN notebook.notebook_uuid = ANY (pen_marks_off) THEN false
                                         ELSE pen_marks END FROM chosen), true)) AS wanted (is_shown)
        WHERE mark.user_id = $1 AND mark.mark IS NOT NULL AND page.deleted_at IS NULL AND notebook.deleted_at IS NULL
            AND CASE WHEN is_shown THEN mark.hidden = 'off' ELSE mark.deleted_at IS NULL END
        ORDER BY mark.id LIMIT $2)
    UPDATE highlights AS mark
    SET hidden = CASE WHEN NOT is_shown THEN 'off' END,
        deleted_at = (SELECT CASE WHEN NOT is_shown THEN now() END)
    FROM wrong WHERE mark.user_id = (SELECT $1::uuid) AND mark.id = wrong.id)sql";

constexpr db::Statement kForgetUsual = R"sql(
    DELETE FROM sync_selections
    WHERE user_id = $1 AND excluded_notebooks = '{}' AND excluded_folders = '{}' AND excluded_tags = '{}'
        AND newest_pages IS NULL AND display_images = 'notebooks' AND NOT deletes_excluded AND NOT shows_looks
        AND pen_marks AND pen_marks_on = '{}' AND pen_marks_off = '{}' AND NOT settles_marks)sql";

constexpr db::Statement kLimits =
    "SELECT newest_pages, display_images FROM sync_selections WHERE user_id = $1";

// Includes pages without a display image: it may be on its way.
constexpr db::Statement kShowLooks = R"sql(
    UPDATE pages SET shows_look = true
    WHERE user_id = (SELECT $1::uuid)
        AND id IN (SELECT id FROM pages WHERE user_id = $1 AND NOT shows_look AND deleted_at IS NULL LIMIT $2))sql";

constexpr db::Statement kReadUnapplied =
    "SELECT deletes_excluded, shows_looks, settles_marks FROM sync_selections WHERE user_id = $1";

constexpr db::Statement kNoteApplied = R"sql(
    UPDATE sync_selections
    SET deletes_excluded = deletes_excluded AND NOT $2, shows_looks = shows_looks AND NOT $3,
        settles_marks = settles_marks AND NOT $4
    WHERE user_id = $1)sql";

constexpr auto kListUnapplied =
    "SELECT user_id FROM sync_selections WHERE deletes_excluded OR shows_looks OR settles_marks";

// Folders last, the deepest first: what is in an excluded folder is found through the folders above it.
constexpr db::Statement kListExcluded = R"sql(
    SELECT notebook_uuid FROM notebooks
    WHERE user_id = $1 AND deleted_at IS NULL AND document_type <> 'notes'
        AND notebook_uuid IN (SELECT unnest($2::uuid[]))
    ORDER BY document_type = 'folder', cardinality(folders) DESC, notebook_uuid LIMIT $3)sql";

/// Rows changed by one piece.
constexpr std::size_t kMaxDeleted = 100;
constexpr std::size_t kMaxShownPages = 2000;
constexpr std::size_t kMaxSettledMarks = 1000;
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

bool settle_marks(LibraryWork& work)
{
    return static_cast<std::size_t>(
               kSettleMarks.rows(*work, work.user_id(), kMaxSettledMarks).affected_rows()) ==
           kMaxSettledMarks;
}

void change_display(LibraryWork& work, DisplayChange const& change)
{
    kChangeDisplay.rows(*work, work.user_id(), change.images, change.replaces_target_images);
}

void change_pen_marks(LibraryWork& work, PenMarksChange const& change)
{
    ArrayText on;
    ArrayText off;
    ArrayText named;
    for (auto const& notebook : change.notebooks) {
        named.add(notebook.uuid);
        if (notebook.shown)
            (*notebook.shown ? on : off).add(notebook.uuid);
    }
    auto const lists = kListPenMarks.row(*work, work.user_id(), on.str(), off.str(), named.str());
    kChangePenMarks.rows(*work, work.user_id(), change.all, lists[0].c_str(), lists[1].c_str());
}

DisplayChange read_display_change(input::JsonReader& fields)
{
    DisplayChange change;
    change.images = fields.one_of_if_any("display_images", kDisplayImages).value_or("");
    change.replaces_target_images = fields.one_of_if_any("target_images", kTargetImages) == "replace";
    return change;
}

void settle_display(LibraryWork& work, DisplayChange const& change)
{
    if (!change.images.empty())
        prune_display_images(work, change.images);
    kForgetUsual.rows(*work, work.user_id());
}

}  // namespace

SelectionChange read_selection_change(input::JsonReader& fields)
{
    SelectionChange change;
    change.display = read_display_change(fields);
    change.pen_marks.all = fields.flag_if_any("pen_marks");
    std::set<std::string> named;
    fields.each_if_any("notebook_pen_marks", kMaxMarkedNotebooks, [&](input::JsonReader& each) {
        auto const uuid = each.uuid("notebook_uuid");
        if (!named.insert(uuid).second)
            each.refuse("notebook_uuid", "This notebook is listed twice.");
        change.pen_marks.notebooks.push_back({uuid, each.flag_if_any("pen_marks")});
    });
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
    // Devices send back what they were shown.
    fields.flag_if_any("pen_marks");
    fields.uuids_if_any("notebooks_with_pen_marks", kMaxShownBack);
    fields.uuids_if_any("notebooks_without_pen_marks", kMaxShownBack);
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

void change_selection(LibraryWork& work, SelectionChange const& change)
{
    change_display(work, change.display);
    if (change.pen_marks.all || !change.pen_marks.notebooks.empty())
        change_pen_marks(work, change.pen_marks);
    settle_display(work, change.display);
}

bool apply_batch(LibraryWork& work, quota::Rules const& rules)
{
    auto const unapplied = kReadUnapplied.rows(*work, work.user_id());
    if (unapplied.empty())
        return false;
    bool const deletes = unapplied[0][0].as<bool>() && delete_excluded(work, rules);
    bool const shows = unapplied[0][1].as<bool>() && show_looks(work);
    bool const settles = unapplied[0][2].as<bool>() && settle_marks(work);
    kNoteApplied.rows(*work, work.user_id(), !deletes, !shows, !settles);
    kForgetUsual.rows(*work, work.user_id());
    return deletes || shows || settles;
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
