// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "targets/notion/rows/rows.hpp"

#include <optional>
#include <string>

namespace rmirror::targets::notion {

/// Moves the rows that are in the data source `former` to the one of the settings, with everything that
/// people wrote in them. What a user moved elsewhere stays there. A rejection, such as for what would be
/// lost, leaves the rows where they are.
std::optional<DeliveryResult> move_rows(TargetContext& context, Rows& rows, std::string const& former);

}  // namespace rmirror::targets::notion
