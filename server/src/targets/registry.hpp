// SPDX-License-Identifier: AGPL-3.0-or-later
// All targets there are.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets {

std::span<Target const* const> all_targets();
/// Those that are called.
std::vector<upstream::Provider> all_services();
/// None for what is no name of one.
Target const* find_target(std::string_view name);

}  // namespace rmirror::targets
