// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/scheduler.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::queue {

Scheduler::Scheduler(Log& log, std::vector<PeriodicTask> tasks) : log_(log)
{
    for (auto& task : tasks)
        due_.push_back({std::move(task), Clock::now()});
    thread_ = std::thread([this] { run(); });
}

Scheduler::~Scheduler()
{
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Scheduler::run()
{
    while (!due_.empty()) {
        auto const next = std::min_element(due_.begin(), due_.end(),
                                           [](Due const& a, Due const& b) { return a.at < b.at; });
        {
            std::unique_lock lock(mutex_);
            if (changed_.wait_until(lock, next->at, [this] { return stopping_; }))
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
        log_.write(Level::error, "periodic task failed",
                   {{"task", std::string_view(task.name)}, {"what", std::string_view(error.what())}});
    }
}

}  // namespace rmirror::queue
