// SPDX-License-Identifier: AGPL-3.0-or-later
// What is written down of batches: each step before it is taken, so whoever goes on knows how far it came.
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
    std::string external_id;         // Empty: not known.
    std::optional<double> asked_at;  // Seconds of the Unix epoch.
    bool is_old = false;             // Nobody took it for so long that its pages are better read singly.
};

struct Member {
    queue::Item item;    // Outdated: drawn anew meanwhile.
    std::string places;  // JSON, as note_places() was given it.
};

/// Those that are to be looked at now; nobody else looks at them before `every` is over.
std::vector<Batch> take_due_batches(db::Pool& pool, std::chrono::seconds every);

/// Items of the backlog, as many as go into a batch.
std::vector<queue::ItemRef> backlog_for_batch(db::Pool& pool);

/// Of what is leased by these: whoever holds the batch holds its pages, for as long as it takes.
Batch add_batch(db::Pool& pool, std::vector<std::string> const& lease_ids);

/// Those whose lease was not lost.
std::vector<Member> members_of(db::Pool& pool, Batch const& batch);

/// Where a page's pictures lie, as they are sent.
void note_places(db::Pool& pool, std::string const& lease_id, std::string const& places);

/// False when another asks the service for it.
bool begin_asking(db::Pool& pool, Batch const& batch);
/// The service has none; it is asked again after a while.
void note_not_asked(db::Pool& pool, Batch const& batch, std::chrono::seconds every);
/// The service has it, by this name.
void note_made(db::Pool& pool, Batch const& batch, std::string const& external_id,
               std::chrono::seconds every);
/// What was reserved for its cost, until it is settled: once, whoever does.
void note_reserved(db::Pool& pool, Batch const& batch, spend::Reservation const& reserved);
void settle(db::Pool& pool, Batch const& batch, spend::Nanodollars cost);
/// How the service calls those that are known here.
std::set<std::string> known_batches(db::Pool& pool);

/// It has no pages any more. One whose end could not be written is rescued at once.
void close_batch(db::Pool& pool, Batch const& batch);

}  // namespace rmirror::reading
