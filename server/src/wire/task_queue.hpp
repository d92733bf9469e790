// SPDX-License-Identifier: AGPL-3.0-or-later
// How other threads reach an event loop: tasks for connections, by their number, which is never used twice.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rmirror::wire {

class Connection;

/// What to do with a connection. It gets none when the connection is gone: a late answer is dropped there.
struct Task {
    std::uint64_t connection = 0;
    std::function<void(Connection*)> action;
};

/// Outlives its loop, because handlers may answer at any time.
class TaskQueue {
public:
    TaskQueue();
    ~TaskQueue();
    TaskQueue(TaskQueue const&) = delete;
    TaskQueue& operator=(TaskQueue const&) = delete;

    /// From any thread. After close() the task is run at once, without a connection.
    void post(Task task);
    /// Called by the loop: it empties the queue before it sleeps, so its own tasks need no waking.
    std::vector<Task> take_all();
    void own_by_this_thread();
    /// Makes the descriptor readable, and unreadable again.
    void wake() const;
    void reset_wake() const;
    void close();

    /// Readable when there are tasks from other threads.
    int descriptor() const { return descriptor_; }

private:
    std::mutex mutex_;
    std::vector<Task> tasks_;
    std::thread::id owner_;
    bool closed_ = false;
    int descriptor_ = -1;
};

}  // namespace rmirror::wire
