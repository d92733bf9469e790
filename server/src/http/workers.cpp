// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/workers.hpp"

#include <utility>

namespace rmirror::http {

Workers::Workers(std::size_t threads, std::size_t queue_length) : queue_length_(queue_length)
{
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { work(); });
}

Workers::~Workers()
{
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

bool Workers::submit(std::function<void()> task)
{
    {
        std::lock_guard const lock(mutex_);
        if (stopping_ || queue_.size() >= queue_length_)
            return false;
        queue_.push_back(std::move(task));
    }
    changed_.notify_one();
    return true;
}

void Workers::work()
{
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (stopping_)
            return;
        auto const task = std::exchange(queue_.front(), nullptr);
        queue_.pop_front();
        lock.unlock();
        task();
        lock.lock();
    }
}

}  // namespace rmirror::http
