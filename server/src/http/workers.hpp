// SPDX-License-Identifier: AGPL-3.0-or-later
// A fixed number of threads for handlers that wait or compute, with a queue that does not grow without end.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rmirror::http {

class Workers {
public:
    Workers(std::size_t threads, std::size_t queue_length);
    /// Finishes what has begun; what still waits in the queue is dropped.
    ~Workers();
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    /// False when the queue is full. The task must not throw.
    bool submit(std::function<void()> task);

private:
    void work();

    std::size_t queue_length_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace rmirror::http
