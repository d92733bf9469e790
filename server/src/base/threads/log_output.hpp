// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes the log to a file descriptor on its own thread, so that a slow reader doesn't block the threads that
// log.
#pragma once

#include "base/log.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <stop_token>
#include <thread>

namespace rmirror {

struct LogOutputOptions {
    std::size_t max_bytes = 1U << 20U;  // Of queued lines.
    /// Pause between writes unless the queue is more than half full: writing each of many lines on its own
    /// costs more than formatting it.
    std::chrono::milliseconds pause{20};
    /// How long shutdown waits for a reader that takes nothing.
    std::chrono::milliseconds patience{2'000};
};

class LogOutput {
public:
    /// Doesn't own `descriptor`.
    explicit LogOutput(int descriptor, LogOutputOptions options = {});
    /// Writes the queued lines.
    ~LogOutput() = default;
    LogOutput(LogOutput const&) = delete;
    LogOutput& operator=(LogOutput const&) = delete;

    /// Thread-safe, and never blocks. Drops lines if the queue is full, and logs their number when there is
    /// room again.
    void write(std::string const& line);
    Log::Sink sink();

private:
    void run(std::stop_token const& stop);
    void put(std::string_view text, std::stop_token const& stop) const;
    bool wait_for_room(std::stop_token const& stop) const;
    bool has_much() const { return waiting_.size() > options_.max_bytes / 2; }

    int descriptor_;
    LogOutputOptions options_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::string waiting_;
    std::int64_t dropped_ = 0;
    std::jthread thread_;  // Last, because it uses the other members.
};

}  // namespace rmirror
