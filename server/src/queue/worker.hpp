// SPDX-License-Identifier: AGPL-3.0-or-later
// Threads that do what the queue holds, woken by NOTIFY, with a look every few seconds behind it.
#pragma once

#include "base/log.hpp"
#include "db/listener.hpp"
#include "db/pool.hpp"
#include "queue/kinds.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace rmirror::jobs {

struct WorkerOptions {
    std::size_t threads = 4;
    std::chrono::milliseconds poll{5000};
    /// A worker that has not been heard of for this long has lost what it held. It is heard of four times as
    /// often.
    std::chrono::seconds lease{120};
};

class Worker {
public:
    /// `url` is for listening: the pool's database.
    Worker(db::Pool& pool, Secret url, Log& log, Kinds kinds, WorkerOptions options = {});
    /// Begins nothing more, and ends what it has begun.
    ~Worker();
    /// Begins nothing more.
    void stop();
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;

private:
    void work();
    bool work_once();
    std::vector<Item> take();
    void mind();
    void mind_once();
    std::vector<Outcome> outcomes_of(std::vector<Item> const& items);
    void end_one(Item const& item, Outcome const& outcome);
    void wake();
    bool wait(std::uint64_t& seen, std::chrono::milliseconds at_most);
    void hold(std::string const& lease_id);
    void let_go(std::string const& lease_id);

    db::Pool& pool_;
    Log& log_;
    Kinds kinds_;
    WorkerOptions options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t calls_ = 0;
    bool stopping_ = false;
    bool is_over_ = false;  // Nothing is being done any more.
    std::set<std::string> leases_;
    std::vector<std::thread> threads_;
    std::thread minder_;
    db::Listener listener_;  // Last: it speaks to all of the above.
};

}  // namespace rmirror::jobs
