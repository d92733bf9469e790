// SPDX-License-Identifier: AGPL-3.0-or-later
// What was deleted and can be restored, with what became of it in each target.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace rmirror::library {

/// One page of results as JSON: `DeletedNotebook` of the contract, the latest first. `server_days`: how long
/// what a person deleted here is kept.
std::string list_deleted(db::Pool& pool, UserId const& user_id, std::int64_t limit,
                         std::optional<std::string> const& after, std::size_t server_days);

}  // namespace rmirror::library
