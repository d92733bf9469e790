// SPDX-License-Identifier: AGPL-3.0-or-later
// What is due by the clock rather than because somebody asked: a table of chores, done one after another.
#pragma once

#include "base/log.hpp"
#include "db/pool.hpp"
#include "quota/quota.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace rmirror::jobs {

/// Several schedulers on one database may do the same chore at the same time: it must be right nevertheless.
struct Chore {
    std::string name;
    std::chrono::milliseconds every{0};
    std::function<std::size_t()> run;  // Answers how many things it changed.
};

/// Quota that begins anew, promises that ran out, and what is kept for a while only.
std::vector<Chore> usual_chores(db::Pool& pool, quota::Rules rules);

class Scheduler {
public:
    Scheduler(Log& log, std::vector<Chore> chores);
    /// Ends the chore that is being done.
    ~Scheduler();
    Scheduler(Scheduler const&) = delete;
    Scheduler& operator=(Scheduler const&) = delete;

private:
    using Clock = std::chrono::steady_clock;

    struct Due {
        Chore chore;
        Clock::time_point at;
    };

    void run();
    void do_chore(Chore const& chore);

    Log& log_;
    std::vector<Due> due_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace rmirror::jobs
