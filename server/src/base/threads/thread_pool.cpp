// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/threads/thread_pool.hpp"

#include "base/threads/thread.hpp"

#include <utility>

namespace rmirror {

ThreadPool::ThreadPool(Options options) : options_(options)
{
    for (std::size_t i = 0; i < options_.threads; ++i)
        threads_.push_back(start_thread("tasks", [this](std::stop_token const& stop) { work(stop); }));
}

ThreadPool::~ThreadPool()
{
    for (auto& thread : threads_)
        thread.request_stop();
}

bool ThreadPool::run(std::string const& owner, std::function<void()> task)
{
    {
        std::lock_guard const lock(mutex_);
        auto const present = present_.find(owner);
        if (waiting_.size() >= options_.waiting ||
            (present != present_.end() && present->second >= options_.of_owner))
            return false;
        ++present_[owner];
        waiting_.push_back({owner, std::move(task)});
    }
    changed_.notify_one();
    return true;
}

void ThreadPool::leave(std::string const& owner)
{
    auto const present = present_.find(owner);
    if (--present->second == 0)
        present_.erase(present);
}

void ThreadPool::work(std::stop_token const& stop)
{
    while (true) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
        if (stop.stop_requested() || waiting_.empty())
            return;
        auto task = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        contain_failure("tasks", task.work);
        task.work = nullptr;  // Destroys what it holds before taking the lock.
        lock.lock();
        leave(task.owner);
    }
}

}  // namespace rmirror
