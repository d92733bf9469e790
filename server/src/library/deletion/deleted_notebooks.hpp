// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks that were deleted and can be restored, with the state of their removal at each target.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace rmirror::library {

/// One part of the list as JSON: `DeletedNotebook` of shared/openapi.yaml, latest deletion first.
/// `server_days`: for how long notebooks that users deleted here are kept.
std::string list_deleted(db::Pool& pool, UserId const& user_id, std::int64_t limit,
                         std::optional<std::string> const& after, std::size_t server_days);

}  // namespace rmirror::library
