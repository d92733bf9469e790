// SPDX-License-Identifier: AGPL-3.0-or-later
// Commits what changed of a notebook's notes on the branch's last commit, and pushes it. The push is never
// forced: where others pushed meanwhile, everything is looked at and done once more on their commits.
#pragma once

#include "targets/target.hpp"

#include <span>
#include <vector>

namespace rmirror::targets::git {

std::vector<DeliveryResult> push_all(TargetContext& context, std::span<Delivery const> items);
std::vector<DeliveryResult> remove_all(TargetContext& context, std::span<Delivery const> items);

}  // namespace rmirror::targets::git
