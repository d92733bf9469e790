// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers to Notion: todos go to a database of their own, everything else to the notebook's row.
#pragma once

#include "targets/target.hpp"

#include <span>
#include <vector>

namespace rmirror::targets::notion {

std::vector<Ending> push_all(Outside& outside, std::span<Delivery const> items);
std::vector<Ending> remove_all(Outside& outside, std::span<Delivery const> items);

}  // namespace rmirror::targets::notion
