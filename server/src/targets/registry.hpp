// SPDX-License-Identifier: AGPL-3.0-or-later
// The list of targets.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets {

std::span<Target const* const> all_targets();
/// The services of targets that make calls with a credential of their own (pushed, without a provider).
std::vector<upstream::Provider> all_services();
/// Database connections on which a server with all its roles listens for notifications.
std::size_t count_listeners();
/// Null if no target has this name.
Target const* find_target(std::string_view name);

}  // namespace rmirror::targets
