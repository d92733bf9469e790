// SPDX-License-Identifier: AGPL-3.0-or-later
// A fixed pool of threads for requests that wait or compute. Owners take turns (round robin), so that one
// user's requests don't delay those of others for long.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace rmirror::http {

/// A request to handle. Exactly one of run() and refuse() is called. An exception from run() is logged.
class WorkerTask {
public:
    virtual ~WorkerTask() = default;

    virtual void run() = 0;
    /// Called if the queue is full, the pool stops, or the client no longer waits.
    virtual void refuse() = 0;
    /// Whether the client still waits for the answer. Polled while the task is queued, from any thread.
    virtual bool is_wanted() const = 0;
};

/// A single owner never occupies the last thread, and at most half of the threads while others wait. A pool
/// of one thread is shared by all.
class Workers {
public:
    /// `queue_length`: the maximum number of queued tasks. Beyond it, a task of the owner with the most
    /// queued tasks is refused.
    Workers(std::size_t threads, std::size_t queue_length);
    /// Finishes running tasks and refuses queued ones.
    ~Workers();
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    /// Queues a task. `owner` identifies the user or network that takes turns; tasks of one owner start in
    /// order.
    void submit(std::string const& owner, std::unique_ptr<WorkerTask> task);

private:
    using Task = std::unique_ptr<WorkerTask>;

    struct Waiting {
        Task task;
        /// No thread was free when the task came. A task that starts immediately is never dropped as
        /// unwanted: a client that has shut down its sending side may still be listening, and an idle server
        /// answers it.
        bool had_to_wait = false;
    };

    struct Owner {
        std::deque<Waiting> waiting;
        std::size_t running = 0;
    };
    using Owners = std::unordered_map<std::string, Owner>;

    void work();
    static void begin(Waiting waiting);
    std::size_t max_at_once() const;
    Owners::iterator next();
    /// Of the owner with the most queued tasks, removes one that isn't wanted any more, or else the newest.
    Task make_room();

    std::size_t queue_length_;
    std::mutex mutex_;
    std::condition_variable changed_;
    Owners owners_;                        // Those with queued or running tasks.
    std::deque<std::string> round_robin_;  // Owners with queued tasks, in the order of their next turn.
    std::size_t waiting_ = 0;
    std::size_t busy_ = 0;  // Threads that run a task.
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace rmirror::http
