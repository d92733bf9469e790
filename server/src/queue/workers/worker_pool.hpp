// SPDX-License-Identifier: AGPL-3.0-or-later
// Worker threads for one job, woken by NOTIFY and, as a fallback, by polling every few seconds. Each job has
// its own pool, so that a slow service delays no other. One idle thread at a time looks for an item; when it
// has claimed one, the next idle thread looks. So the number of idle threads doesn't change the load on the
// database.
#pragma once

#include "base/log.hpp"
#include "base/threads/thread_failures.hpp"
#include "db/listener.hpp"
#include "db/pool.hpp"
#include "queue/claim.hpp"
#include "queue/job.hpp"
#include "queue/workers/slots.hpp"
#include "queue/workers/work_counters.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace rmirror::queue {

struct WorkerOptions {
    std::size_t threads = 4;
    std::chrono::milliseconds poll{5000};
    /// A worker without a heartbeat for this long loses its items. Heartbeats are sent four times per lease.
    std::chrono::seconds lease{120};
    WorkCounters* counters = nullptr;  // Must outlive the pool. Null: nothing is counted.
};

class WorkerPool {
public:
    /// `url` is the database to LISTEN on, the same as the pool's. The job must outlive this.
    WorkerPool(db::Pool& pool, Secret url, Log& log, Job& job, WorkerOptions options = {});
    /// Calls stop(), and waits for items in progress.
    ~WorkerPool();
    /// Begins no further items.
    void stop();
    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

private:
    /// Claimed items of one owner, and the slot they occupy.
    struct ClaimedBatch {
        std::vector<Item> items;
        Slots::Work slot;
    };

    class LeaseKeeper;

    void work(std::stop_token const& stop);
    std::optional<ClaimedBatch> wait_for_item(std::stop_token const& stop);
    std::optional<ClaimedBatch> claim_batch();
    void process(ClaimedBatch const& batch);
    std::uint64_t last_call();
    std::vector<Outcome> outcomes_of(std::vector<Item> const& items);
    void end_one(Item const& item, Outcome const& outcome);
    void heartbeat(std::stop_token const& stop, ThreadHealth& health);
    void beat_once();
    void run_maintenance(std::stop_token const& stop);
    void wake();
    void wait(std::stop_token const& stop, std::uint64_t seen);
    void keep(std::string const& lease_id);
    void let_go(std::string const& lease_id);

    db::Pool& pool_;
    Log& log_;
    Job& job_;
    WorkerOptions options_;
    Slots slots_;
    RoundRobinCursor cursor_;  // Used by the polling thread only, as are the next three.
    std::uint64_t seen_call_ = 0;
    bool may_have_more_ = false;
    ThreadHealth polling_health_{"worker"};
    std::mutex mutex_;  // Guards the members below.
    std::condition_variable_any changed_;
    std::condition_variable_any poller_free_;
    bool is_polling_ = false;
    std::uint64_t calls_ = 0;  // Number of calls of wake().
    std::set<std::string> leases_;
    std::jthread heart_;  // Continues until the workers have ended.
    std::vector<std::jthread> threads_;
    db::Listener listener_;  // Last, because it calls the members above.
};

}  // namespace rmirror::queue
