// SPDX-License-Identifier: AGPL-3.0-or-later
// Threads that do one kind of job, woken by NOTIFY, with a look every few seconds behind it. Each kind has a
// pool of its own, so that a slow service delays no other. One idle thread at a time looks for an item; when
// it has one, the next idle thread looks. So many idle threads cost no more than one.
#pragma once

#include "base/log.hpp"
#include "base/thread_failures.hpp"
#include "db/listener.hpp"
#include "db/pool.hpp"
#include "queue/claim.hpp"
#include "queue/job.hpp"
#include "queue/slots.hpp"

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
    /// A worker that has not been heard of for this long has lost what it held. It is heard of four times as
    /// often.
    std::chrono::seconds lease{120};
};

class WorkerPool {
public:
    /// `url` is for listening: the pool's database. The job must outlive it.
    WorkerPool(db::Pool& pool, Secret url, Log& log, Job& job, WorkerOptions options = {});
    /// Begins nothing more, and ends what it has begun.
    ~WorkerPool();
    /// Begins nothing more.
    void stop();
    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

private:
    /// Items of one owner, and the thread they take.
    struct Taken {
        std::vector<Item> items;
        Slots::Work slot;
    };

    class Held;

    void work(std::stop_token const& stop);
    std::optional<Taken> look(std::stop_token const& stop);
    std::optional<Taken> take();
    void carry_out(Taken const& taken);
    std::uint64_t last_call();
    std::vector<Outcome> outcomes_of(std::vector<Item> const& items);
    void end_one(Item const& item, Outcome const& outcome);
    void heartbeat(std::stop_token const& stop, ThreadHealth& health);
    void beat_once();
    void tend(std::stop_token const& stop);
    void wake();
    void wait(std::stop_token const& stop, std::uint64_t seen);
    void keep(std::string const& lease_id);
    void let_go(std::string const& lease_id);

    db::Pool& pool_;
    Log& log_;
    Job& job_;
    WorkerOptions options_;
    Slots slots_;
    Turn turn_;  // For the thread that looks, as are the next three.
    std::uint64_t seen_call_ = 0;
    bool may_have_more_ = false;
    ThreadHealth looking_{"worker"};
    std::mutex mutex_;  // For what follows.
    std::condition_variable_any changed_;
    std::condition_variable_any nobody_looks_;
    bool is_looking_ = false;
    std::uint64_t calls_ = 0;  // Of wake().
    std::set<std::string> leases_;
    std::jthread heart_;  // Beats until the others have ended.
    std::vector<std::jthread> threads_;
    db::Listener listener_;  // Last: it speaks to all of the above.
};

}  // namespace rmirror::queue
