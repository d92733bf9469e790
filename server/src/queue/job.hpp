// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface of a kind of job, with defaults for everything optional. docs/guides/add-a-job.md.
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

/// The status of an item after it was processed, as in sync_queue.status.
enum class Status { pending, retry, completed, failed, cancelled };
std::string_view to_string(Status status);

class Job {
public:
    Job() = default;
    virtual ~Job() = default;
    Job(Job const&) = delete;
    Job& operator=(Job const&) = delete;

    /// The target_name of the items this job processes. Items of a target without a job wait until a worker
    /// has one.
    virtual std::string_view target() const = 0;

    /// Processes items of one user on a worker thread; may block for any time. Returns one outcome per item,
    /// in the same order. An exception counts as `retry` for all of them.
    virtual std::vector<Outcome> work(std::span<Item const> items) = 0;

    /// Waiting items to claim and process together with `claimed`.
    virtual std::vector<ItemId> group_of(Item const& /*claimed*/) { return {}; }

    /// Called before a claim; false leaves all items waiting.
    virtual bool may_begin() { return true; }

    /// Maximum number of one user's items in progress, over all workers. Nullopt: no limit.
    virtual std::optional<std::size_t> max_at_once() const { return 5; }

    /// Set if each owner has a service of its own: an owner whose item takes this long counts as slow and
    /// gets few threads. Nullopt: all owners share one service.
    virtual std::optional<std::chrono::milliseconds> slow_after() const { return std::nullopt; }

    /// Whether new items with Trigger::scheduled, for which no one waits, are left to run_maintenance().
    /// Workers retry them after a failed attempt.
    virtual bool leaves_scheduled_to_maintenance() const { return false; }

    /// Called before an item's end is written, in the same transaction, to take locks that other transactions
    /// take before the item's row.
    virtual void before_end(pqxx::work& /*work*/, Item const& /*item*/) {}

    /// Called after it, in the same transaction, to update the state of the thing that the item is about.
    virtual void after_end(pqxx::work& /*work*/, Item const& /*item*/, Status /*status*/,
                           Outcome const& /*outcome*/)
    {}

    /// Whether the owner of an item gets a notification when the item has failed for good.
    virtual bool notifies_of_failure() const { return true; }

    /// How often run_maintenance() is called, on its own thread. 0: never.
    virtual std::chrono::milliseconds maintenance_interval() const { return std::chrono::milliseconds(0); }

    /// Continues work that is in progress outside of workers. Several processes may call it concurrently.
    /// Returns the number of things it advanced.
    virtual std::size_t run_maintenance() { return 0; }
};

}  // namespace rmirror::queue
