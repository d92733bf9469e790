// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/threads/log_output.hpp"

#include "base/threads/thread.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

namespace rmirror {

namespace {

/// Interval at which the thread checks for a stop request while the reader takes nothing.
constexpr std::chrono::milliseconds kLook{50};

std::string notice_of(std::int64_t dropped)
{
    return log_line(Level::error, "log lines dropped", {{"count", dropped}});
}

}  // namespace

LogOutput::LogOutput(int descriptor, LogOutputOptions options)
    : descriptor_(descriptor),
      options_(options),
      thread_(start_thread("log", [this](std::stop_token const& stop) { run(stop); }))
{}

Log::Sink LogOutput::sink()
{
    return [this](std::string const& line) { write(line); };
}

void LogOutput::write(std::string const& line)
{
    bool is_news = false;
    {
        std::lock_guard const lock(mutex_);
        auto const was_empty = waiting_.empty();
        auto const had_much = has_much();
        if (waiting_.size() + line.size() > options_.max_bytes)
            ++dropped_;
        else
            waiting_ += line;
        is_news = was_empty || has_much() != had_much;
    }
    if (is_news)
        changed_.notify_one();
}

void LogOutput::run(std::stop_token const& stop)
{
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, stop, [this] { return dropped_ > 0 || !waiting_.empty(); });
        auto text = std::exchange(waiting_, {});
        if (auto const dropped = std::exchange(dropped_, 0); dropped > 0)
            text += notice_of(dropped);
        if (text.empty())
            return;
        lock.unlock();
        put(text, stop);
        lock.lock();
        changed_.wait_for(lock, stop, options_.pause, [this] { return has_much(); });
    }
}

void LogOutput::put(std::string_view text, std::stop_token const& stop) const
{
    while (!text.empty() && wait_for_room(stop)) {
        // A writable pipe accepts this much without blocking, so that shutdown never hangs here.
        auto const written = ::write(descriptor_, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
        if (written >= 0)
            text.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR && errno != EAGAIN)
            return;  // The reader is gone, and there is no other place to report that.
    }
}

bool LogOutput::wait_for_room(std::stop_token const& stop) const
{
    for (auto left = options_.patience; left.count() > 0;) {
        pollfd room{descriptor_, POLLOUT, 0};
        if (::poll(&room, 1, static_cast<int>(kLook.count())) > 0)
            return true;
        if (stop.stop_requested())
            left -= kLook;
    }
    return false;
}

}  // namespace rmirror
