// SPDX-License-Identifier: AGPL-3.0-or-later
// A user's request to overwrite what they changed at a target.
#pragma once

#include "base/ids.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <string>
#include <string_view>

namespace rmirror::targets {

enum class OverrideResult {
    asked,
    not_there,     // The user has no record with this id.
    nothing_kept,  // The target keeps no changes of the user's for this record.
};

/// Records the request and queues the item, although it hasn't changed. Idempotent. `find_target` returns
/// null for an unknown name. Needs a transaction of the user's.
OverrideResult request_override(pqxx::work& work, UserId const& user_id, std::string const& record_id,
                                Target const* (*find_target)(std::string_view name));

}  // namespace rmirror::targets
