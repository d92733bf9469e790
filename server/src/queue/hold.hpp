// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeping all of a user's items of a target from beginning for a while, without touching any of them.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <string_view>

namespace rmirror::queue {

/// What begins when the time is over.
enum class Then {
    all,
    one,  // A trial: the others go on waiting until somebody releases them or holds anew.
};

/// A hold that ends later stays, unless this one is followed by a trial.
void hold(pqxx::work& work, UserId const& user_id, std::string_view target_name, std::chrono::seconds time,
          Then then);
/// Until somebody releases them.
void hold_for_good(pqxx::work& work, UserId const& user_id, std::string_view target_name);
/// They may begin at once.
void release(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// Ends what a trial was to show, where something is held for one.
void end_trial(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// Asked by claim(), under the lock of that user and target: false while they are held. Of a trial the answer
/// is true once for each lease.
bool may_begin(pqxx::work& work, UserId const& user_id, std::string_view target_name, int lease_seconds);

}  // namespace rmirror::queue
