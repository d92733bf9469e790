// SPDX-License-Identifier: AGPL-3.0-or-later
// Work that waits for others, such as services, while a person waits for it: on threads of its own, so that
// whoever is slow keeps no request from being answered.
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
        std::size_t waiting = 100;  // Of everybody.
        std::size_t of_owner = 4;   // Waiting and being run, so that others find a thread.
    };

    ThreadPool() : ThreadPool(Options()) {}
    explicit ThreadPool(Options options);
    ThreadPool(ThreadPool const&) = delete;
    ThreadPool& operator=(ThreadPool const&) = delete;
    /// Waits for those that are being run; whoever waits for a service ends that first. Those that wait for
    /// their turn are dropped.
    ~ThreadPool();

    /// Calls `task` later and on a thread of this; what it throws is logged. False when there are too many.
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
    std::map<std::string, std::size_t> present_;  // By owner.
    std::vector<std::jthread> threads_;           // Last: they use the others.
};

}  // namespace rmirror
