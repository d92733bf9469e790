// SPDX-License-Identifier: AGPL-3.0-or-later
// Holds: keep all items of a user and target from beginning for a while, without changing the items.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <string_view>

namespace rmirror::queue {

/// What begins when the hold expires.
enum class Then {
    all,
    one,  // A trial: one item begins; the others wait until release() or another hold().
};

/// Holds the items for `time`. An existing hold that ends later is kept unless this one is followed by a
/// trial; hold_until_released() is always kept.
void hold(pqxx::work& work, UserId const& user_id, std::string_view target_name, std::chrono::seconds time,
          Then then);
/// Holds the items until release().
void hold_until_released(pqxx::work& work, UserId const& user_id, std::string_view target_name);
/// Ends a hold, so that items may begin immediately.
void release(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// Ends the hold if it is a trial, once the trial's result is known.
void end_trial(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// Called by claim(), which holds the lock of that user and target. False while the items are held. In a
/// trial, returns true once per lease.
bool may_begin(pqxx::work& work, UserId const& user_id, std::string_view target_name, int lease_seconds);

}  // namespace rmirror::queue
