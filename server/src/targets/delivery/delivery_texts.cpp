// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/transaction.hpp"
#include "targets/delivery/delivery_job.hpp"

#include <utility>

namespace rmirror::targets {

/// Items of which templates, steps and the user's own code make nothing that could be sent have their
/// outcomes then.
void DeliveryJob::make_texts(TargetContext& context, std::optional<OwnCode> const& own_code,
                             Integration const& integration, std::vector<PlannedDelivery>& plan)
{
    std::vector<Delivery*> items;
    std::vector<PlannedDelivery*> planned;
    for (auto& each : plan)
        if (!each.outcome && !each.is_removal) {
            items.push_back(&each.delivery);
            planned.push_back(&each);
        }
    auto failures = targets::make_texts(context, own_code, items, [&](std::string const& address) {
        db::as_system(pool_, [&](pqxx::work& work) { note_own_code_verified(work, integration, address); });
    });
    for (std::size_t i = 0; i < failures.size(); ++i)
        if (failures[i])
            planned[i]->outcome = outcome_of(integration, *planned[i], std::move(*failures[i]), false);
}

}  // namespace rmirror::targets
