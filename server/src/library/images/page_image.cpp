// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/images/page_image.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/documents/kept_answers.hpp"
#include "library/images/display_image.hpp"
#include "library/images/stored_blobs.hpp"
#include "library/images/uploads.hpp"
#include "library/library_full.hpp"
#include "library/work.hpp"
#include "queue/enqueue.hpp"
#include "quota/library_usage.hpp"
#include "reading_limits.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

#include <utility>

namespace rmirror::library {

namespace {

// Joined, all pages of the user would be read while PostgreSQL has no statistics.
constexpr db::Statement kFindPage = R"sql(
    SELECT page.id, page.ink_hash, page.image_hash, page.ocr_status,
        coalesce(notebook.last_modified < now() - interval '1 day', false),
        coalesce(page.ocr_status = 'completed' AND page.ocr_hash = page.ink_hash, false)
    FROM (SELECT * FROM pages WHERE user_id = $1 AND id = (SELECT page_named($1, $2, $3)) OFFSET 0) AS page
    CROSS JOIN LATERAL (
        SELECT last_modified FROM notebooks WHERE user_id = (SELECT $1::uuid) AND id = page.notebook_id OFFSET 0)
        AS notebook)sql";

constexpr db::Statement kWriteImage = R"sql(
    WITH replaced AS MATERIALIZED (
        SELECT blob_id FROM page_images
        WHERE user_id = $1 AND page_id = $2 AND ink_hash = $4 AND part = $5 AND blob_id <> $3),
    written AS (
        INSERT INTO page_images AS known (user_id, page_id, blob_id, ink_hash, part, part_count, width, height,
                                          crop_left, crop_top, crop_width, crop_height)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (user_id, page_id, ink_hash, part) DO UPDATE
        SET blob_id = excluded.blob_id, part_count = excluded.part_count, width = excluded.width,
            height = excluded.height, crop_left = excluded.crop_left, crop_top = excluded.crop_top,
            crop_width = excluded.crop_width, crop_height = excluded.crop_height
        WHERE (known.blob_id, known.part_count, known.width, known.height, known.crop_left, known.crop_top,
               known.crop_width, known.crop_height)
            IS DISTINCT FROM
            (excluded.blob_id, excluded.part_count, excluded.width, excluded.height, excluded.crop_left,
             excluded.crop_top, excluded.crop_width, excluded.crop_height)
        RETURNING id)
    SELECT coalesce((SELECT array_agg(blob_id) FROM replaced), '{}'),
        EXISTS (SELECT 1 FROM page_images
                WHERE user_id = $1 AND page_id = $2 AND (ink_hash <> $4 OR part_count <> $6)),
        EXISTS (SELECT 1 FROM written))sql";

// Removes images of the same look cut into another number of parts, and those of older looks when all parts
// of this one are stored.
constexpr db::Statement kDropOthers = R"sql(
    WITH dropped AS (
        DELETE FROM page_images
        WHERE user_id = $1 AND page_id = $2 AND (part_count <> $4 OR ink_hash <> $3)
            AND (ink_hash = $3 OR (SELECT count(*) FROM page_images
                                   WHERE user_id = $1 AND page_id = $2 AND ink_hash = $3 AND part_count = $4) = $4)
        RETURNING blob_id)
    SELECT coalesce(array_agg(blob_id), '{}') FROM dropped)sql";

constexpr db::Statement kListMissing = R"sql(
    SELECT coalesce(jsonb_agg(part ORDER BY part), '[]')
    FROM generate_series(1, $4) AS part
    WHERE NOT EXISTS (SELECT 1 FROM page_images AS known
                      WHERE known.user_id = $1 AND known.page_id = $2 AND known.ink_hash = $3
                          AND known.part = part.part))sql";

constexpr db::Statement kNotePicture = R"sql(
    UPDATE pages SET image_hash = $3, image_at = now(), ocr_status = $4 WHERE user_id = $1 AND id = $2)sql";

// Marks the page as changed: it has another image, though its ink is the same.
constexpr db::Statement kReportPicture = "UPDATE pages SET change = change WHERE user_id = $1 AND id = $2";

