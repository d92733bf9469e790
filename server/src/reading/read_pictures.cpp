// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/read_pictures.hpp"

#include "db/ids.hpp"
#include "queue/enqueue.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <cstdint>

namespace rmirror::reading {

namespace {

using library::LibraryWork;

constexpr auto kFindLook = R"sql(
    SELECT page.id, coalesce(page.display_hash, ''),
        coalesce(page.display_hash = page.look_hash, false)
            AND EXISTS (SELECT 1 FROM display_images WHERE user_id = $1 AND page_id = page.id)
    FROM pages AS page
    WHERE page.user_id = $1 AND page.id = (SELECT page_named($1, $2, $3)) AND page.deleted_at IS NULL)sql";

constexpr auto kShowReading = R"sql(
    UPDATE pages SET reads_pictures = $3::boolean
    WHERE user_id = $1 AND id = $2 AND reads_pictures <> $3::boolean)sql";

bool has_page_left(boost::json::value const& quota)
{
    auto const& left = quota.at("left");
    return left.is_null() || left.to_number<std::int64_t>() > 0;
}

AskedPictures asked_for(PageId const& page_id, boost::json::value quota)
{
    return {PicturesOutcome::begun, boost::json::serialize(boost::json::object{{"page_id", page_id.text()},
                                                                               {"quota", std::move(quota)}})};
}

}  // namespace

AskedPictures read_pictures(LibraryWork& work, quota::Rules const& rules, PicturesRequest const& request)
{
    auto const rows = work->exec_params(kFindLook, work.user_id(), request.notebook_uuid, request.page_uuid);
    if (rows.empty())
        return {};
    auto const page_id = rows[0][0].as<PageId>();
    auto const look = rows[0][1].as<std::string>();
    auto quota = boost::json::parse(quota::describe(*work, rules, work.user_id()));
    if (queue::is_queued(*work, work.user_id(), kPicturesTarget, page_id.text()))
        return asked_for(page_id, std::move(quota));
    if (!rows[0][2].as<bool>())
        return {PicturesOutcome::no_image, ""};
    if (!quota::has_reader(*work))
        return {PicturesOutcome::no_reader, ""};
    if (!has_page_left(quota))
        return {PicturesOutcome::no_quota, ""};
    if (!quota::count_retry(*work, work.user_id(), page_id, look))
        return {PicturesOutcome::too_often, ""};
    queue::enqueue(*work, work.user_id(),
                   {.target_name = std::string(kPicturesTarget),
                    .item_type = std::string(kPicturesItemType),
                    .item_key = page_id.text(),
                    .content_hash = look,
                    .trigger = queue::Trigger::manual});
    show_reading_pictures(work, page_id, true);
    return asked_for(page_id, std::move(quota));
}

void show_reading_pictures(LibraryWork& work, PageId const& page_id, bool is_waiting)
{
    work->exec_params0(kShowReading, work.user_id(), page_id, is_waiting);
}

}  // namespace rmirror::reading
