// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/groups.hpp"

#include "db/statement.hpp"
#include "db/transaction.hpp"

namespace rmirror::jobs {

namespace {

// Pictures cost a token for each square of 28 pixels; a page full of ink has 3,417 of them. With more than 20
// pictures in a call none may have an edge beyond 2,000 pixels (docs/decisions/0008).
constexpr int kMostSquaresOfACompanion = 2'000;
constexpr int kMostSquares = 6'000;
constexpr int kMostPictures = 20;
constexpr int kMostBytes = 4'000'000;

constexpr db::Statement kFindCompanions = R"sql(
    WITH claimed AS (
        SELECT item.id, item.user_id, page.notebook_id, page.page_number
        FROM sync_queue AS item JOIN pages AS page ON page.id = item.item_key
        WHERE item.id = $1 AND (item.error_class IS NULL OR item.error_class IN ('rate_limit', 'auth_error'))),
    near AS (
        SELECT DISTINCT ON (item.content_hash) item.id, item.item_key AS page_id, item.content_hash,
            abs(page.page_number - claimed.page_number) AS distance
        FROM claimed
        JOIN pages AS page ON page.notebook_id = claimed.notebook_id AND page.deleted_at IS NULL
        JOIN sync_queue AS item ON item.user_id = claimed.user_id AND item.item_type = 'ocr_page'
            AND item.target_name = 'ocr' AND item.item_key = page.id
        WHERE item.id = claimed.id
            OR (item.status IN ('pending', 'retry') AND item.run_after <= now()
                AND (item.error_class IS NULL OR item.error_class IN ('rate_limit', 'auth_error')))
        ORDER BY item.content_hash, distance),
    sized AS (
        SELECT near.id, distance, count(*) AS pictures, sum(blob.size_bytes) AS bytes,
            sum(ceil(image.width / 28.0) * ceil(image.height / 28.0)) AS squares
        FROM near
        JOIN page_images AS image ON image.page_id = near.page_id AND image.ink_hash = near.content_hash
        JOIN blobs AS blob ON blob.id = image.blob_id
        GROUP BY near.id, distance),
    together AS (
        SELECT id, row_number() OVER nearest AS pages, sum(squares) OVER nearest AS squares,
            sum(pictures) OVER nearest AS pictures, sum(bytes) OVER nearest AS bytes
        FROM sized WHERE id = $1 OR squares <= $3
        WINDOW nearest AS (ORDER BY distance, id))
    SELECT id FROM together
    WHERE id <> $1 AND pages <= $2 AND squares <= $4 AND pictures <= $5 AND bytes <= $6
    ORDER BY pages)sql";

}  // namespace

std::vector<std::string> companions_of(db::Pool& pool, Item const& claimed, std::size_t most_pages)
{
    auto const rows = db::as_system(pool, [&](pqxx::work& work) {
        return kFindCompanions.rows(work, claimed.id, most_pages, kMostSquaresOfACompanion, kMostSquares,
                                    kMostPictures, kMostBytes);
    });
    std::vector<std::string> ids;
    for (auto const& row : rows)
        ids.push_back(row[0].as<std::string>());
    return ids;
}

}  // namespace rmirror::jobs