// Stores the keys by which a text read from the same images is found. Those of the previous look stay as
// well: it may be the one being read.
constexpr db::Statement kNotePictures = R"sql(
    WITH dropped AS (
        DELETE FROM page_pictures USING pages AS page
        WHERE page_pictures.user_id = $1 AND page_id = $2 AND page.user_id = $1 AND page.id = page_id
            AND page_pictures.ink_hash NOT IN ($3, coalesce(page.ocr_hash, ''), coalesce(page.image_hash, '')))
    INSERT INTO page_pictures AS known (user_id, page_id, ink_hash, pictures, tops, heights)
    SELECT $1, $2, $3, encode(sha256(convert_to(string_agg(blob.sha256, ' ' ORDER BY image.part), 'UTF8')), 'hex'),
           array_agg(image.crop_top ORDER BY image.part), array_agg(image.crop_height ORDER BY image.part)
    FROM page_images AS image JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
    WHERE image.user_id = $1 AND image.page_id = $2 AND image.ink_hash = $3
    HAVING count(*) = max(image.part_count)
    ON CONFLICT (user_id, page_id, ink_hash) DO UPDATE
    SET pictures = excluded.pictures, tops = excluded.tops, heights = excluded.heights
    WHERE (known.pictures, known.tops, known.heights)
        IS DISTINCT FROM (excluded.pictures, excluded.tops, excluded.heights))sql";

// By how many bytes the storage grows with an image. What only other looks of the page use goes, as does what
// it replaces; bytes that are stored already add nothing. Each new part adds a row.
constexpr db::Statement kGrowth = R"sql(
    SELECT CASE WHEN EXISTS (SELECT 1 FROM blobs WHERE user_id = $1 AND sha256 = $5) THEN 0
                ELSE $6::bigint + bytes_of_image_row('', 0) END
           + (SELECT CASE WHEN bool_or(ink_hash = $3 AND part = $4) THEN 0
                          ELSE bytes_of_image_row($3, 0) END
                     - coalesce(sum(bytes_of_image_row(ink_hash, 0)) FILTER (WHERE ink_hash <> $3), 0)
              FROM page_images WHERE user_id = $1 AND page_id = $2)
           - coalesce(sum(size_bytes + bytes_of_image_row('', 0)), 0)
    FROM blobs
    WHERE user_id = $1 AND sha256 <> $5
        AND id IN (SELECT blob_id FROM page_images
                   WHERE user_id = $1 AND page_id = $2 AND (ink_hash <> $3 OR part = $4))
        AND NOT EXISTS (SELECT 1 FROM display_images WHERE user_id = (SELECT $1::uuid) AND blob_id = blobs.id)
        AND NOT EXISTS (SELECT 1 FROM page_images AS other
                        WHERE other.user_id = (SELECT $1::uuid) AND other.blob_id = blobs.id
                            AND (page_id <> $2 OR (ink_hash = $3 AND part <> $4))))sql";

// Tokens of the page's other parts. 28: kTokenEdge.
constexpr db::Statement kOtherTokens = R"sql(
    SELECT coalesce(sum(ceil(width / 28.0) * ceil(height / 28.0)), 0)::bigint FROM page_images
    WHERE user_id = $1 AND page_id = $2 AND ink_hash = $3 AND part_count = $4 AND part <> $5)sql";

constexpr db::Statement kFindImage = R"sql(
    SELECT blob.sha256, blob.copy, blob.media_type
    FROM page_images AS image
    JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = image.page_id
        AND page.image_hash = image.ink_hash
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
    WHERE image.user_id = $1 AND image.page_id = (SELECT page_named($1, $2, $3)) AND image.part = $4)sql";

struct Page {
    PageId id;
    std::string image_hash;
    std::string ocr_status;
    bool is_of_old_notebook = false;  // Not modified for a day.
    bool is_read = false;             // As it looks now.
};

