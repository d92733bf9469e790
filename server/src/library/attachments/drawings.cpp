// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/attachments/drawings.hpp"

#include "db/ids.hpp"
#include "hashing.hpp"
#include "library/documents/attachment_links.hpp"
#include "library/images/display_image.hpp"
#include "library/library_full.hpp"

#include <pqxx/result>

#include <cstdint>

namespace rmirror::library {

namespace {

constexpr auto kIsPageThere = "SELECT FROM pages WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL";

constexpr auto kFindDrawing = R"sql(
    SELECT id FROM attachments
    WHERE user_id = $1 AND page_id = $2 AND blob_id = $3 AND is_drawing ORDER BY id LIMIT 1)sql";

constexpr auto kAddDrawing = R"sql(
    INSERT INTO attachments (user_id, id, page_id, blob_id, file_name, content_type, is_drawing)
    VALUES ($1, uuid_v7(), $2, $3, 'drawing.png', 'image/png', true)
    RETURNING id)sql";

constexpr auto kFindBytesElsewhere = R"sql(
    SELECT blob_id FROM attachments WHERE user_id = $1 AND id = $2 AND page_id <> $3 AND is_drawing)sql";

constexpr auto kRemoveUnshown = R"sql(
    WITH removed AS (
        DELETE FROM attachments
        WHERE user_id = $1 AND page_id = $2 AND is_drawing
            AND strpos((SELECT concat_ws(' ', ocr_text, document) FROM pages WHERE user_id = $1 AND id = $2),
                       id::text) = 0
        RETURNING blob_id)
    SELECT coalesce(array_agg(blob_id), '{}') FROM removed)sql";

std::string drawing_of_blob(pqxx::work& work, UserId const& user_id, PageId const& page_id,
                            std::string const& blob_id)
{
    auto const known = work.exec_params(kFindDrawing, user_id, page_id, blob_id);
    auto const row = known.empty() ? work.exec_params1(kAddDrawing, user_id, page_id, blob_id) : known[0];
    return row[0].as<std::string>();
}

class DrawingUse : public BlobUse {
public:
    DrawingUse(quota::Rules const& rules, UserId const& user_id, PageId const& page_id, std::size_t bytes)
        : rules_(rules), user_id_(user_id), page_id_(page_id), bytes_(static_cast<std::int64_t>(bytes))
    {}

    std::string const& drawing_id() const { return drawing_id_; }

    bool is_wanted(pqxx::work& work) override
    {
        return !work.exec_params(kIsPageThere, user_id_, page_id_).empty();
    }

    void expect_room(pqxx::work& /*work*/, quota::LibraryUsage const& /*usage*/) override {}

    /// Images that only show a page make room for it.
    void make_room(LibraryWork& work, quota::LibraryUsage const& /*usage*/) override
    {
        auto const more = bytes_ + kMaxRowBytes;
        auto const usage = make_room_for(work, rules_, more);
        if (!usage.storage.has_room_for(more))
            throw LibraryFull(Full::storage, *usage.storage.limit);
    }

    void use(UploadContext& context, std::string const& blob_id) override
    {
        drawing_id_ = drawing_of_blob(*context.work(), user_id_, page_id_, blob_id);
    }

    void finish(UploadContext& /*context*/) override {}

private:
    quota::Rules const& rules_;
    UserId const& user_id_;
    PageId const& page_id_;
    std::int64_t bytes_;
    std::string drawing_id_;
};

}  // namespace

std::optional<std::string> keep_drawing(Uploads& uploads, UserId const& user_id, PageId const& page_id,
                                        std::string const& png)
{
    DrawingUse use(uploads.rules(), user_id, page_id, png.size());
    auto const sha256 = sha256_hex(png);
    if (!uploads.store(user_id, {sha256, png}, use))
        return std::nullopt;
    return use.drawing_id();
}

std::string with_own_drawings(LibraryWork& work, PageId const& page_id, std::string markdown)
{
    for (auto const& id : attachments_in(markdown)) {
        auto const rows = work->exec_params(kFindBytesElsewhere, work.user_id(), id, page_id);
        if (rows.empty())
            continue;
        auto const own = drawing_of_blob(*work, work.user_id(), page_id, rows[0][0].as<std::string>());
        for (auto at = markdown.find(id); at != std::string::npos; at = markdown.find(id, at + own.size()))
            markdown.replace(at, id.size(), own);
    }
    return markdown;
}

void remove_unshown_drawings(LibraryWork& work, PageId const& page_id)
{
    auto const removed = work->exec_params1(kRemoveUnshown, work.user_id(), page_id);
    drop_unused_blobs(work, removed[0].as<std::string>(), "{}");
}

}  // namespace rmirror::library
