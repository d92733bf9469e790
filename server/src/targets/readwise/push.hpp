// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers highlights to Readwise and removes them. A passage that is marked twice in a notebook is one
// highlight there: the second item gets the id of the first, and the highlight is removed with the last of
// them.
#pragma once

#include "targets/target.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace rmirror::targets::readwise {

/// Highlights in a request. The API accepts more, but a call that fails is sent again as a whole.
constexpr std::size_t kMaxBatchSize = 100;

std::vector<DeliveryResult> push(TargetContext& context, std::span<Delivery const> items);
std::vector<DeliveryResult> remove(TargetContext& context, std::span<Delivery const> items);

}  // namespace rmirror::targets::readwise
