// SPDX-License-Identifier: AGPL-3.0-or-later
// How full the queue is, over all users; and what in it is kept for a while only.
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

/// Of what waits, is being done, or has failed and nobody has looked after it.
std::vector<Count> counts(pqxx::work& work);

/// For how many seconds the oldest item that is due has waited; 0: none is due.
double oldest_due_seconds(pqxx::work& work);

/// Removes what ended 30 days ago. Answers how many items.
std::size_t forget_ended(pqxx::work& work);

}  // namespace rmirror::queue
