// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers items of one notebook to its rows.
#pragma once

#include "targets/target.hpp"

#include <span>
#include <vector>

namespace rmirror::targets::notion {

std::vector<DeliveryResult> push(TargetContext& context, std::span<Delivery const> items);
std::vector<DeliveryResult> remove(TargetContext& context, std::span<Delivery const> items);

}  // namespace rmirror::targets::notion
