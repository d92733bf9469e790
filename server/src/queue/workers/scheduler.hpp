// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs a table of periodic tasks, one after another.
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

/// Several processes with one database may run the same task concurrently, and the task must be correct then,
/// too.
struct PeriodicTask {
    std::string name;
    std::chrono::milliseconds every{0};
    std::function<std::size_t()> run;  // Returns the number of things it changed.
};

class Scheduler {
public:
    Scheduler(Log& log, std::vector<PeriodicTask> tasks);
    /// Waits for the running task.
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
    std::jthread thread_;  // Last, because it uses the other members.
};

}  // namespace rmirror::queue
