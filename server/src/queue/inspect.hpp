// SPDX-License-Identifier: AGPL-3.0-or-later
// One user's queue as they see it, and what they may do with its items.
#pragma once

#include "base/ids.hpp"
#include "queue/item.hpp"

#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::queue {

/// As JSON of the contract: `SyncHealth`, `SyncStats`, and a piece of the list, newest first.
std::string show_health(pqxx::work& work, UserId const& user_id);
std::string show_stats(pqxx::work& work, UserId const& user_id);
std::string list_items(pqxx::work& work, UserId const& user_id, std::optional<std::string> const& status,
                       std::optional<ItemId> const& after, std::int64_t limit);

struct Waiting {
    std::int64_t items = 0;
    std::int64_t backlog = 0;  // Of these, what cancel_backlog() would take out.
    std::optional<std::string> held_until =
        std::nullopt;  // RFC 3339; nothing where nobody holds them for a time.
};

/// What of a target has not begun, and until when it is held.
Waiting waiting_of(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// How the items stand that were queued by passes (an array as text).
struct PassCounts {
    std::int64_t completed = 0;
    std::int64_t failed = 0;
    std::int64_t waiting = 0;  // Or being done.
};
PassCounts counts_of_passes(pqxx::work& work, UserId const& user_id, std::string const& pass_ids);

bool is_there(pqxx::work& work, UserId const& user_id, ItemId const& id);

/// What failed, was cancelled, or waits to be tried again, and stays so until the transaction ends; nothing
/// when it is not in such a state or a live twin does the same already.
std::optional<Item> retryable(pqxx::work& work, UserId const& user_id, ItemId const& id);

/// Tries again what is retryable().
void try_again(pqxx::work& work, Item const& item);

/// Cancels what has not begun; nothing when it is not in such a state.
std::optional<Item> cancel(pqxx::work& work, UserId const& user_id, ItemId const& id);

/// Cancels what of a target has not begun and was to be made because a whole library was looked over, not
/// because it changed: those that would begin next.
std::vector<Item> cancel_backlog(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                                 std::size_t max_items);

}  // namespace rmirror::queue
