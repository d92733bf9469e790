// SPDX-License-Identifier: AGPL-3.0-or-later
// How other threads reach an event loop: tasks for connections, addressed by number. Numbers are never
// reused.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rmirror::wire {

class Connection;

/// An action on a connection. It gets nullptr if the connection no longer exists; a late answer is dropped
/// that way.
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

    /// Thread-safe. After close(), runs the task immediately, with nullptr.
    void post(Task task);
    /// Called by the loop. It empties the queue before it sleeps, so tasks posted by its own thread don't
    /// wake it.
    std::vector<Task> take_all();
    void own_by_this_thread();
    /// wake() makes the descriptor readable, reset_wake() makes it unreadable.
    void wake() const;
    void reset_wake() const;
    /// Runs the remaining tasks, and those posted later, with nullptr.
    void close();

    /// Readable when other threads have posted tasks.
    int descriptor() const { return descriptor_; }

private:
    std::mutex mutex_;
    std::vector<Task> tasks_;
    std::thread::id owner_;
    bool closed_ = false;
    int descriptor_ = -1;
};

}  // namespace rmirror::wire
