// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/images/display_image.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/images/stored_blobs.hpp"
#include "library/images/uploads.hpp"
#include "library/library_full.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr db::Statement kFindShownPage = R"sql(
    SELECT id, look_hash FROM pages WHERE user_id = $1 AND id = (SELECT page_named($1, $2, $3)))sql";

// Replaces the page's present image, which may have the same bytes.
constexpr db::Statement kWriteDisplayImage = R"sql(
    WITH replaced AS MATERIALIZED (
        SELECT blob_id FROM display_images WHERE user_id = $1 AND page_id = $2 AND blob_id <> $3),
    written AS (
        INSERT INTO display_images AS known (user_id, page_id, blob_id, look_hash, width, height, place_left,
                                             place_top, place_width, place_height)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (user_id, page_id) DO UPDATE
        SET blob_id = excluded.blob_id, look_hash = excluded.look_hash, width = excluded.width,
            height = excluded.height, place_left = excluded.place_left, place_top = excluded.place_top,
            place_width = excluded.place_width, place_height = excluded.place_height
        WHERE (known.blob_id, known.look_hash, known.place_left, known.place_top, known.place_width,
               known.place_height)
            IS DISTINCT FROM
            (excluded.blob_id, excluded.look_hash, excluded.place_left, excluded.place_top, excluded.place_width,
             excluded.place_height)
        RETURNING page_id),
    told AS (
        UPDATE pages SET display_hash = $4
        WHERE user_id = $1 AND id = $2 AND (display_hash IS DISTINCT FROM $4 OR EXISTS (SELECT 1 FROM written)))
    SELECT coalesce((SELECT array_agg(blob_id) FROM replaced), '{}'))sql";

// Keeps the image's row: the store, and only the store, may get the bytes back.
constexpr db::Statement kRequestDisplayImage = R"sql(
    UPDATE pages SET display_hash = NULL
    FROM display_images AS image, blobs AS blob
    WHERE image.user_id = (SELECT $1::uuid) AND image.page_id = pages.id
        AND blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
        AND pages.user_id = $1 AND pages.id = (SELECT page_named($1, $2, $3))
        AND blob.sha256 = $4 AND blob.copy = $5 AND pages.display_hash IS NOT NULL)sql";

constexpr db::Statement kFindDisplayImage = R"sql(
    SELECT blob.sha256, blob.copy, blob.media_type
    FROM display_images AS image
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
    WHERE image.user_id = $1 AND image.page_id = (SELECT page_named($1, $2, $3)))sql";

// Leaves out bytes that are also used for transcription.
constexpr db::Statement kBytes = R"sql(
    SELECT coalesce(sum(size_bytes), 0) FROM blobs
    WHERE user_id = $1
        AND EXISTS (SELECT 1 FROM display_images WHERE user_id = (SELECT $1::uuid) AND blob_id = blobs.id)
        AND NOT EXISTS (SELECT 1 FROM page_images WHERE user_id = (SELECT $1::uuid) AND blob_id = blobs.id))sql";

// Removes images that have $2 bytes together. If several pages show the same bytes, more must be removed.
constexpr db::Statement kRemoveSome = R"sql(
    WITH aged AS (
        SELECT image.page_id,
               sum(size_bytes) OVER (ORDER BY notebook.last_modified NULLS FIRST, page.page_number DESC, page.id)
                   - size_bytes AS freed_before
        FROM display_images AS image
        JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
        JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = image.page_id
        JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
        WHERE image.user_id = $1),
    removed AS (
        DELETE FROM display_images USING aged
        WHERE display_images.user_id = $1 AND display_images.page_id = aged.page_id AND freed_before < $2
        RETURNING display_images.page_id, blob_id),
    told AS (
        UPDATE pages SET display_hash = NULL FROM removed
        WHERE pages.user_id = (SELECT $1::uuid) AND pages.id = removed.page_id)
    SELECT count(*), coalesce(array_agg(DISTINCT blob_id), '{}') FROM removed)sql";

constexpr db::Statement kRemoveOthers = R"sql(
    WITH removed AS (
        DELETE FROM display_images USING pages AS page, notebooks AS notebook
        WHERE display_images.user_id = $1 AND page.user_id = (SELECT $1::uuid) AND page.id = page_id
            AND notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
            AND ($2 OR notebook.document_type <> 'notebook')
        RETURNING page_id, blob_id),
    told AS (
        UPDATE pages SET display_hash = NULL FROM removed
        WHERE pages.user_id = (SELECT $1::uuid) AND pages.id = removed.page_id)
    SELECT coalesce(array_agg(DISTINCT blob_id), '{}') FROM removed)sql";

