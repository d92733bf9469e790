// SPDX-License-Identifier: AGPL-3.0-or-later
// Adds items to one user's queue, and removes them before they begin, in the caller's transaction.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::queue {

/// What queued the item (sync_queue.trigger_source).
enum class Trigger {
    manual,
    scheduled,  // No one waits for the result.
    file_watcher,
};

/// The priority of backlog: after items of recent changes.
constexpr int kBacklogPriority = 6;

struct NewItem {
    std::string target_name;
    std::string item_type;  // A value of sync_queue.item_type.
    std::string item_key;
    std::string operation = "create";  // create, update or delete.
    std::optional<std::string> content_hash = std::nullopt;
    int priority = 5;  // 1 is the most urgent.
    Trigger trigger = Trigger::file_watcher;
};

/// Queues an item. If it already waits, that item is updated; if it is in progress, it runs again afterwards.
void enqueue(pqxx::work& work, UserId const& user_id, NewItem const& item);

/// Cancels waiting items with these keys (a PostgreSQL array as text). Returns the keys of the cancelled
/// items, also as an array. Items in progress continue.
std::string withdraw(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                     std::string const& item_keys);

/// Deletes ended items with these keys (an array as text), so that none of them can be retried.
void forget(pqxx::work& work, UserId const& user_id, std::string_view target_name,
            std::string const& item_keys);

/// Deletes all of the target's items except those in progress, and any hold on the target.
void forget_target(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// Makes items in backoff with this content, or with one of these keys (an array as text), due now.
void hurry(pqxx::work& work, UserId const& user_id, std::string_view target_name,
           std::string const& content_hash, std::string const& item_keys = "{}");

/// Whether the item waits or is in progress.
bool is_queued(pqxx::work& work, UserId const& user_id, std::string_view target_name,
               std::string const& item_key);

/// Returns the keys without a waiting or running item; both are arrays as text.
std::string not_queued(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                       std::string const& item_keys);

}  // namespace rmirror::queue
