// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/deliveries.hpp"

#include <pqxx/result>

namespace rmirror {

namespace {

constexpr auto kQueue = R"sql(
    INSERT INTO sync_queue AS known (user_id, target_name, item_type, item_key, operation, content_hash, priority)
    SELECT $1, target_name, $2, $3, $4, $5, $6 FROM integrations WHERE user_id = $1 AND is_enabled
    ON CONFLICT (user_id, target_name, item_type, item_key) WHERE status IN ('pending', 'processing', 'retry')
    DO UPDATE SET operation = excluded.operation, content_hash = excluded.content_hash,
                  is_outdated = known.status = 'processing')sql";

}  // namespace

void deliver(pqxx::work& work, std::string const& user_id, Delivery const& delivery)
{
    work.exec_params0(kQueue, user_id, delivery.item_type, delivery.item_key, delivery.operation,
                      delivery.content_hash, delivery.priority);
}

}  // namespace rmirror