/// Percent of the storage limit.
constexpr std::int64_t kPartForDisplay = 90;

class DisplayUse : public BlobUse {
public:
    DisplayUse(UserId const& user_id, DisplayImage const& image, std::int64_t bytes)
        : user_id_(user_id), image_(image), bytes_(bytes)
    {}

    Storing outcome() const { return outcome_; }

    bool is_wanted(pqxx::work& work) override
    {
        auto const rows =
            kFindShownPage.rows(work, user_id_, image_.page.notebook_uuid, image_.page.page_uuid);
        outcome_ = rows.empty() ? Storing::no_such_page : Storing::outdated;
        if (rows.empty() || rows[0][1].as<std::string>("") != image_.look_hash)
            return false;
        page_id_ = rows[0][0].as<PageId>();
        return true;
    }

    void expect_room(pqxx::work& /*work*/, quota::LibraryUsage const& usage) override
    {
        if (!has_room_for_display(usage.storage, bytes_))
            throw LibraryFull(Full::display, *usage.storage.limit);
    }

    void make_room(LibraryWork& work, quota::LibraryUsage const& usage) override
    {
        expect_room(*work, usage);
    }

    void use(UploadContext& context, std::string const& blob_id) override
    {
        auto& work = context.work();
        auto const& place = image_.place;
        auto const replaced =
            kWriteDisplayImage
                .row(*work, user_id_, *page_id_, blob_id, image_.look_hash, image_.size.width,
                     image_.size.height, place.x, place.y, place.width, place.height)[0]
                .as<std::string>();
        drop_unused_blobs(work, replaced, "{}");
        outcome_ = Storing::queued;
    }

    void finish(UploadContext& /*context*/) override {}

private:
    UserId const& user_id_;
    DisplayImage const& image_;
    std::int64_t bytes_;
    std::optional<PageId> page_id_;
    Storing outcome_ = Storing::no_such_page;
};

}  // namespace

Storing store_display_image(Uploads& uploads, UserId const& user_id, DisplayImage const& image,
                            std::string_view content)
{
    DisplayUse use(user_id, image, static_cast<std::int64_t>(content.size()));
    uploads.store(user_id, {image.sha256, content}, use);
    return use.outcome();
}

std::optional<ImageFound> find_display_image(pqxx::work& work, UserId const& user_id, PageName const& page)
{
    return image_found(kFindDisplayImage.rows(work, user_id, page.notebook_uuid, page.page_uuid), user_id);
}

void request_display_image(db::Pool& pool, UserId const& user_id, PageName const& page, BlobKey const& lost)
{
    write(pool, user_id, [&](LibraryWork& work) {
        kRequestDisplayImage.rows(*work, user_id, page.notebook_uuid, page.page_uuid, lost.sha256, lost.copy);
    });
}

void prune_display_images(LibraryWork& work, std::string const& which)
{
    if (which == "all")
        return;
    auto const removed = kRemoveOthers.row(*work, work.user_id(), which == "none")[0].as<std::string>();
    drop_unused_blobs(work, removed, "{}");
}

bool has_room_for_display(quota::Allowance const& storage, std::int64_t bytes)
{
    return !storage.limit || storage.used + bytes <= *storage.limit / 100 * kPartForDisplay;
}

std::int64_t bytes_for_display(pqxx::work& work, UserId const& user_id)
{
    return kBytes.row(work, user_id)[0].as<std::int64_t>();
}

quota::LibraryUsage make_room_for(LibraryWork& work, quota::Rules const& rules, std::int64_t more)
{
    auto usage = quota::library_usage(*work, rules, work.user_id());
    while (!usage.storage.has_room_for(more)) {
        auto const removed =
            kRemoveSome.row(*work, work.user_id(), usage.storage.used + more - *usage.storage.limit);
        if (removed[0].as<std::int64_t>() == 0)
            break;
        drop_unused_blobs(work, removed[1].as<std::string>(), "{}");
        usage = quota::library_usage(*work, rules, work.user_id());
    }
    return usage;
}

}  // namespace rmirror::library
