// SPDX-License-Identifier: AGPL-3.0-or-later
// Walks over all of a library, beside what is followed: the first sync, a changed choice, the daily check,
// somebody who asks for it. First its notebooks, those worked on last first, then the records whose items are
// gone.
#pragma once

#include "base/ids.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::targets {

enum class Cause {
    first,
    choice,
    check,    // Once a day.
    trigger,  // Somebody asks for it.
    removal,  // All of it is to be removed there, and the integration then.
};

/// What a pass walks over.
struct Scope {
    std::optional<std::string> item_type = std::nullopt;
    std::optional<std::vector<std::string>> notebook_uuids = std::nullopt;
    std::optional<std::int64_t> most = std::nullopt;  // Items to queue.
};

/// Followers are woken. One that nobody asked for takes the place of those before it.
PassId begin_pass(pqxx::work& work, UserId const& user_id, IntegrationId const& integration_id, Cause cause,
                  Scope const& scope = {});

/// Compares the next piece of the oldest pass of this integration. True when there is more. A transaction of
/// the system's.
bool walk_piece(pqxx::work& work, Target const& target, UserId const& user_id);

/// Where it is due. Answers of how many integrations.
std::size_t begin_daily_checks(pqxx::work& work);

/// Removes integrations all of whose items have been removed at their service, or lets them begin anew
/// elsewhere. Answers how many.
std::size_t finish_removals(pqxx::work& work);

}  // namespace rmirror::targets
