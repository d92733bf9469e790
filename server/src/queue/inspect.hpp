// SPDX-License-Identifier: AGPL-3.0-or-later
// One user's queue as the API shows it, and the user's actions on its items.
#pragma once

#include "base/ids.hpp"
#include "queue/item.hpp"

#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::queue {

/// JSON as in the API's schemas: `SyncHealth`, `SyncStats`, and one page of the list, newest first.
std::string show_health(pqxx::work& work, UserId const& user_id);
std::string show_stats(pqxx::work& work, UserId const& user_id);
std::string list_items(pqxx::work& work, UserId const& user_id, std::optional<std::string> const& status,
                       std::optional<ItemId> const& after, std::int64_t limit);

struct Waiting {
    std::int64_t items = 0;
    std::int64_t backlog = 0;  // The part of `items` that cancel_backlog() would cancel.
    /// RFC 3339; nullopt if the items aren't held until a certain time.
    std::optional<std::string> held_until = std::nullopt;
};

/// The target's items that haven't begun, and the end of a hold.
Waiting waiting_of(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// Items queued by these passes (an array as text), by status.
struct FullScanCounts {
    std::int64_t completed = 0;
    std::int64_t failed = 0;
    std::int64_t waiting = 0;  // Includes items in progress.
};
FullScanCounts counts_of_full_scans(pqxx::work& work, UserId const& user_id,
                                    std::string const& full_scan_ids);

/// Whether the user has an item with this id.
bool is_there(pqxx::work& work, UserId const& user_id, ItemId const& id);

/// Returns and locks an item that failed, was cancelled or waits for a retry. Nullopt if it is in another
/// state, or if a live item for the same thing exists.
std::optional<Item> retryable(pqxx::work& work, UserId const& user_id, ItemId const& id);

/// Queues an item from retryable() again, with its attempts reset.
void requeue(pqxx::work& work, Item const& item);

/// Cancels an item that hasn't begun. Nullopt if it is in another state.
std::optional<Item> cancel(pqxx::work& work, UserId const& user_id, ItemId const& id);

/// Cancels up to `max_items` of the target's waiting items, those that would begin next, that were queued by
/// a full scan of the library and not by a change.
std::vector<Item> cancel_backlog(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                                 std::size_t max_items);

}  // namespace rmirror::queue
