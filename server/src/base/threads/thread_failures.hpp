// SPDX-License-Identifier: AGPL-3.0-or-later
// Failures of this process's threads, for the log, /readyz and /metrics
// (docs/decisions/0079-no-thread-ends-the-server.md). Thread-safe.
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

/// A singleton, because threads belong to the process.
class ThreadFailures {
public:
    static ThreadFailures& of_process();

    /// Counts a failure and logs it. Never throws, because callers are where an exception would end the
    /// process.
    void add(std::string_view thread, std::string_view what) noexcept;
    /// Counts a failure that the thread itself logs.
    void count(std::string_view thread);

    /// The names of the threads that are failing at the moment, sorted, without duplicates.
    std::vector<std::string> failing() const;
    /// Number of failures by thread name. Threads that never failed are missing.
    std::map<std::string, std::uint64_t> totals() const;

    /// Sends failures to `log` while it exists. The newest Logging wins; without any, failures go to standard
    /// error.
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

    mutable std::mutex mutex_;  // Guards the next two.
    std::map<std::string, std::uint64_t> totals_;
    std::map<std::string, int> failing_;  // Number of failing threads by name.
    std::mutex log_mutex_;
    std::vector<Log*> logs_;
};

/// The health of a thread's repeated work. /readyz names the thread between failed() and works().
class ThreadHealth {
public:
    explicit ThreadHealth(std::string thread) : thread_(std::move(thread)) {}
    ~ThreadHealth();
    ThreadHealth(ThreadHealth const&) = delete;
    ThreadHealth& operator=(ThreadHealth const&) = delete;

    /// Counts the failure, and logs it unless it is the same as the last one.
    void failed(std::string_view what);
    /// Reports that the work succeeds again. Cheap if nothing has failed.
    void works();

private:
    std::string const thread_;
    std::atomic<bool> is_failing_ = false;
    std::mutex mutex_;
    std::string last_failure_;
};

/// Calls `act`; counts and logs an exception instead of propagating it. Returns false if it threw.
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
