// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers to-dos as tasks to Todoist and removes them.
#pragma once

#include "targets/target.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace rmirror::targets::todoist {

constexpr std::size_t kMaxBatchSize = 50;

std::vector<DeliveryResult> push(TargetContext& context, std::span<Delivery const> items);
std::vector<DeliveryResult> remove(TargetContext& context, std::span<Delivery const> items);

}  // namespace rmirror::targets::todoist
