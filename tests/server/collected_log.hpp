// SPDX-License-Identifier: AGPL-3.0-or-later
// A log whose lines a test reads.
#pragma once

#include "base/log.hpp"

#include <mutex>
#include <string>

namespace rmirror::test {

class CollectedLog {
public:
    explicit CollectedLog(Level level) : log_(level, [this](std::string const& line) { add(line); }) {}

    Log& log() { return log_; }
    std::string text()
    {
        std::lock_guard const lock(mutex_);
        return text_;
    }

private:
    void add(std::string const& line)
    {
        std::lock_guard const lock(mutex_);
        text_ += line;
    }

    std::mutex mutex_;
    std::string text_;
    Log log_;  // Last: it uses the others.
};

}  // namespace rmirror::test
