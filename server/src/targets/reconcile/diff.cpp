// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/reconcile/diff.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/pg_arrays.hpp"
#include "targets/values.hpp"

#include <pqxx/result>

namespace rmirror::targets {

namespace {

constexpr db::Statement kQueueDifferences = R"sql(
    SELECT queued, skipped
    FROM integrations AS integration
    CROSS JOIN LATERAL queue_differences(integration, $3::text[], $4::text[], $5::text[], $6::uuid[], $7, $8, $9, $10,
                                         $11::integer)
    WHERE integration.user_id = $1 AND integration.id = $2)sql";

}  // namespace

DiffResult queue_differences(pqxx::work& work, Target const& target, Integration const& integration,
                             DiffRequest const& items)
{
    if (items.types == "{}")
        return {};
    auto const values = plain_values_of(target, integration);
    auto const row = kQueueDifferences.row(
        work, integration.user_id, integration.id, names_of(deliverable_types(target, values)),
        names_of(extras_of(target, values)), items.types, items.keys, items.includes_failed, items.priority,
        items.cause, items.scan, items.max);
    return {row[0].as<std::int64_t>(), row[1].as<std::int64_t>()};
}

}  // namespace rmirror::targets
