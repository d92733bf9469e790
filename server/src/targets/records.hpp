// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes deliveries to sync_records: the intent before the call, the result after it.
#pragma once

#include "base/ids.hpp"
#include "queue/job.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets {

constexpr std::array<std::string_view, 6> kRecordStatuses = {"pending", "in_progress", "success",
                                                             "retry",   "failed",      "skipped"};

/// What is about to be done with an item.
struct Intent {
    ItemType type = ItemType::notebook;
    std::string item_key;
    std::optional<std::string> content_hash;  // Unset: the item is removed.
    std::string notebook_uuid;
    std::string page_uuid;                  // Empty if none.
    std::string marker;                     // That of an unfinished attempt; empty: a new one is generated.
    std::optional<std::string> place = {};  // PlannedDelivery::place.
};

/// A member of a record's metadata: the next delivery overwrites what the user changed at the service. A
/// record that was `success` is `pending` until then.
constexpr char const* kOverride = "override";

/// The records of one user and target.
class Records {
public:
    Records(pqxx::work& work, UserId const& user_id, std::string_view target_name)
        : work_(work), user_id_(user_id), target_(target_name)
    {}

    /// Sets the items `in_progress` and returns their markers, in order.
    std::vector<std::string> begin(std::vector<Intent> const& intents);
    /// Marks everything in a notebook as removed together with it. An item that returns later is delivered as
    /// new.
    void mark_removed_with_notebook(std::string const& notebook_uuid);

    /// Records the end of a successful attempt. `redeliver_after` schedules one more delivery.
    void succeeded(ItemType type, std::string const& item_key, Remote const& remote,
                   std::optional<std::chrono::seconds> redeliver_after = std::nullopt);
    /// Records what a failed attempt left at the service.
    void record_remote(ItemType type, std::string const& item_key, Remote const& remote);
    /// Records the new remote state of another item. Keeps the member `own` of its metadata unless a new one
    /// is given.
    void changed(ItemState const& other);
    /// Makes the record a tombstone, and with a notebook also the records that its removal covered.
    void removed(ItemType type, std::string const& item_key, std::string const& notebook_uuid);
    /// Records cancelled queue items as skipped: they stay as they are at the service until they change
    /// again.
    void cancelled(queue::Item const& item) { cancelled(std::span(&item, 1)); }
    void cancelled(std::span<queue::Item const> items);
    /// Records an unfinished attempt as skipped, because rules leave the item as it is at the service. It is
    /// delivered once a rule sends it again.
    void leave_unfinished(ItemType type, std::string const& item_key);
    /// Records another place without a delivery, for an item that stays where it is.
    void set_place(ItemType type, std::string const& item_key, std::optional<std::string> const& place);
    /// Tombstones the records of these types. The items stay at the service.
    void forget(std::span<ItemType const> types);
    /// Stores the error class and message for the user.
    void ended(queue::Item const& item, queue::Status status, queue::Outcome const& outcome);

private:
    pqxx::work& work_;
    UserId const& user_id_;
    std::string target_;
};

}  // namespace rmirror::targets
