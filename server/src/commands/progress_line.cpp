// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands/progress_line.hpp"

#include <unistd.h>

#include <iostream>

namespace rmirror::commands {

namespace {

constexpr auto kClear = "\r\x1b[K";

}  // namespace

ProgressLine::ProgressLine() : is_terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine()
{
    if (is_terminal_)
        std::cerr << kClear << std::flush;
}

void ProgressLine::show(std::string_view what, std::size_t done, std::size_t of)
{
    constexpr std::chrono::milliseconds kBetween{200};
    auto const now = std::chrono::steady_clock::now();
    if (!is_terminal_ || now - shown_at_ < kBetween)
        return;
    shown_at_ = now;
    std::cerr << kClear << what << ": " << done;
    if (of > 0)
        std::cerr << " of " << of << " (" << 100 * done / of << " %)";
    std::cerr << std::flush;
}

}  // namespace rmirror::commands
