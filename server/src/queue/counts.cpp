// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/counts.hpp"

#include <pqxx/result>

namespace rmirror::queue {

namespace {

constexpr auto kCount = R"sql(
    SELECT target_name, item_type, status, count(*) FROM sync_queue
    WHERE status IN ('pending', 'processing', 'retry', 'failed')
    GROUP BY target_name, item_type, status ORDER BY target_name, item_type, status)sql";

// Held items don't count: no worker could begin them.
constexpr auto kOldestDue = R"sql(
    SELECT coalesce(extract(epoch FROM now() - min(run_after)), 0)
    FROM sync_queue AS item
    WHERE status IN ('pending', 'retry') AND run_after <= now()
        AND NOT EXISTS (SELECT 1 FROM queue_holds AS held
                        WHERE held.user_id = item.user_id AND held.target_name = item.target_name
                            AND held.until > now()))sql";

constexpr auto kCountReasons = R"sql(
    SELECT item.target_name,
           CASE WHEN held.until IS NOT NULL THEN 'held'
                WHEN item.status = 'retry' THEN coalesce(item.error_class, 'unknown_error')
                WHEN item.run_after > now() THEN 'later' ELSE 'turn' END AS reason, count(*)
    FROM sync_queue AS item
    LEFT JOIN queue_holds AS held
        ON held.user_id = item.user_id AND held.target_name = item.target_name AND held.until > now()
    WHERE item.status IN ('pending', 'retry')
    GROUP BY item.target_name, reason ORDER BY item.target_name, reason)sql";

constexpr auto kForgetEnded = "DELETE FROM sync_queue WHERE completed_at < now() - interval '30 days'";

}  // namespace

std::vector<Count> counts(pqxx::work& work)
{
    std::vector<Count> counts;
    for (auto const& row : work.exec(kCount))
        counts.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(),
                          row[3].as<std::size_t>()});
    return counts;
}

std::vector<WaitingFor> waiting_for(pqxx::work& work)
{
    std::vector<WaitingFor> reasons;
    for (auto const& row : work.exec(kCountReasons))
        reasons.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::size_t>()});
    return reasons;
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
