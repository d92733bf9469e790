// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/stranded_pages.hpp"

#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "library/work.hpp"
#include "queue/enqueue.hpp"
#include "reading/page_state.hpp"

#include <pqxx/result>

#include <string>

namespace rmirror::reading {

namespace {

constexpr auto kListWaiting = R"sql(
    SELECT user_id, array_agg(id) FROM pages
    WHERE ocr_status IN ('pending', 'processing') AND deleted_at IS NULL AND image_hash = ink_hash
    GROUP BY user_id)sql";

constexpr auto kLetStrandedWait = R"sql(
    UPDATE pages SET ocr_status = 'pending'
    WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND ocr_status IN ('pending', 'processing')
        AND deleted_at IS NULL AND image_hash = ink_hash
    RETURNING id, image_hash)sql";

std::size_t queue_those_of(library::LibraryWork& work, std::string const& pages)
{
    auto const stranded = queue::not_queued(*work, work.user_id(), kTarget, pages);
    std::size_t count = 0;
    for (auto const& row : work->exec_params(kLetStrandedWait, work.user_id(), stranded)) {
        queue::enqueue(*work, work.user_id(),
                       {.target_name = std::string(kTarget),
                        .item_type = std::string(kItemType),
                        .item_key = row[0].as<std::string>(),
                        .content_hash = row[1].as<std::string>()});
        ++count;
    }
    return count;
}

}  // namespace

std::size_t queue_stranded_pages(db::Pool& pool)
{
    std::size_t count = 0;
    for (auto const& row : db::as_system(pool, [](pqxx::work& work) { return work.exec(kListWaiting); })) {
        auto const user = row[0].as<UserId>();
        auto const pages = row[1].as<std::string>();
        bool const has_any = db::as_system(
            pool, [&](pqxx::work& work) { return queue::not_queued(work, user, kTarget, pages) != "{}"; });
        // A page may have changed since it was listed, so it is checked again under the lock.
        if (has_any)
            count += library::write_as_system(
                pool, user, [&](library::LibraryWork& work) { return queue_those_of(work, pages); });
    }
    return count;
}

}  // namespace rmirror::reading