/// nullopt, with the reason in `why`, unless the image is of the page's present look.
std::optional<Page> find_page(pqxx::work& work, UserId const& user_id, PageImage const& image, Storing& why)
{
    auto const rows = kFindPage.rows(work, user_id, image.page.notebook_uuid, image.page.page_uuid);
    why = rows.empty() ? Storing::no_such_page : Storing::outdated;
    if (rows.empty() || rows[0][1].as<std::string>("") != image.ink_hash)
        return std::nullopt;
    return Page{rows[0][0].as<PageId>(), rows[0][2].as<std::string>(""), rows[0][3].as<std::string>(),
                rows[0][4].as<bool>(), rows[0][5].as<bool>()};
}

void write_rows(LibraryWork& work, Page const& page, PageImage const& image, std::string const& blob_id)
{
    auto const written = kWriteImage.row(*work, work.user_id(), page.id, blob_id, image.ink_hash, image.part,
                                         image.part_count, image.size.width, image.size.height, image.place.x,
                                         image.place.y, image.place.width, image.place.height);
    auto const replaced = written[0].as<std::string>();
    std::string dropped = "{}";
    if (written[1].as<bool>())
        dropped = kDropOthers.row(*work, work.user_id(), page.id, image.ink_hash, image.part_count)[0]
                      .as<std::string>();
    if (replaced != "{}" || dropped != "{}")
        drop_unused_blobs(work, replaced, dropped);
    if (written[2].as<bool>() && page.image_hash == image.ink_hash)
        kReportPicture.rows(*work, work.user_id(), page.id);
}

/// No user is waiting for the first image of a page from a notebook that wasn't modified for a day: it may be
/// read when that is cheap (RMIRROR_OCR_BATCH).
queue::Trigger trigger_of(Page const& page)
{
    bool const is_backlog = page.image_hash.empty() && page.is_of_old_notebook;
    return is_backlog ? queue::Trigger::scheduled : queue::Trigger::file_watcher;
}

void enqueue(LibraryWork& work, Page const& page, std::string const& ink_hash)
{
    queue::enqueue(*work, work.user_id(),
                   {.target_name = "ocr",
                    .item_type = "ocr_page",
                    .item_key = page.id.text(),
                    .content_hash = ink_hash,
                    .trigger = trigger_of(page)});
}

/// Queues a page whose image is complete, if there is something to read and quota for it. Returns its
/// ocr_status.
std::string queue_page(UploadContext& context, quota::Rules const& rules, Page const& page,
                       std::string const& ink_hash)
{
    auto& work = context.work();
    auto const& user_id = work.user_id();
    kNotePictures.rows(*work, user_id, page.id, ink_hash);
    bool const is_known = page.image_hash == ink_hash && page.ocr_status != "not_synced";
    if (is_known && page.ocr_status != "pending_quota") {
        // Its item has ended without ending the page's wait.
        if (page.ocr_status == "pending" && !queue::is_queued(*work, user_id, "ocr", page.id.text()))
            enqueue(work, page, ink_hash);
        return page.ocr_status;
    }
    // Without handwriting there is nothing to read, and nothing to charge for. Of an imported page the text
    // came before the image.
    if (page.ocr_status == "skipped" || page.is_read) {
        kNotePicture.rows(*work, user_id, page.id, ink_hash, page.ocr_status);
        return page.ocr_status;
    }
    // A text that is known already costs nothing. If the kept answer is of another model than the workers',
    // they reserve the unit.
    bool const may_be_read = !context.has_reader() || known_page_text(work, {page.id, ink_hash}) ||
                             has_kept_answer(work, {page.id, ink_hash}) ||
                             quota::reserve(*work, rules, user_id, page.id);
    std::string status = may_be_read ? "pending" : "pending_quota";
    if (!is_known || status != page.ocr_status)
        kNotePicture.rows(*work, user_id, page.id, ink_hash, status);
    if (may_be_read)
        enqueue(work, page, ink_hash);
    return status;
}

/// `StoredImage` of shared/openapi.yaml; `missing` and `quota` are JSON.
std::string answer_of(Page const& page, std::string const& status, std::string const& missing,
                      std::string const& quota)
{
    return boost::json::serialize(boost::json::object{{"accepted", true},
                                                      {"page_id", page.id.text()},
                                                      {"ocr_status", status},
                                                      {"missing_parts", boost::json::parse(missing)},
                                                      {"quota", boost::json::parse(quota)}});
}

