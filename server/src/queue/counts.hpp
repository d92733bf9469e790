// SPDX-License-Identifier: AGPL-3.0-or-later
// The size of the queue over all users, and the removal of old items.
#pragma once

#include <pqxx/transaction>

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::queue {

struct Count {
    std::string target_name;
    std::string item_type;
    std::string status;
    std::size_t items = 0;
};

/// Items that wait, are in progress or have failed, by target, type and status.
std::vector<Count> counts(pqxx::work& work);

struct WaitingFor {
    std::string target_name;
    /// "turn": it is due. "later": it begins at a later time. "held": all of its owner's items for the target
    /// wait. Otherwise why the last attempt failed, as in sync_queue.error_class.
    std::string reason;
    std::size_t items = 0;
};

/// Why items that haven't begun wait, by target.
std::vector<WaitingFor> waiting_for(pqxx::work& work);

/// How many seconds the oldest due item has waited; 0 if none is due.
double oldest_due_seconds(pqxx::work& work);

/// Deletes items that ended more than 30 days ago. Returns their number.
std::size_t forget_ended(pqxx::work& work);

}  // namespace rmirror::queue
