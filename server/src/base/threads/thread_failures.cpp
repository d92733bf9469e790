// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/threads/thread_failures.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace rmirror {

ThreadFailures& ThreadFailures::of_process()
{
    static ThreadFailures failures;
    return failures;
}

void ThreadFailures::add(std::string_view thread, std::string_view what) noexcept
{
    try {
        count(thread);
        log(Level::error, "thread failed", {{"thread", thread}, {"what", what}});
    } catch (std::exception const&) {
        // There isn't even memory for a log line.
        std::fputs("A thread failed, and the failure can't be logged.\n", stderr);
    }
}

void ThreadFailures::count(std::string_view thread)
{
    std::lock_guard const lock(mutex_);
    ++totals_[std::string(thread)];
}

std::vector<std::string> ThreadFailures::failing() const
{
    std::lock_guard const lock(mutex_);
    std::vector<std::string> names;
    names.reserve(failing_.size());
    for (auto const& [name, threads] : failing_)
        names.push_back(name);
    return names;
}

std::map<std::string, std::uint64_t> ThreadFailures::totals() const
{
    std::lock_guard const lock(mutex_);
    return totals_;
}

void ThreadFailures::mark(std::string const& thread, int change)
{
    std::lock_guard const lock(mutex_);
    auto const failing = failing_.try_emplace(thread, 0).first;
    failing->second += change;
    if (failing->second == 0)
        failing_.erase(failing);
}

void ThreadFailures::log(Level level, std::string_view event, std::initializer_list<LogField> fields)
{
    std::lock_guard const lock(log_mutex_);
    if (logs_.empty())
        std::fputs(log_line(level, event, fields).c_str(), stderr);
    else
        logs_.back()->write(level, event, fields);
}

ThreadFailures::Logging::Logging(Log& log) : log_(log)
{
    auto& failures = of_process();
    std::lock_guard const lock(failures.log_mutex_);
    failures.logs_.push_back(&log_);
}

ThreadFailures::Logging::~Logging()
{
    auto& failures = of_process();
    std::lock_guard const lock(failures.log_mutex_);
    auto const last = std::find(failures.logs_.rbegin(), failures.logs_.rend(), &log_);
    failures.logs_.erase(std::prev(last.base()));
}

ThreadHealth::~ThreadHealth()
{
    if (is_failing_)
        ThreadFailures::of_process().mark(thread_, -1);
}

void ThreadHealth::failed(std::string_view what)
{
    auto& failures = ThreadFailures::of_process();
    std::lock_guard const lock(mutex_);
    bool const is_known = is_failing_ && last_failure_ == what;
    last_failure_ = what;
    if (!is_failing_.exchange(true))
        failures.mark(thread_, 1);
    if (is_known)
        failures.count(thread_);
    else
        failures.add(thread_, what);
}

void ThreadHealth::works()
{
    if (!is_failing_)
        return;
    auto& failures = ThreadFailures::of_process();
    std::lock_guard const lock(mutex_);
    if (!is_failing_.exchange(false))
        return;
    failures.mark(thread_, -1);
    failures.log(Level::info, "thread works again", {{"thread", std::string_view(thread_)}});
}

}  // namespace rmirror