class Reading : public BlobUse {
public:
    Reading(quota::Rules const& rules, UserId const& user_id, PageImage const& image, std::int64_t bytes)
        : rules_(rules), user_id_(user_id), image_(image), bytes_(bytes)
    {}

    Stored take_stored() { return std::move(stored_); }

    bool is_wanted(pqxx::work& work) override
    {
        page_ = find_page(work, user_id_, image_, stored_.outcome);
        if (!page_)
            return false;
        stored_.outcome = Storing::too_many_pixels;
        return tokens(work) <= kMaxPageTokens;
    }

    void expect_room(pqxx::work& work, quota::LibraryUsage const& usage) override
    {
        if (usage.storage.has_room_for(bytes_ + kMaxRowBytes))
            return;
        auto const more = growth(work);
        if (more > 0 && !usage.storage.has_room_for(more - bytes_for_display(work, user_id_)))
            throw LibraryFull(Full::storage, *usage.storage.limit);
    }

    void make_room(LibraryWork& work, quota::LibraryUsage const& usage) override
    {
        if (usage.storage.has_room_for(bytes_ + kMaxRowBytes))
            return;
        auto const more = growth(*work);
        if (more > 0 && !make_room_for(work, rules_, more).storage.has_room_for(more))
            throw LibraryFull(Full::storage, *usage.storage.limit);
    }

    void use(UploadContext& context, std::string const& blob_id) override
    {
        auto& work = context.work();
        write_rows(work, *page_, image_, blob_id);
        missing_ = missing_parts(work);
        if (missing_ == "[]")
            page_->ocr_status = queue_page(context, rules_, *page_, image_.ink_hash);
        stored_.outcome = missing_ != "[]"                       ? Storing::incomplete
                          : page_->ocr_status == "pending_quota" ? Storing::deferred
                                                                 : Storing::queued;
    }

    void finish(UploadContext& context) override
    {
        stored_.answer = answer_of(*page_, page_->ocr_status, missing_, context.quota());
    }

private:
    /// Bytes by which the storage grows: an image replaces those that the page no longer uses then.
    std::int64_t growth(pqxx::work& work) const
    {
        return kGrowth.row(work, user_id_, page_->id, image_.ink_hash, image_.part, image_.sha256, bytes_)[0]
            .as<std::int64_t>();
    }

    /// Tokens of all stored parts and of this one.
    std::int64_t tokens(pqxx::work& work) const
    {
        auto const own = picture_tokens(image_.size.width, image_.size.height);
        if (image_.part_count == 1)
            return own;
        return own +
               kOtherTokens.row(work, user_id_, page_->id, image_.ink_hash, image_.part_count, image_.part)[0]
                   .as<std::int64_t>();
    }

    /// A JSON array of numbers.
    std::string missing_parts(LibraryWork& work) const
    {
        if (image_.part_count == 1)
            return "[]";
        return kListMissing.row(*work, user_id_, page_->id, image_.ink_hash, image_.part_count)[0]
            .as<std::string>();
    }

    quota::Rules const& rules_;
    UserId const& user_id_;
    PageImage const& image_;
    std::int64_t bytes_;
    std::optional<Page> page_;
    std::string missing_;  // A JSON array of numbers.
    Stored stored_;
};

}  // namespace

Stored store_page_image(Uploads& uploads, UserId const& user_id, PageImage const& image,
                        std::string_view content)
{
    Reading reading(uploads.rules(), user_id, image, static_cast<std::int64_t>(content.size()));
    uploads.store(user_id, {image.sha256, content}, reading);
    return reading.take_stored();
}

std::optional<ImageFound> image_found(pqxx::result const& rows, UserId const& user_id)
{
    if (rows.empty())
        return std::nullopt;
    BlobKey key{user_id, rows[0][0].as<std::string>(), rows[0][1].as<std::string>()};
    return ImageFound{std::move(key), rows[0][2].as<std::string>()};
}

std::optional<ImageFound> find_page_image(pqxx::work& work, UserId const& user_id, PageName const& page,
                                          int part)
{
    return image_found(kFindImage.rows(work, user_id, page.notebook_uuid, page.page_uuid, part), user_id);
}

}  // namespace rmirror::library
