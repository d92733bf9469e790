// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers to Notion: todos go to a database of their own, everything else to the notebook's row.
#pragma once

#include "targets/target.hpp"

#include <span>
#include <vector>

namespace rmirror::targets::notion {

std::vector<DeliveryResult> push_all(TargetContext& context, std::span<Delivery const> items);
std::vector<DeliveryResult> remove_all(TargetContext& context, std::span<Delivery const> items);

}  // namespace rmirror::targets::notion
