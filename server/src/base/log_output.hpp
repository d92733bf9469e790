// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the log goes: written to by a thread of its own, so that nobody waits for whoever reads it.
#pragma once

#include "base/log.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <stop_token>
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
    /// `descriptor` stays the caller's.
    explicit LogOutput(int descriptor, LogOutputOptions options = {});
    /// Writes what still waits.
    ~LogOutput() = default;
    LogOutput(LogOutput const&) = delete;
    LogOutput& operator=(LogOutput const&) = delete;

    /// From any thread, never waiting. Lines that find no room are dropped; how many is said when there is
    /// room again.
    void write(std::string const& line);
    Log::Sink sink();

private:
    void run(std::stop_token const& stop);
    void put(std::string_view text, std::stop_token const& stop) const;
    bool wait_for_room(std::stop_token const& stop) const;
    bool has_much() const { return waiting_.size() > options_.most_bytes / 2; }

    int descriptor_;
    LogOutputOptions options_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::string waiting_;
    std::int64_t dropped_ = 0;
    std::jthread thread_;  // Last: it uses the others.
};

}  // namespace rmirror
