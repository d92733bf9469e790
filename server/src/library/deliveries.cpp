// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/deliveries.hpp"

#include "db/ids.hpp"
#include "queue/enqueue.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr auto kListTargets = "SELECT target_name FROM integrations WHERE user_id = $1 AND is_enabled";

}  // namespace

void deliver(pqxx::work& work, UserId const& user_id, std::vector<Delivery> const& deliveries)
{
    if (deliveries.empty())
        return;
    for (auto const& row : work.exec_params(kListTargets, user_id))
        for (auto const& delivery : deliveries)
            queue::enqueue(work, user_id,
                           {.target_name = row[0].as<std::string>(),
                            .item_type = delivery.item_type,
                            .item_key = delivery.item_key,
                            .operation = delivery.operation,
                            .content_hash = delivery.content_hash,
                            .priority = delivery.priority});
}

}  // namespace rmirror::library
