// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/counts.hpp"

#include <pqxx/result>

namespace rmirror::queue {

namespace {

constexpr auto kCount = R"sql(
    SELECT item_type, status, count(*) FROM sync_queue
    WHERE status IN ('pending', 'processing', 'retry', 'failed')
    GROUP BY item_type, status ORDER BY item_type, status)sql";

constexpr auto kOldestDue = R"sql(
    SELECT coalesce(extract(epoch FROM now() - min(run_after)), 0)
    FROM sync_queue WHERE status IN ('pending', 'retry') AND run_after <= now())sql";

constexpr auto kForgetEnded = "DELETE FROM sync_queue WHERE completed_at < now() - interval '30 days'";

}  // namespace

std::vector<Count> counts(pqxx::work& work)
{
    std::vector<Count> counts;
    for (auto const& row : work.exec(kCount))
        counts.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::size_t>()});
    return counts;
}

double oldest_due_seconds(pqxx::work& work)
{
    return work.exec1(kOldestDue)[0].as<double>();
}

std::size_t forget_ended(pqxx::work& work)
{
    return static_cast<std::size_t>(work.exec(kForgetEnded).affected_rows());
}

}  // namespace rmirror::queue
