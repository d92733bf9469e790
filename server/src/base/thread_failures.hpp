// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes wrong on this process's threads, for the log, /readyz and /metrics
// (docs/decisions/0079-no-thread-ends-the-server.md). Safe for concurrent use.
#pragma once

#include "base/log.hpp"

#include <atomic>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// One for the process, as threads are.
class ThreadFailures {
public:
    static ThreadFailures& of_process();

    /// Counts a failure and logs it. Never throws: this is called where an exception would end the process.
    void add(std::string_view thread, std::string_view what) noexcept;
    /// Counts a failure that its thread logs itself.
    void count(std::string_view thread);

    /// Names of the threads that don't work at the moment, sorted, each once.
    std::vector<std::string> failing() const;
    /// How often each thread has failed, by name. Those that never have are missing.
    std::map<std::string, std::uint64_t> totals() const;

    /// While it lives, failures are written to `log`, or to that of a newer one. Without any they go to
    /// standard error.
    class Logging {
    public:
        explicit Logging(Log& log);
        ~Logging();
        Logging(Logging const&) = delete;
        Logging& operator=(Logging const&) = delete;

    private:
        Log& log_;
    };

private:
    friend class ThreadHealth;

    void log(Level level, std::string_view event, std::initializer_list<LogField> fields);
    void mark(std::string const& thread, int change);

    mutable std::mutex mutex_;  // For the next two.
    std::map<std::string, std::uint64_t> totals_;
    std::map<std::string, int> failing_;  // By name: how many threads.
    std::mutex log_mutex_;
    std::vector<Log*> logs_;
};

/// Whether what a thread repeats works. /readyz names the thread from failed() to works().
class ThreadHealth {
public:
    explicit ThreadHealth(std::string thread) : thread_(std::move(thread)) {}
    ~ThreadHealth();
    ThreadHealth(ThreadHealth const&) = delete;
    ThreadHealth& operator=(ThreadHealth const&) = delete;

    /// Counts the failure, and logs it unless the last one was the same.
    void failed(std::string_view what);
    /// Cheap while nothing has failed.
    void works();

private:
    std::string const thread_;
    std::atomic<bool> is_failing_ = false;
    std::mutex mutex_;
    std::string last_failure_;
};

/// Calls `act`. What it throws is counted, logged, and goes no further. False when it threw.
template <typename Act>
bool contain_failure(std::string_view thread, Act const& act) noexcept
{
    try {
        act();
        return true;
    } catch (std::exception const& error) {
        ThreadFailures::of_process().add(thread, error.what());
    } catch (...) {
        ThreadFailures::of_process().add(thread, "unknown exception");
    }
    return false;
}

}  // namespace rmirror
