// SPDX-License-Identifier: AGPL-3.0-or-later
// A fixed number of threads for requests that wait or compute. Whoever asks takes turns with the others, so
// that nobody's requests keep those of others waiting long.
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

/// A request that is to be handled. Exactly one of run() and refuse() is called. What run() throws is logged.
class WorkerTask {
public:
    virtual ~WorkerTask() = default;

    virtual void run() = 0;
    /// There is no room for it, or nobody waits for it any more.
    virtual void refuse() = 0;
    /// Asked again and again while it waits. From any thread.
    virtual bool is_wanted() const = 0;
};

/// Of so many threads one asker never holds the last, and while others wait no more than half. Where there is
/// one thread alone it is everybody's.
class Workers {
public:
    /// `queue_length`: how many tasks may wait in all. Beyond it those of the one who has the most wait in
    /// vain.
    Workers(std::size_t threads, std::size_t queue_length);
    /// Finishes what has begun and refuses what still waits.
    ~Workers();
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    /// `asker` names whose turn it is: tasks of one are begun in their order.
    void submit(std::string const& asker, std::unique_ptr<WorkerTask> task);

private:
    using Task = std::unique_ptr<WorkerTask>;

    struct Waiting {
        Task task;
        /// No worker was free when it came. What begins at once is never dropped: a client that has said all
        /// it will say may still be listening, and an idle server answers it.
        bool had_to_wait = false;
    };

    struct Asker {
        std::deque<Waiting> waiting;
        std::size_t running = 0;
    };
    using Askers = std::unordered_map<std::string, Asker>;

    void work();
    static void begin(Waiting waiting);
    std::size_t most_at_once() const;
    Askers::iterator next();
    /// Takes out one that is not wanted, or the newest of whoever has the most waiting.
    Task make_room();

    std::size_t queue_length_;
    std::mutex mutex_;
    std::condition_variable changed_;
    Askers askers_;                  // With tasks that wait or run.
    std::deque<std::string> turns_;  // Those with tasks that wait; whoever is first has the next turn.
    std::size_t waiting_ = 0;
    std::size_t busy_ = 0;  // Threads with a task.
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace rmirror::http
