// SPDX-License-Identifier: AGPL-3.0-or-later
// Walks over all of a library, beside what is followed: the first sync, a changed choice, the daily check,
// somebody who asks for it. First its notebooks, those worked on last first, then the records whose items are
// gone.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "targets/integration.hpp"
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
    std::optional<RunId> run_id = std::nullopt;       // Of the request that begins it.
};

/// Followers are woken. One that nobody asked for takes the place of those before it.
PassId begin_pass(pqxx::work& work, UserId const& user_id, IntegrationId const& integration_id, Cause cause,
                  Scope const& scope = {});

/// What the first and the chosen pass have not compared yet is recorded as skipped instead of being queued,
/// and so is what they queued and still waits. The integration's row must be locked by this transaction.
void stop_passes(pqxx::work& work, Integration const& integration);

/// Whether walk_piece() has more of that to do.
bool is_stopping(pqxx::work& work, Target const& target, UserId const& user_id);

/// Compares the next piece of the oldest pass of this integration. True when there is more. The transaction
/// must have written nothing yet.
bool walk_piece(pqxx::work& work, Target const& target, UserId const& user_id);

/// Where it is due. Answers of how many integrations.
std::size_t begin_daily_checks(pqxx::work& work);

/// Removes integrations all of whose items have been removed at their service or stay there, or lets them
/// begin anew elsewhere. Of many records only some are forgotten at once. Answers for how many.
std::size_t finish_removals(db::Pool& pool);

}  // namespace rmirror::targets
