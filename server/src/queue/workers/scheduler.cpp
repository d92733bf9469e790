// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/workers/scheduler.hpp"

#include "base/threads/thread.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::queue {

Scheduler::Scheduler(Log& log, std::vector<PeriodicTask> tasks) : log_(log)
{
    for (auto& task : tasks)
        due_.push_back({std::move(task), Clock::now()});
    thread_ = start_thread("scheduler", [this](std::stop_token const& stop) { run(stop); });
}

void Scheduler::run(std::stop_token const& stop)
{
    while (!due_.empty()) {
        auto const next = std::min_element(due_.begin(), due_.end(),
                                           [](Due const& a, Due const& b) { return a.at < b.at; });
        {
            std::unique_lock lock(mutex_);
            stopped_.wait_until(lock, stop, next->at, [] { return false; });
            if (stop.stop_requested())
                return;
        }
        run_task(next->task);
        next->at = Clock::now() + next->task.every;
    }
}

void Scheduler::run_task(PeriodicTask const& task)
{
    try {
        if (auto const changed = task.run(); changed > 0)
            log_.write(
                Level::info, "periodic task done",
                {{"task", std::string_view(task.name)}, {"changed", static_cast<std::int64_t>(changed)}});
    } catch (std::exception const& error) {
        ThreadFailures::of_process().count("scheduler");
        log_.write(Level::error, "periodic task failed",
                   {{"task", std::string_view(task.name)}, {"what", std::string_view(error.what())}});
    }
}

}  // namespace rmirror::queue
