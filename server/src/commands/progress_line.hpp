// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

namespace rmirror::commands {

/// Shows how far long work is, in one line of the terminal that standard error is; elsewhere it shows
/// nothing.
class ProgressLine {
public:
    ProgressLine();
    /// Clears the line.
    ~ProgressLine();
    ProgressLine(ProgressLine const&) = delete;
    ProgressLine& operator=(ProgressLine const&) = delete;

    /// `of`: 0 if that isn't known. Can be called often.
    void show(std::string_view what, std::size_t done, std::size_t of);

private:
    bool is_terminal_;
    std::chrono::steady_clock::time_point shown_at_{};
};

}  // namespace rmirror::commands
