// SPDX-License-Identifier: AGPL-3.0-or-later
// How the server starts its threads.
#pragma once

#include <pthread.h>
#include <signal.h>

#include <stop_token>
#include <thread>
#include <utility>

namespace rmirror {

namespace detail {

/// Some libraries write to connections that may be gone: that is an error, not the end of the process.
inline void block_broken_pipes()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace detail

/// A thread that is asked to stop and waited for when its handle goes. What it runs should look at its
/// std::stop_token, and wait on a std::condition_variable_any, which takes the token along. `name` is what
/// tools such as top and gdb show: at most 15 bytes.
template <typename Work>
[[nodiscard]] std::jthread start_thread(char const* name, Work work)
{
    return std::jthread([name, work = std::move(work)](std::stop_token const& stop) mutable {
        pthread_setname_np(pthread_self(), name);
        detail::block_broken_pipes();
        work(stop);
    });
}

}  // namespace rmirror
