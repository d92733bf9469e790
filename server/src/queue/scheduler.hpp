// SPDX-License-Identifier: AGPL-3.0-or-later
// What is due by the clock rather than because somebody asked: a table of tasks, done one after another.
#pragma once

#include "base/log.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace rmirror::queue {

/// Several schedulers on one database may do the same task at the same time: it must be right nevertheless.
struct PeriodicTask {
    std::string name;
    std::chrono::milliseconds every{0};
    std::function<std::size_t()> run;  // Answers how many things it changed.
};

class Scheduler {
public:
    Scheduler(Log& log, std::vector<PeriodicTask> tasks);
    /// Ends the task that is being done.
    ~Scheduler() = default;
    Scheduler(Scheduler const&) = delete;
    Scheduler& operator=(Scheduler const&) = delete;

private:
    using Clock = std::chrono::steady_clock;

    struct Due {
        PeriodicTask task;
        Clock::time_point at;
    };

    void run(std::stop_token const& stop);
    void run_task(PeriodicTask const& task);

    Log& log_;
    std::vector<Due> due_;
    std::mutex mutex_;
    std::condition_variable_any stopped_;
    std::jthread thread_;  // Last: it uses the others.
};

}  // namespace rmirror::queue
