// SPDX-License-Identifier: AGPL-3.0-or-later
// The rows of batches. Each step is recorded before it is taken, so that any worker can continue it.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "queue/item.hpp"
#include "spend/account.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rmirror::reading {

struct Batch {
    std::string id;
    std::string external_id;         // The service's name of it; empty: not known.
    std::optional<double> asked_at;  // When it was submitted, in seconds of the Unix epoch.
    bool is_old = false;  // The service hasn't accepted it for so long that its pages are read singly.
};

struct Member {
    queue::Item item;    // is_outdated: the page was redrawn meanwhile.
    std::string places;  // JSON, as passed to note_sent().
    std::string asked;   // As passed to note_sent().
};

/// Claims the batches that are due. No other worker gets them until `every` has passed.
std::vector<Batch> take_due_batches(db::Pool& pool, std::chrono::seconds every);

/// Items of the backlog, as many as go into a batch.
std::vector<queue::ItemRef> backlog_for_batch(db::Pool& pool);

/// Makes a batch of the items with these leases. The leases no longer expire: the worker that holds the batch
/// holds its pages for as long as it takes.
Batch add_batch(db::Pool& pool, std::vector<std::string> const& lease_ids);

/// The members whose lease wasn't lost.
std::vector<Member> members_of(db::Pool& pool, Batch const& batch);

/// Stores how a page is submitted: the positions of its images as JSON, and asked_about() it.
void note_sent(db::Pool& pool, std::string const& lease_id, std::string const& places,
               std::string const& asked);

/// Claims the right to submit the batch. False if another worker is submitting it.
bool claim_submission(db::Pool& pool, Batch const& batch);
/// Records that the service doesn't have the batch. It is due again after `every`.
void note_not_submitted(db::Pool& pool, Batch const& batch, std::chrono::seconds every);
/// Records that the service has the batch, under the name `external_id`.
void note_submitted(db::Pool& pool, Batch const& batch, std::string const& external_id,
                    std::chrono::seconds every);
/// Stores the amount reserved for the batch, until settle(). Several workers may settle it; it counts once.
void note_reserved(db::Pool& pool, Batch const& batch, spend::Reservation const& reserved);
void settle(db::Pool& pool, Batch const& batch, spend::Nanodollars cost);
/// The service's names of all batches known here.
std::set<std::string> known_batches(db::Pool& pool);

/// Ends a batch and removes its members. An item whose outcome couldn't be saved loses its lease, so it is
/// retried immediately.
void close_batch(db::Pool& pool, Batch const& batch);

}  // namespace rmirror::reading
