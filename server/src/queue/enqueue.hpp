// SPDX-License-Identifier: AGPL-3.0-or-later
// Putting things into the queue of one user, and taking them out before they begin; as part of the caller's
// transaction.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::queue {

/// Who wants it done.
enum class Trigger {
    manual,
    scheduled,  // Nobody waits for it.
    file_watcher,
};

/// A priority: after whatever changes at this moment.
constexpr int kBacklogPriority = 6;

struct NewItem {
    std::string target_name;
    std::string item_type;  // As the queue's column names them.
    std::string item_key;
    std::string operation = "create";  // create, update or delete.
    std::optional<std::string> content_hash = std::nullopt;
    int priority = 5;  // 1 comes first.
    Trigger trigger = Trigger::file_watcher;
};

/// What waits already is not queued twice; what is being done at this moment is done once more.
void enqueue(pqxx::work& work, UserId const& user_id, NewItem const& item);

/// Cancels what waits of these keys (a PostgreSQL array as text). Answers the keys of what was cancelled,
/// again as an array. What has begun goes on.
std::string withdraw(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                     std::string const& item_keys);

/// Removes what has ended of these keys (an array as text): there is nothing left that could be retried.
void forget(pqxx::work& work, UserId const& user_id, std::string_view target_name,
            std::string const& item_keys);

/// Removes all of a target but what is being done, and lets it begin again whenever something is queued.
void forget_target(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// What waits for its time with this content, or of these keys (an array as text), is due at once.
void hurry(pqxx::work& work, UserId const& user_id, std::string_view target_name,
           std::string const& content_hash, std::string const& item_keys = "{}");

/// Whether it waits or is being done.
bool is_queued(pqxx::work& work, UserId const& user_id, std::string_view target_name,
               std::string const& item_key);

/// Those of these keys that neither wait nor are being done; both are arrays as text.
std::string not_queued(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                       std::string const& item_keys);

}  // namespace rmirror::queue
