// SPDX-License-Identifier: AGPL-3.0-or-later
// What a delivery leaves in sync_records: the intent before the call, what came of it after.
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
    std::optional<std::string> content_hash;  // Nothing: it is removed.
    std::string notebook_uuid;
    std::string page_uuid;  // Empty: none.
    std::string marker;     // Of an attempt that did not end; empty: a new one is drawn.
};

/// A member of a record's metadata: what the person changed there gives way at the next delivery. The record
/// is `pending` meanwhile, if it was `success` before.
constexpr char const* kOverride = "override";

/// Of one user at one target.
class Records {
public:
    Records(pqxx::work& work, UserId const& user_id, std::string_view target_name)
        : work_(work), user_id_(user_id), target_(target_name)
    {}

    /// They are `in_progress` from now on. Answers the markers, in their order.
    std::vector<std::string> begin(std::vector<Intent> const& intents);
    /// What lies in a notebook goes with it: what comes back of it later is another delivery.
    void cover_by_removal(std::string const& notebook_uuid);

    /// The attempt with this marker is over.
    void succeeded(ItemType type, std::string const& item_key, Remote const& remote,
                   std::optional<std::chrono::seconds> again_after = std::nullopt);
    /// The attempt failed, but this stands there.
    void stands(ItemType type, std::string const& item_key, Remote const& remote);
    /// Another item stands there in another way now. The member `own` of its metadata stays unless it is
    /// given.
    void changed(Stands const& other);
    /// The record becomes a tombstone; a notebook's takes those along that its removal covered.
    void removed(ItemType type, std::string const& item_key, std::string const& notebook_uuid);
    /// Somebody took it out of the queue: it stays as it is there until it changes again.
    void cancelled(queue::Item const& item) { cancelled(std::span(&item, 1)); }
    void cancelled(std::span<queue::Item const> items);
    /// What there is of these types stays there, and no record tells of it any more.
    void forget(std::span<ItemType const> types);
    /// A failure is kept for people to read.
    void ended(queue::Item const& item, queue::Status status, queue::Outcome const& outcome);

private:
    pqxx::work& work_;
    UserId const& user_id_;
    std::string target_;
};

}  // namespace rmirror::targets
