// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sharing/shared_content.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"
#include "library/documents/placed_lines.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

namespace rmirror::sharing {

namespace json = boost::json;

namespace {

// Neither the path, which names folders, nor tags or the trash: they are the owner's order, not the
// notebook's content.
constexpr auto kShowNotebook = R"sql(
    WITH shown AS (
        SELECT page.page_number, jsonb_build_object(
            'page_uuid', page.page_uuid, 'page_number', page.page_number, 'ink_hash', page.ink_hash,
            'ocr_status', page.ocr_status) AS json
        FROM pages AS page
        WHERE page.user_id = (SELECT $1::uuid) AND page.notebook_id = $2)
    SELECT jsonb_build_object(
        'notebook_uuid', notebook.notebook_uuid, 'visible_name', notebook.visible_name,
        'document_type', notebook.document_type, 'orientation', notebook.orientation,
        'authors', to_jsonb(notebook.authors), 'last_modified', notebook.last_modified,
        'kind', CASE WHEN $3::boolean THEN 'page' ELSE 'notebook' END,
        'shown_name', $4::text, 'allows_download', $5::boolean, 'expires_at', $6::timestamptz,
        'pages', (SELECT coalesce(jsonb_agg(json ORDER BY page_number), '[]') FROM shown)),
        (SELECT count(*) FROM shown)
    FROM notebooks AS notebook
    WHERE notebook.user_id = $1 AND notebook.id = $2)sql";

constexpr auto kShowPage = R"sql(
    SELECT jsonb_build_object(
        'page_uuid', page.page_uuid, 'page_number', page.page_number, 'ink_hash', page.ink_hash,
        'is_display_current', page.display_hash IS NOT NULL AND page.display_hash = page.look_hash,
        'display_hash', page.display_hash, 'unreadable_parts', page.unreadable_parts,
        'ocr_status', page.ocr_status, 'ocr_language', page.ocr_language,
        'text', coalesce(page.document, page.ocr_text, ''), 'lines', page.ocr_lines,
        'typed_text', page.typed_text, 'typed_markdown', page.typed_markdown,
        'images', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                              'part', part, 'sha256', blob.sha256, 'width', width, 'height', height,
                              'rect', jsonb_build_object('x', crop_left, 'y', crop_top, 'width', crop_width,
                                                         'height', crop_height)) ORDER BY part), '[]')
                   FROM page_images AS image
                   JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
                   WHERE image.user_id = (SELECT $1::uuid) AND page_id = page.id AND ink_hash = page.image_hash),
        'display_image', (SELECT jsonb_build_object(
                              'width', width, 'height', height,
                              'rect', jsonb_build_object('x', place_left, 'y', place_top, 'width', place_width,
                                                         'height', place_height))
                          FROM display_images WHERE user_id = (SELECT $1::uuid) AND page_id = page.id),
        'highlights', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                  'text', coalesce(corrected_text, repaired_text, original_text), 'note', note,
                                  'color', color, 'rects', rects) ORDER BY ordinal), '[]')
                       FROM highlights WHERE user_id = (SELECT $1::uuid) AND page_id = page.id AND deleted_at IS NULL),
        'todos', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                             'source', source, 'text', text, 'is_completed', is_completed)
                             ORDER BY source, ordinal), '[]')
                  FROM todos WHERE user_id = (SELECT $1::uuid) AND page_id = page.id AND deleted_at IS NULL),
        'attachments', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                   'id', attachment.id, 'file_name', attachment.file_name,
                                   'content_type', attachment.content_type, 'size', blob.size_bytes)
                                   ORDER BY attachment.id), '[]')
                        FROM attachments AS attachment
                        JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = attachment.blob_id
                        WHERE attachment.user_id = (SELECT $1::uuid) AND attachment.page_id = page.id
                            AND NOT attachment.is_drawing)),
        page.document IS NOT NULL
    FROM pages AS page
    WHERE page.user_id = $1 AND page.notebook_id = $2 AND page.page_uuid = $3)sql";

constexpr auto kFindDisplayImage = R"sql(
    SELECT blob.sha256, blob.copy, blob.media_type
    FROM pages AS page
    JOIN display_images AS image ON image.user_id = (SELECT $1::uuid) AND image.page_id = page.id
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
    WHERE page.user_id = $1 AND page.notebook_id = $2 AND page.page_uuid = $3)sql";

constexpr auto kFindPartOfImage = R"sql(
    SELECT blob.sha256, blob.copy, blob.media_type
    FROM pages AS page
    JOIN page_images AS image
        ON image.user_id = (SELECT $1::uuid) AND image.page_id = page.id AND image.ink_hash = page.image_hash
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
    WHERE page.user_id = $1 AND page.notebook_id = $2 AND page.page_uuid = $3 AND image.part = $4)sql";

constexpr auto kFindAttachment = R"sql(
    SELECT attachment.file_name, attachment.content_type, blob.sha256, blob.copy
    FROM attachments AS attachment
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = attachment.blob_id
    WHERE attachment.user_id = $1 AND attachment.id = $2)sql";

/// Replaces the transcribed lines by those of the correction, in the same places, so that nothing that the
/// owner took out is shown.
std::string with_lines_of_correction(std::string const& shown)
{
    auto page = json::parse(shown).as_object();
    page["lines"] = library::placed_lines(page.at("lines").as_array(), page.at("text").as_string());
    return json::serialize(page);
}

}  // namespace

std::optional<std::string> shared_notebook(pqxx::work& work, Link const& link)
{
    auto const& scope = link.scope;
    bool const is_page = !scope.page_id.empty();
    auto const rows = work.exec_params(db::routable(kShowNotebook), scope.user_id, scope.notebook_id, is_page,
                                       link.shown_name, link.allows_download, link.expires_at);
    if (rows.empty() || (is_page && rows[0][1].as<int>() == 0))
        return std::nullopt;
    return rows[0][0].as<std::string>();
}

std::optional<std::string> shared_page(pqxx::work& work, Link const& link, std::string const& page_uuid)
{
    auto const& scope = link.scope;
    auto const rows = work.exec_params(db::routable(kShowPage), scope.user_id, scope.notebook_id, page_uuid);
    if (rows.empty())
        return std::nullopt;
    auto shown = rows[0][0].as<std::string>();
    return rows[0][1].as<bool>() ? with_lines_of_correction(shown) : std::move(shown);
}

std::optional<library::ImageFound> shared_image(pqxx::work& work, Link const& link,
                                                std::string const& page_uuid, std::optional<int> part)
{
    auto const& scope = link.scope;
    auto const rows =
        part ? work.exec_params(db::routable(kFindPartOfImage), scope.user_id, scope.notebook_id, page_uuid,
                                *part)
             : work.exec_params(db::routable(kFindDisplayImage), scope.user_id, scope.notebook_id, page_uuid);
    return library::image_found(rows, scope.user_id);
}

std::optional<SharedFile> shared_attachment(pqxx::work& work, Link const& link, std::string const& id)
{
    auto const& owner = link.scope.user_id;
    auto const rows = work.exec_params(db::routable(kFindAttachment), owner, id);
    if (rows.empty())
        return std::nullopt;
    return SharedFile{.file_name = rows[0][0].as<std::string>(),
                      .content_type = rows[0][1].as<std::string>(),
                      .blob = {owner, rows[0][2].as<std::string>(), rows[0][3].as<std::string>()}};
}

}  // namespace rmirror::sharing
