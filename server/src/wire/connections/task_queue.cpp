// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/connections/task_queue.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace rmirror::wire {

TaskQueue::TaskQueue() : descriptor_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (descriptor_ < 0)
        throw std::runtime_error("no event descriptor is available");
}

TaskQueue::~TaskQueue()
{
    ::close(descriptor_);
}

void TaskQueue::post(Task task)
{
    {
        std::lock_guard const lock(mutex_);
        if (!closed_) {
            bool const was_empty = tasks_.empty();
            tasks_.push_back(std::move(task));
            if (was_empty && owner_ != std::this_thread::get_id())
                wake();
            return;
        }
    }
    task.action(nullptr);
}

void TaskQueue::wake() const
{
    std::uint64_t const one = 1;
    // Fails only if the counter is full, and then the loop wakes anyway.
    [[maybe_unused]] auto const written = ::write(descriptor_, &one, sizeof one);
}

void TaskQueue::reset_wake() const
{
    std::uint64_t count = 0;
    [[maybe_unused]] auto const read = ::read(descriptor_, &count, sizeof count);
}

std::vector<Task> TaskQueue::take_all()
{
    std::lock_guard const lock(mutex_);
    return std::exchange(tasks_, {});
}

void TaskQueue::own_by_this_thread()
{
    std::lock_guard const lock(mutex_);
    owner_ = std::this_thread::get_id();
}

void TaskQueue::close()
{
    std::vector<Task> late;
    {
        std::lock_guard const lock(mutex_);
        closed_ = true;
        late = std::exchange(tasks_, {});
    }
    for (auto& task : late)
        task.action(nullptr);
}

}  // namespace rmirror::wire
