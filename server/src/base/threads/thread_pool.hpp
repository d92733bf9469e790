// SPDX-License-Identifier: AGPL-3.0-or-later
// Threads for tasks that wait for other services while a person waits for the result, so that a slow service
// doesn't block the request workers.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace rmirror {

class ThreadPool {
public:
    struct Options {
        std::size_t threads = 8;
        std::size_t waiting = 100;  // Maximum number of queued tasks.
        /// Maximum per owner, queued and running, so that others find a free thread.
        std::size_t of_owner = 4;
    };

    ThreadPool() : ThreadPool(Options()) {}
    explicit ThreadPool(Options options);
    ThreadPool(ThreadPool const&) = delete;
    ThreadPool& operator=(ThreadPool const&) = delete;
    /// Waits for running tasks, so a caller whose tasks wait for a service must end those calls first. Drops
    /// queued tasks.
    ~ThreadPool();

    /// Queues `task` for a thread of the pool; an exception from it is logged. Returns false if there are too
    /// many tasks.
    bool run(std::string const& owner, std::function<void()> task);

private:
    struct Task {
        std::string owner;
        std::function<void()> work;
    };

    void work(std::stop_token const& stop);
    void leave(std::string const& owner);

    Options const options_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Task> waiting_;
    std::map<std::string, std::size_t> present_;  // Queued and running tasks by owner.
    std::vector<std::jthread> threads_;           // Last, because they use the other members.
};

}  // namespace rmirror
