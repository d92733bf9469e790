// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/threads/thread.hpp"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>

namespace rmirror::detail {

namespace {

using Clock = std::chrono::steady_clock;

/// Backoff after failures.
constexpr std::chrono::milliseconds kFirstPause{100};
constexpr std::chrono::milliseconds kLongestPause{5000};

/// Some libraries write to sockets whose other end may be closed. That must be an error, not end the process.
void block_broken_pipes()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

/// Returns true if `work` returned, false if it threw.
bool returns(char const* name, ThreadWork const& work, std::stop_token const& stop, ThreadHealth& health)
{
    // Reporting can throw as well if memory runs out; the thread continues.
    auto const report = [&](std::string_view what) { contain_failure(name, [&] { health.failed(what); }); };
    try {
        work(stop, health);
        return true;
    } catch (std::exception const& error) {
        report(error.what());
    } catch (...) {
        report("unknown exception");
    }
    return false;
}

void wait(std::stop_token const& stop, std::chrono::milliseconds pause)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, stop, pause, [] { return false; });
}

}  // namespace

void run_thread(char const* name, std::stop_token const& stop, ThreadWork const& work)
{
    pthread_setname_np(pthread_self(), name);
    block_broken_pipes();
    ThreadHealth health(name);
    auto pause = kFirstPause;
    for (bool is_last_try = false;;) {
        auto const begun = Clock::now();
        if (returns(name, work, stop, health) || is_last_try)
            return;
        is_last_try = stop.stop_requested();
        if (is_last_try)
            continue;
        if (Clock::now() - begun > kLongestPause)
            pause = kFirstPause;
        wait(stop, pause);
        pause = std::min(2 * pause, kLongestPause);
    }
}

}  // namespace rmirror::detail
