// SPDX-License-Identifier: AGPL-3.0-or-later
// What a kind of job must be able to do, and what it may do otherwise than usual. docs/guides/add-a-job.md.
#pragma once

#include "base/ids.hpp"
#include "queue/item.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rmirror::queue {

/// How an item stands after it was worked on, as sync_queue.status names it.
enum class Status { pending, retry, completed, failed, cancelled };
std::string_view to_string(Status status);

class Job {
public:
    Job() = default;
    virtual ~Job() = default;
    Job(Job const&) = delete;
    Job& operator=(Job const&) = delete;

    /// The target_name of its items. What no job has as its target waits until a worker comes that has.
    virtual std::string_view target() const = 0;

    /// Does the items, all of one user, on a worker's thread, for as long as it takes; it may wait. One
    /// outcome for each, in their order. What it throws is a `retry` for all of them.
    virtual std::vector<Outcome> work(std::span<Item const> items) = 0;

    /// Which waiting items are best done together with one that was just claimed.
    virtual std::vector<ItemId> group_of(Item const& /*claimed*/) { return {}; }

    /// Asked before one is claimed: false leaves all of them waiting.
    virtual bool may_begin() { return true; }

    /// How many items of one user are done at once, by all workers together. Nothing: no bound.
    virtual std::optional<std::size_t> most_at_once() const { return 5; }

    /// Where each owner has a service of their own: an owner whose item takes this long has a slow one, and
    /// gets few threads. Nothing: all share one service.
    virtual std::optional<std::chrono::milliseconds> slow_after() const { return std::nullopt; }

    /// What nobody waits for, as whoever queued it said, is left to tend(), until something has come of it.
    virtual bool leaves_backlog() const { return false; }

    /// Before an item's end is written, in the same transaction: for locks that others take first as well.
    virtual void before_end(pqxx::work& /*work*/, Item const& /*item*/) {}

    /// After it, still in that transaction: tells the thing itself how it stands.
    virtual void after_end(pqxx::work& /*work*/, Item const& /*item*/, Status /*status*/,
                           Outcome const& /*outcome*/)
    {}

    /// How often tend() is called, on a thread of its own. 0: never.
    virtual std::chrono::milliseconds tending_interval() const { return std::chrono::milliseconds(0); }

    /// Looks after what is under way elsewhere. Workers of several processes may do so at once. Answers how
    /// many things it moved on.
    virtual std::size_t tend() { return 0; }
};

}  // namespace rmirror::queue
