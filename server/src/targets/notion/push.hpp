// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers items of one notebook to its rows.
#pragma once

#include "targets/target.hpp"

#include <span>
#include <vector>

namespace rmirror::targets::notion {

std::vector<Ending> push(Outside& outside, std::span<Delivery const> items);
std::vector<Ending> remove(Outside& outside, std::span<Delivery const> items);

}  // namespace rmirror::targets::notion
