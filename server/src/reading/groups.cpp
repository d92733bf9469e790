// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/groups.hpp"

#include "db/array_text.hpp"
#include "db/first_column.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "queue/waiting.hpp"
#include "reading/page_state.hpp"

#include <pqxx/result>

namespace rmirror::reading {

namespace {

// An image costs a token per square of 28 by 28 pixels; a page full of ink has 3,417 of them. In a call with
// more than 20 images, none may have an edge beyond 2,000 pixels (docs/decisions/0008).
constexpr int kMaxSquaresOfAPage = 2'000;
constexpr int kMaxSquares = 6'000;
constexpr int kMaxPictures = 20;
constexpr int kMaxGroupBytes = 4'000'000;
/// Pages considered: the nearest may be too large, or have failed before.
constexpr int kNeighbours = 40;

constexpr db::Statement kListNeighbours = R"sql(
    SELECT page.id
    FROM pages AS claimed
    JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.notebook_id = claimed.notebook_id
        AND page.id <> claimed.id AND page.deleted_at IS NULL AND page.ocr_status = 'pending'
    WHERE claimed.user_id = $1 AND claimed.id = $2
    ORDER BY abs(page.page_number - claimed.page_number), page.id LIMIT $3)sql";

// $1 to $3 list the claimed page first, then the others by distance.
constexpr db::Statement kTakeSmallOnes = R"sql(
    WITH waiting AS (
        SELECT DISTINCT ON (look) queue_id, page_id, look, place
        FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS waiting (queue_id, page_id, look, place)
        ORDER BY look, place),
    sized AS (
        SELECT queue_id, place, count(*) AS pictures, sum(blob.size_bytes) AS bytes,
            sum(ceil(image.width / 28.0) * ceil(image.height / 28.0)) AS squares
        FROM waiting
        JOIN page_images AS image ON image.user_id = (SELECT $9::uuid) AND image.page_id = waiting.page_id
            AND image.ink_hash = waiting.look
        JOIN blobs AS blob ON blob.user_id = (SELECT $9::uuid) AND blob.id = image.blob_id
        GROUP BY queue_id, place),
    together AS (
        SELECT queue_id, place, row_number() OVER nearest AS pages, sum(squares) OVER nearest AS squares,
            sum(pictures) OVER nearest AS pictures, sum(bytes) OVER nearest AS bytes
        FROM sized WHERE place = 1 OR squares <= $4
        WINDOW nearest AS (ORDER BY place))
    SELECT queue_id FROM together
    WHERE place > 1 AND pages <= $5 AND squares <= $6 AND pictures <= $7 AND bytes <= $8
    ORDER BY pages)sql";

bool may_go_with_others(queue::Item const& item)
{
    return !item.last_error || item.last_error == queue::ErrorClass::rate_limit ||
           item.last_error == queue::ErrorClass::auth_error;
}

std::vector<queue::Item> neighbours_of(pqxx::work& work, queue::Item const& claimed)
{
    auto const pages = db::first_column<std::string>(
        kListNeighbours.rows(work, claimed.user_id, page_of(claimed), kNeighbours));
    auto items = queue::waiting_items(work, claimed.user_id, kTarget, pages);
    std::erase_if(items, [](queue::Item const& item) { return !may_go_with_others(item); });
    return items;
}

}  // namespace

std::vector<ItemId> group_of(db::Pool& pool, queue::Item const& claimed, std::size_t max_pages)
{
    if (!may_go_with_others(claimed))
        return {};
    return db::as_system(pool, [&](pqxx::work& work) -> std::vector<ItemId> {
        auto const neighbours = neighbours_of(work, claimed);
        if (neighbours.empty())
            return {};
        ArrayText ids(std::vector{claimed.id});
        ArrayText pages(std::vector{claimed.item_key});
        ArrayText looks(std::vector{claimed.content_hash});
        for (auto const& item : neighbours) {
            ids.add(item.id);
            pages.add(item.item_key);
            looks.add(item.content_hash);
        }
        return db::first_column<ItemId>(kTakeSmallOnes.rows(work, ids.str(), pages.str(), looks.str(),
                                                            kMaxSquaresOfAPage, max_pages, kMaxSquares,
                                                            kMaxPictures, kMaxGroupBytes, claimed.user_id));
    });
}

}  // namespace rmirror::reading
