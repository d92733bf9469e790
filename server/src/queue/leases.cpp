// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/leases.hpp"

#include "db/array_text.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

namespace rmirror::queue {

namespace {

constexpr db::Statement kExtend = R"sql(
    UPDATE sync_queue SET leased_until = now() + $2::integer * interval '1 second'
    WHERE lease_id = ANY ($1::uuid[]))sql";

constexpr auto kExtendWithoutEnd = R"sql(
    UPDATE sync_queue SET leased_until = 'infinity' WHERE lease_id = ANY ($1::uuid[]) RETURNING *)sql";

constexpr auto kListLeased = "SELECT * FROM sync_queue WHERE lease_id = ANY ($1::uuid[])";

constexpr auto kExpire = "UPDATE sync_queue SET leased_until = now() WHERE lease_id = ANY ($1::uuid[])";

}  // namespace

void extend(pqxx::work& work, std::vector<std::string> const& lease_ids, std::chrono::seconds lease)
{
    kExtend.rows(work, ArrayText(lease_ids).str(), static_cast<int>(lease.count()));
}

std::vector<Item> extend_without_end(pqxx::work& work, std::vector<std::string> const& lease_ids)
{
    return items_of(work.exec_params(kExtendWithoutEnd, ArrayText(lease_ids).str()));
}

std::vector<Item> leased_items(pqxx::work& work, std::vector<std::string> const& lease_ids)
{
    return items_of(work.exec_params(kListLeased, ArrayText(lease_ids).str()));
}

void expire(pqxx::work& work, std::vector<std::string> const& lease_ids)
{
    work.exec_params(kExpire, ArrayText(lease_ids).str());
}

}  // namespace rmirror::queue
