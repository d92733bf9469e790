// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the log goes: written to by a thread of its own, so that nobody waits for whoever reads it.
#pragma once

#include "base/log.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <thread>

namespace rmirror {

struct LogOutputOptions {
    std::size_t most_bytes = 1U << 20U;  // Of lines that wait.
    /// Between writings, unless much waits: to write each of many lines alone costs more than to make it.
    std::chrono::milliseconds pause{20};
    /// How long the end waits for a reader that takes nothing.
    std::chrono::milliseconds patience{2'000};
};

class LogOutput {
public:
    /// `descriptor` stays the caller's. SIGPIPE must be ignored.
    explicit LogOutput(int descriptor, LogOutputOptions options = {});
    /// Writes what still waits.
    ~LogOutput();
    LogOutput(LogOutput const&) = delete;
    LogOutput& operator=(LogOutput const&) = delete;

    /// From any thread, never waiting. Lines that find no room are dropped; how many is said when there is
    /// room again.
    void write(std::string const& line);
    Log::Sink sink();

private:
    void run();
    void put(std::string_view text);
    bool wait_for_room() const;
    bool has_much() const { return waiting_.size() > options_.most_bytes / 2; }

    int descriptor_;
    LogOutputOptions options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string waiting_;
    std::int64_t dropped_ = 0;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace rmirror
